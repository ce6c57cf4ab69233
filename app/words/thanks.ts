import { defineWords } from "#app/lib/i18n.ts";

type Facts = {
  sender: string;
  /** The alliance's name where the poster stays unnamed. */
  unnamed: boolean;
  employer: string;
  studio: string;
  names: string;
  title: string;
  number: string;
  from: string;
  to: string;
  partial: boolean;
};

/** The letter of thanks to the employer of borrowed craftsmen. */
export const thanksWords = defineWords(
  {
    title: "感谢信",
    lead: "向借出师傅的单位致谢。草稿只写概要，可以修改；保存后下载 Word，盖章寄出。",
    readLead: "这是发给贵单位的感谢信。",
    number: "编号",
    dated: "日期",
    recipient: "致",
    body: "正文",
    bodyHint: "只写对方可以知道的内容；不要写参数、金额和图纸编号",
    signature: "落款单位",
    save: "保存",
    saved: "感谢信已保存，可以下载。",
    download: "下载 Word",
    savedOn: (day: string) => `${day} 保存`,
    none: "还没有写感谢信。",
    sealed: (signature: string) => `${signature}（盖章）`,
    heading: "感谢信",
    made: "匠联",
    numberOf: (year: number, serial: number) => `感谢信〔${year}〕${serial} 号`,
    salutation: (employer: string) => `${employer}：`,
    listComma: "、",
    draft: (f: Facts) =>
      [
        `${f.unnamed ? `${f.sender}一家成员单位` : f.sender}的技术难题“${f.title}”（编号 ${f.number}），由贵单位${f.studio}的${f.names}承担攻关。自${f.from}起，他们深入了解情况，查找原因，提出办法并配合试运行，该难题已于${f.to}验收${f.partial ? "，问题得到部分解决" : "通过"}。`,
        "攻关期间，贵单位在人员、时间上给予了大力支持，体现了工匠精神和协作互助的风格。请对参与攻关的同志给予鼓励。",
        "在此，谨向贵单位和各位师傅表示衷心感谢！期待今后继续携手，共同攻关。",
      ].join("\n"),
  },
  {
    title: "Letter of thanks",
    lead: "Thank the employer who lent the craftsmen. The draft keeps to the summary and can be changed; save it, then download it as Word to seal and send.",
    readLead: "This letter of thanks is for your enterprise.",
    number: "Number",
    dated: "Date",
    recipient: "To",
    body: "Text",
    bodyHint: "Only what they may know: no parameters, amounts or drawing numbers",
    signature: "In the name of",
    save: "Save",
    saved: "The letter is saved and can be downloaded.",
    download: "Download (Word)",
    savedOn: (day) => `saved on ${day}`,
    none: "No letter has been written yet.",
    sealed: (signature) => `${signature} (seal)`,
    heading: "Letter of Thanks",
    made: "Jianglian",
    numberOf: (year, serial) => `Thanks ${year}-${serial}`,
    salutation: (employer) => `To ${employer},`,
    listComma: ", ",
    draft: (f) =>
      [
        `${f.names} of your ${f.studio} took on the technical problem “${f.title}” (number ${f.number}) of ${f.unnamed ? `a member of ${f.sender}` : f.sender}. From ${f.from} on they looked into it, found the cause, proposed a remedy and accompanied the trial run. It was accepted on ${f.to}${f.partial ? " as partly solved" : ""}.`,
        "You gave people and time for it, in the best spirit of craftsmanship and mutual help. Please pass our appreciation on to all who took part.",
        "We thank you and your masters sincerely, and look forward to solving more together.",
      ].join("\n"),
  },
);
