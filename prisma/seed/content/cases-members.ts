import type { DemoCase } from "./types.ts";

/** Cases of the members that came last, and what was given up about six weeks ago. */
export const casesMembers: DemoCase[] = [
  {
    key: "rail-frog-weld-bend", enterprise: "rail", author: "rail.engineer", category: "PROCESS", severity: "QUALITY",
    title: "心轨焊完上翘，火校半天还是超差",
    phenomenon: "三米二的心轨，焊完冷下来两头上翘四五毫米。用火烤能压回来，过两天又弹起一毫米多，探伤没问题，就是平直度不行。",
    equipmentType: "龙门自动焊机", equipmentModel: "MZ-1000", assetNumber: "QG-07-2214", line: "焊接车间", processStep: "心轨焊接",
    frequency: "十根里六七根", scrapPercent: 3.5, yuanPerDay: 2200, tried: "焊前压反变形三毫米，时好时坏。", target: "平直度 ≤1.5 mm/3 m，不用火校", measuredBy: "三米平尺和塞尺",
    state: "SOLVED", postedDaysAgo: 74, visitAllowed: true,
    solver: { studio: "gearbox-assembly", lead: "gearbox-assembly.1", via: "ASSIGN" },
    log: [
      { kind: "OBSERVATION", text: "压紧器只有两端两只，中间悬空一米八；焊到中段时工件已经拱起。" },
      { kind: "HYPOTHESIS", text: "夹具中段没有约束，层间温度又高，热量都积在上缘", status: "CONFIRMED" },
    ],
    solution: {
      rootCause: "夹具中段没有压紧，连续焊时上缘积热，冷却收缩把两头拉翘。",
      actions: "中段加两只液压压紧器；改成分段退焊，层间温度到一百五十度就停；松夹前等到六十度。",
      prevention: "层间温度写进工艺卡，每层用点温枪记录。", costYuan: 6800,
    },
    measures: [
      { name: "心轨上翘", unit: "mm", before: 4.5, after: 1.1, period: "四周" },
      { name: "火校工时", unit: "小时/周", before: 14, after: 1, period: "四周" },
    ],
  },
  {
    key: "petroleum-joint-thread-tear", enterprise: "petroleum", author: "petroleum.engineer", category: "PROCESS", severity: "QUALITY",
    title: "钻杆接头螺纹面拉毛，扣规拧到一半就涩",
    phenomenon: "调质后的接头车锥螺纹，牙侧面像拉过的丝，扣规拧进去五扣就涩。换新刀片头三件好，后面又来。",
    equipmentType: "管螺纹车床", equipmentModel: "QK1319", assetNumber: "SJ-12-0418", line: "机加工二线", processStep: "车锥螺纹",
    frequency: "每班七八件", scrapPercent: 2.8, yuanPerDay: 1900, tried: "转速降了一档，进刀次数加到九刀。", target: "螺纹面粗糙度 Ra3.2，刀片一刃二十件", measuredBy: "粗糙度样块和扣规",
    state: "SOLVED", postedDaysAgo: 75, visitAllowed: true,
    solver: { studio: "machine-tools-cnc", lead: "machine-tools-cnc.2", via: "ASSIGN" },
    log: [
      { kind: "OBSERVATION", text: "切屑缠在刀杆上回刮牙面；冷却液打在刀片背面，刀尖是干的。" },
      { kind: "HYPOTHESIS", text: "断屑不好加冷却没到刀尖，切屑回刮牙侧", status: "CONFIRMED" },
    ],
    solution: {
      rootCause: "两侧进刀切屑厚而不断，冷却液又没打到刀尖，切屑回刮牙侧。",
      actions: "改成单侧斜向进刀；喷嘴改到刀尖上方，压力加到八公斤；换带断屑槽的刀片。",
      prevention: "喷嘴位置用对刀块检查，写进换刀卡。", costYuan: 3200,
    },
    measures: [
      { name: "螺纹返修", unit: "件/班", before: 7.5, after: 0.6, period: "四周" },
      { name: "刀片寿命", unit: "件/刃", before: 6, after: 22, period: "四周" },
    ],
  },
  {
    key: "beverage-cap-torque-low", enterprise: "beverage", author: "beverage.engineer", category: "EQUIPMENT", severity: "QUALITY",
    title: "热灌装瓶盖放一夜就松，扭矩只剩一半",
    phenomenon: "下线时扭矩十六，第二天抽检有的只剩七八，倒过来捏会渗。水线同样的盖没事，就热灌装这条线有。",
    equipmentType: "旋盖机", equipmentModel: "XG-24", assetNumber: "GY-03-1105", line: "热灌装线", processStep: "旋盖",
    frequency: "抽检百里四", scrapPercent: 1.6, yuanPerDay: 1500, tried: "旋盖头扭矩调高两格，瓶口有拉丝。", target: "次日扭矩 ≥12", measuredBy: "扭矩仪，每班三十瓶",
    state: "SOLVED", postedDaysAgo: 73, visitAllowed: true,
    solver: { studio: "brewery-filling", lead: "brewery-filling.1", via: "ASSIGN" },
    log: [
      { kind: "OBSERVATION", text: "旋盖前瓶口温度八十六度，冷却隧道出口瓶口还有四十七度。" },
      { kind: "HYPOTHESIS", text: "瓶口热的时候旋紧，冷下来瓶口收缩，盖就松了", status: "CONFIRMED" },
    ],
    solution: {
      rootCause: "瓶口热胀时旋紧，冷却收缩后预紧力掉了一半；第三、第九个旋盖头离合器打滑更明显。",
      actions: "旋盖前加一排冷风吹瓶口到七十度以下；两只离合器换摩擦片；扭矩按冷态标定。",
      prevention: "每周按冷态扭矩抽检一遍二十四个头。", costYuan: 4100,
    },
    measures: [
      { name: "次日扭矩不合格", unit: "%", before: 4.1, after: 0.3, period: "四周" },
    ],
  },
  {
    key: "beverage-label-glue-smell", enterprise: "beverage", author: "beverage.engineer", category: "QUALITY", severity: "IMPROVEMENT",
    title: "贴标胶换季有味，客户嫌",
    phenomenon: "入秋后贴标机开机头半小时有股酸味，标签干了就没了。想请懂胶的师傅看看要不要换胶。",
    equipmentType: "热熔胶贴标机", line: "水线", state: "WITHDRAWN", postedDaysAgo: 52,
    closedBecause: "胶厂上门看过，是一批胶过了期，已退换，不再需要帮助。",
  },
  {
    key: "electronics-label-printer-skew", enterprise: "electronics", author: "electronics.engineer2", category: "EQUIPMENT", severity: "IMPROVEMENT",
    title: "序列号标签打歪，一卷里总有几张",
    phenomenon: "打到卷尾几张会斜两度，扫码枪读得慢。换过碳带轴，没变化。",
    equipmentType: "条码打印机", line: "整机包装", state: "WITHDRAWN", postedDaysAgo: 48,
    closedBecause: "这台打印机月底报废换新，问题不用再查。",
  },
];
