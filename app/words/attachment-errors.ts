/** Refusals of files, taken into the dictionary of errors. */
export const attachmentErrors = {
  "zh-CN": {
    "photo-empty": "这个文件是空的，请重新选择照片",
    "photo-type": "只支持照片（JPEG、PNG、WebP、GIF、AVIF），以文件内容为准",
    "photo-broken": "照片无法读取，可能已损坏或尺寸过大",
    "photo-too-big": (v: Record<string, string | number>) => `单张照片不能超过 ${v.max} MB`,
    "photo-too-many": (v: Record<string, string | number>) => `最多 ${v.max} 张照片`,
  },
  en: {
    "photo-empty": "This file is empty. Please choose the photo again",
    "photo-type": "Only photos are supported (JPEG, PNG, WebP, GIF, AVIF), judged by their content",
    "photo-broken": "The photo cannot be read. It may be damaged or far too large",
    "photo-too-big": (v: Record<string, string | number>) => `A photo may have at most ${v.max} MB`,
    "photo-too-many": (v: Record<string, string | number>) => `At most ${v.max} photos`,
  },
} as const;
