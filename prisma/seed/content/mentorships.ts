/** An invented agreement between a master and an apprentice of one house. */
export type DemoMentorship = {
  key: string;
  /** The studio it is entered under. */
  place: string;
  enteredBy: string;
  master: string;
  apprentice: string;
  trade: string;
  gradeBefore: "JUNIOR" | "INTERMEDIATE" | "SENIOR" | "TECHNICIAN";
  /** Whole months before this one in which it began, and how many it lasts. */
  monthsAgo: number;
  months: number;
  goals: string[];
  terms?: string;
  /** Who has signed; without both it has not begun. */
  signed: ("master" | "apprentice")[];
  /** One for each month from the first on, with the master's word; without one it waits for the master. */
  notes: { text: string; answer?: string }[];
  /** How it ended, once the last month was over. */
  graduation?: { summary: string; assessment: string; grade: "SENIOR" | "TECHNICIAN"; confirmedBy: string };
};

export const demoMentorships: DemoMentorship[] = [
  {
    key: "mentorship-automation",
    place: "electrical-automation",
    enteredBy: "electrical-automation.lead",
    master: "electrical-automation.lead",
    apprentice: "electrical-automation.3",
    trade: "电工（自动化）",
    gradeBefore: "SENIOR",
    monthsAgo: 6,
    months: 4,
    goals: ["独立完成一台设备的传感器选型和调试", "能用示波器判断干扰来源", "带两名新员工完成点检培训"],
    signed: ["master", "apprentice"],
    notes: [
      {
        text: "学了光电、激光、电容三类传感器的量程和盲区，跟着换了两只料位计。还看不懂干扰波形。",
        answer: "换得规矩，记录也全。下月带示波器去现场。",
      },
      {
        text: "在变频器旁测了三处波形，分清了共模和差模干扰；屏蔽层改成单端接地后误报没有了。",
        answer: "思路对。",
      },
      { text: "独立给码垛线选了激光测距并调好，写了调试步骤。", answer: "步骤写得清楚，已放进工作室资料柜。" },
      { text: "给两名新员工讲了点检，各自独立点检一周无漏项。", answer: "可以出师。" },
    ],
    graduation: {
      summary: "三条目标都做到了：码垛线测距一次调好，干扰能自己查，带的两名新员工已独立上岗。",
      assessment: "肯钻、手稳、记录完整，能独立承担传感器类难题。",
      grade: "TECHNICIAN",
      confirmedBy: "electrical.reviewer",
    },
  },
  {
    key: "mentorship-cnc",
    place: "machine-tools-cnc",
    enteredBy: "machine-tools.reviewer",
    master: "machine-tools-cnc.1",
    apprentice: "machine-tools-cnc.4",
    trade: "数控机床装调维修工",
    gradeBefore: "INTERMEDIATE",
    monthsAgo: 3,
    months: 12,
    goals: ["能看懂并修改 PMC 梯形图", "独立完成刀塔拆装和回零调整，2 小时以内", "能用报警履历判断伺服故障的先后"],
    terms: "每周至少有一个半天在现场一起干活；涉及客户机床的资料不外传。",
    signed: ["master", "apprentice"],
    notes: [
      {
        text: "跟师傅拆了两台刀塔，记下了定位销和编码器的装配顺序。自己装时回零差 0.02，第二次才好。",
        answer: "回零前先看机械间隙，再动参数。",
      },
      { text: "学梯形图，能找到换刀动作的每一步条件；改参数还不敢下手。", answer: "不敢改是对的，先备份再改。" },
      { text: "独立处理了一次换刀不到位，查到接近开关松动。整理了十二条换刀报警的先后关系。" },
    ],
  },
  {
    key: "mentorship-rolling",
    place: "titanium-rolling",
    enteredBy: "titanium-rolling.lead",
    master: "titanium-rolling.lead",
    apprentice: "titanium-rolling.4",
    trade: "金属轧制工",
    gradeBefore: "INTERMEDIATE",
    monthsAgo: 1,
    months: 12,
    goals: ["独立完成换辊和零调，40 分钟以内", "能从板形图判断该调弯辊还是调冷却"],
    signed: ["master", "apprentice"],
    notes: [],
  },
  {
    key: "mentorship-grinding",
    place: "gearbox-grinding",
    enteredBy: "gearbox-grinding.lead",
    master: "gearbox-grinding.1",
    apprentice: "gearbox-grinding.4",
    trade: "磨工",
    gradeBefore: "INTERMEDIATE",
    monthsAgo: 1,
    months: 12,
    goals: ["会用酸蚀和巴克豪森判断烧伤", "独立修整蜗杆砂轮，首件一次合格"],
    signed: ["master", "apprentice"],
    notes: [],
  },
  {
    key: "mentorship-proposed",
    place: "machine-tools-cnc",
    enteredBy: "machine-tools.reviewer",
    master: "machine-tools-cnc.lead",
    apprentice: "machine-tools-cnc.3",
    trade: "电气装配工",
    gradeBefore: "SENIOR",
    monthsAgo: 0,
    months: 12,
    goals: ["独立完成整柜布线和接地检查，一次通过", "能用激光干涉仪做定位精度补偿"],
    signed: ["apprentice"],
    notes: [],
  },
];

/** An expert from outside, invited to one problem of an enterprise. */
export const demoGuest = {
  enterprise: "brewery",
  name: "柏文渊",
  email: "guest@university.demo",
  unit: "关中理工大学机械学院",
  days: 20,
  comment: "从描述看，先把发生的时刻和前一道工序的节拍对一对。我下周三下午在，可以一起看录像。",
};
