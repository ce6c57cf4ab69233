/** An invented joint diagnosis of the demo alliance, on one of its cases. */
export type DemoDiagnosis = {
  key: string;
  /** The case it is about, by its key. */
  about: string;
  by: string;
  /** The day it is called, from now; negative is past. */
  day: number;
  purpose: string;
  mode: "ON_SITE" | "VIDEO";
  place: string;
  minutes: number;
  /** Days after the call that are proposed, each at an hour. */
  times: { after: number; hour: number }[];
  guests: DemoGuest[];
  /** Said in the room before it is held, in order; `to` is the number of the one it answers. */
  talk: DemoWord[];
  /** Absent while a time is still looked for: the first of the times is taken. */
  held?: {
    outcome: string;
    /** What is said of the case's suspected causes, by the words of the cause. */
    verdict?: { cause: string; status: "CONFIRMED" | "REFUTED"; why: string };
  };
};
export type DemoGuest = {
  who: string;
  /** Absent: has not answered. */
  answer?: { coming: boolean; note?: string };
  opinion?: { text: string; dissents?: boolean; vote?: "CONFIRMED" | "REFUTED" | "OPEN" };
};
export type DemoWord = { by: string; text: string; to?: number };

export const demoDiagnoses: DemoDiagnosis[] = [
  {
    key: "diagnosis-gripper",
    about: "gripper-case-drop",
    by: "secretariat",
    day: -5,
    purpose: "抓头为什么总掉边上那两箱：是气不够，还是抓头自己的毛病。到现场看一个班，当场拿主意。",
    mode: "ON_SITE",
    place: "二号瓶装线卸箱机旁",
    minutes: 180,
    times: [
      { after: 3, hour: 9 },
      { after: 4, hour: 14 },
    ],
    guests: [
      {
        who: "gearbox-assembly.1",
        answer: { coming: true },
        opinion: {
          text: "最远两个抓头提起时只有 0.19 MPa。用手按住边上气囊能感到发软。先从气路下手。",
          vote: "CONFIRMED",
        },
      },
      {
        who: "electrical-automation.lead",
        answer: { coming: true, note: "带一台四通道压力记录仪过来。" },
        opinion: {
          text: "记录仪跟了 40 个循环：掉箱的 3 次，远端压力都没到 0.25 MPa 就开始提升。不掉的那些都到了。是气不够。",
          vote: "CONFIRMED",
        },
      },
      {
        who: "machine-tools-cnc.lead",
        answer: { coming: true },
        opinion: {
          text: "气不够我同意，但不全是气。边上两个抓头的吊板歪了 4 毫米，箱子进去就偏，气囊只咬住半边。只补气，过一阵还得掉。建议先把吊板校正，再看要不要加储气罐。",
          dissents: true,
          vote: "OPEN",
        },
      },
      { who: "packaging-line.4", answer: { coming: false, note: "那天本厂换线走不开，照片看过了。" } },
    ],
    talk: [
      { by: "gearbox-assembly.1", text: "@侯天佑 您的记录仪能接 G1/8 的口吗？我提前把测压接头装好。" },
      { by: "electrical-automation.lead", text: "能接，接头我也带一套。请把最远和最近两处都留出来。", to: 0 },
      { by: "machine-tools-cnc.lead", text: "到时候先别动延时，让它照原样掉几箱，看掉的是哪一边。" },
    ],
    held: {
      outcome:
        "远端气囊没充满就提升，是掉箱的主因。抓头横梁上加 5 升储气罐，供气改成两头进；提升延时取消。边上两个抓头的吊板按邢师傅的意见先校正，改完跟一周，看单独校正起多大作用。",
      verdict: {
        cause: "边上气囊供气不足，充气没到位就提了",
        status: "CONFIRMED",
        why: "40 个循环里掉箱 3 次，远端压力都低于 0.25 MPa。",
      },
    },
  },
  {
    key: "diagnosis-inkjet",
    about: "carton-inkjet-missing",
    by: "brewery.engineer3",
    day: -1,
    purpose: "冷库出来的箱子喷码淌墨，换墨、吹热风都不行。想听听各家在冷箱面上怎么喷。",
    mode: "VIDEO",
    place: "",
    minutes: 60,
    times: [
      { after: 3, hour: 10 },
      { after: 4, hour: 15 },
    ],
    guests: [
      { who: "packaging-line.1", answer: { coming: true, note: "我们出口箱也喷过冷库的，把记录找出来。" } },
      { who: "electrical-automation.lead" },
      { who: "machine-tools-cnc.1" },
    ],
    talk: [],
  },
];

/** Said on a case while it is worked on, beside what the case itself brings. */
export const demoTalk: { about: string; day: number; words: DemoWord[] }[] = [
  {
    about: "gripper-case-drop",
    day: -1,
    words: [
      {
        by: "brewery.engineer",
        text: "@岳亚东 储气罐领出来了，5 升的，周三早班停线两小时能装。您看支架要不要现场焊？",
      },
      { by: "gearbox-assembly.1", text: "不用焊，我按横梁的孔距做了抱箍，四颗 M10 就行。早上七点半到。", to: 0 },
      { by: "brewery.engineer3", text: "好，停线我跟调度说了。动火证不用开，挂牌上锁我来办。", to: 1 },
    ],
  },
];
