import { defineWords } from "#app/lib/i18n.ts";

type Opening = { day: string; what: string; alliance: string; host: string; place: string; topic: string };
const sessions = (n: number, unit: string) => `第 ${n} ${unit}`;

/** Sentences of the drafted news text. Plain: who, when, where, what; no praise. */
export const activityNewsWords = defineWords(
  {
    comma: "、",
    gap: "",
    andOthers: (shown: string, n: number) => `${shown}等 ${n} 个`,
    quoted: (title: string) => `“${title}”`,
    day: (day: string) => {
      const [year, month, date] = day.split("-").map(Number);
      return `${year} 年 ${month} 月 ${date} 日`;
    },
    what: {
      COLLABORATION: (n: number) => `${sessions(n, "次")}技术协作攻关活动`,
      SERVICE_VISIT: (n: number) => `${sessions(n, "场")}劳模工匠助企行`,
      REGION_EXCHANGE: (n: number) => `${sessions(n, "次")}东部行交流`,
      LECTURE: (n: number) => `${sessions(n, "场")}讲座`,
      SCHOOL_VISIT: (n: number) => `${sessions(n, "次")}进校园活动`,
    },
    opening: ({ day, what, alliance, host, place, topic }: Opening) =>
      `${day}，${alliance}${what}在${host || place}举行${host && place ? `，地点：${place}` : ""}。主题：${topic}。`,
    attendance: (total: number, people: number, listeners: number) =>
      listeners === 0
        ? `签到 ${people} 人。`
        : people === 0
          ? `听众 ${listeners} 人次。`
          : `参加 ${total} 人次，其中签到 ${people} 人，另有听众 ${listeners} 人次。`,
    units: (names: string, n: number) => (n === 1 ? `参加单位：${names}。` : `参加单位：${names}，共 ${n} 家。`),
    experts: (names: string) => `到场专家：${names}。`,
    problems: (titles: string) => `现场研究的难题：${titles}。`,
    advice: (text: string, adviser: string) => (adviser ? `${adviser}建议：${text}。` : `现场建议：${text}。`),
    followUps: (n: number) => `会后有 ${n} 项建议落实到人，按期跟进。`,
  },
  {
    comma: ", ",
    gap: " ",
    andOthers: (shown, n) => `${shown} and others (${n} in all)`,
    quoted: (title) => `“${title}”`,
    day: (day) => day,
    what: {
      COLLABORATION: (n) => `collaboration activity no. ${n}`,
      SERVICE_VISIT: (n) => `enterprise service visit no. ${n}`,
      REGION_EXCHANGE: (n) => `exchange outside the region no. ${n}`,
      LECTURE: (n) => `lecture no. ${n}`,
      SCHOOL_VISIT: (n) => `school visit no. ${n}`,
    },
    opening: ({ day, what, alliance, host, place, topic }) =>
      `On ${day}, ${alliance} held its ${what} at ${host || place}${host && place ? ` (${place})` : ""}. Topic: ${topic}.`,
    attendance: (total, people, listeners) =>
      listeners === 0
        ? `${people} ${people === 1 ? "person" : "people"} signed in.`
        : people === 0
          ? `${listeners} attendances by listeners.`
          : `${total} attendances: ${people} people signed in, and ${listeners} listeners were counted.`,
    units: (names, n) => (n === 1 ? `Organisation: ${names}.` : `Organisations: ${names}; ${n} in all.`),
    experts: (names) => `Experts on site: ${names}.`,
    problems: (titles) => `Problems studied: ${titles}.`,
    advice: (text, adviser) => (adviser ? `${adviser} advised: ${text}.` : `Advice on site: ${text}.`),
    followUps: (n) => `${n} ${n === 1 ? "piece of advice has" : "pieces of advice have"} an owner and a date.`,
  },
);
