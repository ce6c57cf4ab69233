import { defineWords } from "#app/lib/i18n.ts";

/** Reading a machine's label with the camera. */
export const scanWords = defineWords(
  {
    scan: "扫码",
    title: "扫设备码",
    lead: "对准设备上的二维码标签，读到就打开这台设备。",
    leadReport: "对准设备上的二维码标签，读到就为这台设备报难题。",
    starting: "正在打开摄像头…",
    looking: "把二维码放进框里",
    camera: "摄像头画面",
    torchOn: "开灯",
    torchOff: "关灯",
    photo: "拍照或选图片识别",
    reading: "正在识别…",
    noCode: "图片里没有找到二维码。靠近一点、拍正一点，再试一次。",
    noPicture: "这个文件打不开，请换一张 JPG 或 PNG 图片。",
    trouble: {
      insecure: "当前地址不是 https，浏览器不允许打开摄像头。可以拍照识别，或输入标签上的码。",
      refused: "没有摄像头权限。请在浏览器的网站设置里允许，或者拍照识别、输入标签上的码。",
      absent: "这台设备上没有可用的摄像头。可以选图片识别，或输入标签上的码。",
      busy: "摄像头被别的程序占用，或没有打开。关掉别的程序再试，或者拍照识别、输入标签上的码。",
    },
    again: "再试一次",
    typed: "标签上的码或设备编号",
    typedHint: "例如 7K3QF-2M9XA；大小写、空格都没关系。",
    open: "打开",
    find: "查找",
    foreign: (host: string) =>
      host ? `这是别处的地址（${host}），不是本平台的设备标签，没有打开。` : "这不是本平台的设备标签，没有打开。",
    notALabel: "这是本平台的地址，但不是设备标签。",
    unknown: (text: string) => `本企业的设备台账里没有“${text}”。检查一下编号，或请工程师先登记。`,
    several: (n: number) => `有 ${n} 台设备对得上，选一台：`,
    retired: "已停用",
    failed: "没有连上服务器，请再试一次。",
    found: (number: string) => `已选：${number}`,
  },
  {
    scan: "Scan",
    title: "Scan a machine's label",
    lead: "Point the camera at the QR code on the machine; its card opens by itself.",
    leadReport: "Point the camera at the QR code on the machine; a form to report its problem opens by itself.",
    starting: "Opening the camera…",
    looking: "Bring the code into the frame",
    camera: "The camera's picture",
    torchOn: "Light on",
    torchOff: "Light off",
    photo: "Photo of a code",
    reading: "Reading…",
    noCode: "No code found in this picture. Go closer, hold it straight and try again.",
    noPicture: "This file does not open. Choose a JPG or PNG picture.",
    trouble: {
      insecure: "This address is not https, so the browser gives no camera. Take a photo of the code, or type it.",
      refused:
        "The camera is not allowed. Allow it in the browser's site settings, take a photo of the code, or type it.",
      absent: "No camera here. Choose a picture of the code, or type it.",
      busy: "The camera is in use by another program, or did not open. Close that program, take a photo of the code, or type it.",
    },
    again: "Try again",
    typed: "Code on the label, or asset number",
    typedHint: "For example 7K3QF-2M9XA; capitals and blanks don't matter.",
    open: "Open",
    find: "Find",
    foreign: (host) =>
      host
        ? `This is an address from elsewhere (${host}), not a machine's label of ours. It was not opened.`
        : "This is not a machine's label of ours. It was not opened.",
    notALabel: "This is an address of ours, but no machine's label.",
    unknown: (text) =>
      `Your enterprise's register has no "${text}". Check the number, or ask an engineer to register the machine.`,
    several: (n) => `${n} machines match. Choose one:`,
    retired: "out of use",
    failed: "The server did not answer. Try again.",
    found: (number) => `Chosen: ${number}`,
  },
);
