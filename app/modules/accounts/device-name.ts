const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/i, "HarmonyOS"],
  [/Android/i, "Android"],
  [/iPhone|iPad/i, "iOS"],
  [/Windows/i, "Windows"],
  [/Mac OS X|Macintosh/i, "macOS"],
  [/Linux/i, "Linux"],
];
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/i, "WeChat"],
  [/DingTalk/i, "DingTalk"],
  [/Lark|Feishu/i, "Feishu"],
  [/Edg\//i, "Edge"],
  [/Firefox\//i, "Firefox"],
  [/HuaweiBrowser/i, "Huawei Browser"],
  [/Chrome\//i, "Chrome"],
  [/Safari\//i, "Safari"],
];
const find = (list: [RegExp, string][], text: string): string | undefined =>
  list.find(([pattern]) => pattern.test(text))?.[1];

/** "Chrome · Windows", for people to know their devices again; empty when unknown. */
export const deviceName = (userAgent: string): string =>
  [find(BROWSERS, userAgent), find(SYSTEMS, userAgent)].filter(Boolean).join(" · ");
