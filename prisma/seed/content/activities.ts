/** An invented activity of the demo alliance. */
export type DemoActivity = {
  key: string;
  kind: "COLLABORATION" | "SERVICE_VISIT" | "REGION_EXCHANGE" | "LECTURE" | "SCHOOL_VISIT";
  /** Days from now; negative is past. */
  day: number;
  topic: string;
  /** A member enterprise by its key, or somebody else in words. */
  host?: string;
  otherHost?: string;
  place: string;
  practical?: string;
  /** How many of the host's problems are treated. */
  problems: number;
  experts: string[];
  /** Of the experts, those who have not answered. */
  waiting?: string[];
  /** Written in from the paper list. */
  people: string[];
  listeners?: number;
  record: string;
  advice: {
    text: string;
    adviser: string;
    /** Which of the treated problems. */
    about?: number;
    owner?: string;
    days?: number;
    result?: string;
  }[];
  closed?: boolean;
};

/** How many young workers each member sent to the lecture; who they were is on the paper list. */
const SENT: readonly [unit: string, people: number][] = [
  ["关山机床", 14],
  ["渭阳变速器", 12],
  ["太白岭钛业", 9],
  ["凤岭电气", 8],
  ["秦岭轨道", 7],
  ["雪川啤酒", 9],
  ["岐川烟厂", 8],
  ["西塬酒业", 7],
  ["丰禾包装", 5],
  ["华塬电子", 8],
  ["果源饮料", 5],
];
const SURNAMES = [..."赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕"];
const GIVEN = ["小龙", "佳欣", "宇航", "雪莹", "志强"];
const paperList = (): string[] => {
  const names = GIVEN.flatMap((given) => SURNAMES.map((surname) => `${surname}${given}`));
  return SENT.flatMap(([unit, people]) => names.splice(0, people).map((name) => `${name}，${unit}`));
};

export const demoActivities: DemoActivity[] = [
  {
    key: "activity-distillery",
    kind: "COLLABORATION",
    day: -96,
    topic: "包装线降停机联合诊断",
    host: "distillery",
    place: "西塬酒业包装一车间会议室",
    problems: 2,
    experts: ["brewery-filling.lead", "packaging-line.4", "machine-tools-cnc.lead"],
    people: ["陆志平，西塬酒业", "谷雨，西塬酒业", "司马华，岐川市总工会"],
    record: "上午看了两条包装线，下午分组讨论，对每条难题给出建议。",
    advice: [
      { text: "把压盖头的检查改到每班开机前做，用塞规量间隙。", adviser: "罗秉义", about: 0 },
      {
        text: "停机原因按代码记，连续记两周再对照分析。",
        adviser: "邢守拙",
        owner: "distillery.engineer",
        days: 20,
        result: "已记满三周，停机集中在换产品后的前半小时，调整了换产步骤。",
      },
    ],
    closed: true,
  },
  {
    key: "activity-visit",
    kind: "SERVICE_VISIT",
    day: -61,
    topic: "中小企业设备点检帮扶",
    otherHost: "岐川市华昌食品厂",
    place: "华昌食品厂生产车间",
    problems: 0,
    experts: ["brewery-filling.1", "cigarette-packing.lead"],
    people: ["沙建国，华昌食品厂", "屈小宁，华昌食品厂"],
    record: "帮厂里把灌装机、封口机的点检表重新列了一遍。",
    advice: [{ text: "封口温度每两小时记一次，先稳住温度再谈速度。", adviser: "姚景川" }],
    closed: true,
  },
  {
    key: "activity-lecture",
    kind: "LECTURE",
    day: -40,
    topic: "大国工匠讲主轴装配",
    otherHost: "岐川技师学院",
    place: "技师学院报告厅",
    problems: 0,
    experts: ["machine-tools-spindle.lead"],
    people: paperList(),
    listeners: 126,
    record: "讲了主轴装配里手感和量具怎样互相印证，学生提了十几个问题。",
    advice: [],
    closed: true,
  },
  {
    key: "activity-brewery",
    kind: "COLLABORATION",
    day: -9,
    topic: "啤酒包装在线检测现场诊断",
    host: "brewery",
    place: "灌装二车间",
    practical: "东门登记，带身份证；车间内戴安全帽，女同志盘发。",
    problems: 3,
    experts: ["cigarette-control.1", "machine-tools-cnc.1", "packaging-line.lead", "brewery-filling.lead"],
    people: ["苗春兰，西塬县总工会", "郝运来，雪川啤酒"],
    record: "专家在线边看了空瓶检测和压盖后检测，逐条给出建议。",
    advice: [
      {
        text: "压盖后加装一只传感器，发现歪盖立即报警停机，不等到装箱前才剔。",
        adviser: "封晓磊",
        about: 0,
        owner: "brewery.engineer",
        days: 14,
      },
      {
        text: "剔除口的瓶子按班次留样，拍照归类，误剔和漏剔分开记。",
        adviser: "屈文娥",
        about: 1,
        owner: "brewery.reviewer",
        days: 7,
        result: "三个班都已留样，第一周误剔 41 只、漏剔 3 只。",
      },
      { text: "光源罩每周擦一次，写进点检表。", adviser: "罗秉义" },
    ],
  },
  {
    key: "activity-next",
    kind: "COLLABORATION",
    day: 8,
    topic: "机床主轴温升与精度保持",
    host: "machine-tools",
    place: "装配车间三楼会议室",
    practical: "自带常用量具；进车间穿防砸鞋。",
    problems: 2,
    experts: ["gearbox-grinding.lead", "titanium-rolling.1", "machine-tools-cnc.1", "electrical-automation.lead"],
    waiting: ["machine-tools-cnc.1", "electrical-automation.lead"],
    people: [],
    record: "",
    advice: [],
  },
];
