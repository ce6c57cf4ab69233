import type { DemoCase } from "./types.ts";

export const casesPackaging2: DemoCase[] = [
  {
    key: "rotary-knife-burr", enterprise: "packaging", author: "packaging.engineer", category: "QUALITY", severity: "QUALITY",
    title: "横切机切口起毛带纸粉，印刷上来全是白点",
    phenomenon: "白卡横切下来切口毛刺，一抖就掉粉，印刷橡皮布半小时糊一层。磨过一次刀，好了十一天，又毛。刀座声音有时候脆有时候闷。",
    equipmentType: "双螺旋横切机", equipmentModel: "HQ-1400", line: "横切机", processStep: "横切", frequency: "换刀后第二周", scrapPercent: 0.9, yuanPerDay: 950, tried: "磨刀厂换了两家；润滑加密。", state: "IN_PROGRESS", postedDaysAgo: 15, visitAllowed: true,
    solver: { studio: "machine-tools-spindle", lead: "machine-tools-spindle.3", via: "BID" },
    log: [
      { kind: "OBSERVATION", text: "刀刃放大 40 倍，崩口集中在操作侧三分之一，深 0.05 到 0.08。上下刀重叠量操作侧 0.9、驱动侧 0.5。" },
      { kind: "HYPOTHESIS", text: "刀辊轴承座操作侧磨下去，切入角变大", status: "OPEN" },
      { kind: "ATTEMPT", text: "刃口角由 30° 改 33° 磨一条试。", failedBecause: "崩口是没了，切得发闷，电机电流高 9 %，粉照样有。" },
    ],
  },
  {
    key: "print-odor-residual", enterprise: "packaging", author: "packaging.engineer2", category: "QUALITY", severity: "QUALITY", anonymous: true,
    title: "酒盒开箱有股甜油漆味，客户说串味",
    phenomenon: "刚做出来闻不到，摞满一托裹上膜，三天后打开一股甜腻的油漆味。气相测溶剂残留总量 6.8 毫克，单个乙酸正丙酯占一大半。冬天烘箱风凉的那批味最大。",
    equipmentType: "胶印上光机", processStep: "上光干燥", target: "残留总量 ≤ 3 mg/m²，气味 ≤ 2 级", measuredBy: "顶空气相色谱", state: "PUBLISHED", postedDaysAgo: 4, frequency: "冬季订单",
    tried: "延长摊晾一天，残留降到 5.1，占地方，交期赶不上。烘道温度加到 82，纸翘得上不了机。",
  },
  {
    key: "pad-die-life", enterprise: "packaging", author: "packaging.engineer3", category: "EQUIPMENT", severity: "IMPROVEMENT",
    title: "清废针老弯，换一套要一个半小时",
    phenomenon: "清废针一弯，内孔废料就挂着，一天换三四根。换套针要拆整个上框。",
    equipmentType: "平压平模切机", assetNumber: "FH-14-5486", line: "模切一号机", processStep: "清废", state: "DRAFT", postedDaysAgo: 1,
  },
  {
    key: "seal-jaw-temp", enterprise: "packaging", author: "packaging.engineer", category: "QUALITY", severity: "QUALITY",
    title: "制袋机封口强度左右不一，漏粉",
    phenomenon: "羊奶粉袋子底封左边能撕出粉末，右边结实。拉力机左 18 牛，右 33 牛。温度表两边都显示 172。",
    equipmentType: "三边封制袋机", equipmentModel: "ZD-600", line: "制袋二号机", processStep: "热封", frequency: "持续", scrapPercent: 1.5, yuanPerDay: 780, target: "两侧封口强度差 ≤ 3 N", measuredBy: "拉力机每班 10 袋", state: "TRIAL_RUN", postedDaysAgo: 31, visitAllowed: true,
    parameters: "172 ℃、0.35 MPa、0.7 s", solver: { studio: "electronics-smt", lead: "electronics-smt.3", via: "BID" },
    log: [
      { kind: "OBSERVATION", text: "五点热电偶条压在封刀里测，左端实际 151、中 168、右 174。表上那支偶插在右边，浅了 15 毫米。" },
      { kind: "HYPOTHESIS", text: "加热管功率分布不对", status: "CONFIRMED" },
      { kind: "HYPOTHESIS", text: "气缸左右压力不等", status: "REFUTED" },
    ],
    solution: {
      rootCause: "封刀用的是均布加热管，左端靠机架散热快，没有补偿；测温偶只看右端。",
      actions: "换两端加密绕丝的加热管（端部功率密度 +35 %），中间加一支导热管均温；热电偶移到中点，刀背包 10 mm 气凝胶毡；左端机架垫云母隔热。",
      safetyNotes: "封刀断电冷到 50 ℃ 以下拆，检查接地 <0.1 Ω。", parts: "变密度加热管 2 支、导热管 1 支", parameters: "设定 166 ℃（中点）", costYuan: 3100,
    },
    measures: [
      { name: "左右封口强度差", unit: "N", before: 15, after: 2.4, period: "试运行三周" },
      { name: "刀面温差", unit: "℃", before: 23, after: 4, period: "试运行三周" },
    ],
    comments: [{ by: "packaging.engineer", text: "试运行到第二十天没漏一袋，刀上字印还要再等一批厚膜验一遍。" }],
  },
  {
    key: "rewinder-static-dust", enterprise: "packaging", author: "packaging.engineer2", category: "QUALITY", severity: "QUALITY",
    title: "检品机复卷膜面吸尘，挑出来的黑点擦得掉",
    phenomenon: "检品机报黑点，一擦就没，全是浮灰。换胶辊那台机，手靠近发麻。",
    equipmentType: "检品复卷机", assetNumber: "FH-51-6099", line: "检品二号机", processStep: "复卷", frequency: "冬季", state: "ANSWERED", postedDaysAgo: 47, refersTo: "slitter-static-shock",
    comments: [
      { by: "electronics-smt.4", text: "分切机那条的办法先照搬：先量哪根辊起电，再在它后面装离子棒。" },
      { by: "packaging.engineer2", text: "量出来是硅胶压辊 31 kV，换导静电辊加一根离子棒，浮灰基本没有，按已有办法结。" },
    ],
  },
  {
    key: "plate-cylinder-bounce", enterprise: "packaging", author: "packaging.engineer3", category: "EQUIPMENT", severity: "DEGRADED",
    title: "柔印机满版上印出横杠，一米一根",
    phenomenon: "实地上隔 980 毫米一道浅杠，像拿尺子比着画的，车速越高越明显。正好是版辊周长。换套筒还是。",
    equipmentType: "卫星式柔印机", equipmentModel: "RY-1300", line: "柔印机", processStep: "印刷", frequency: "高速时", scrapPercent: 1.3, yuanPerDay: 1600, tried: "版子接缝处打磨过、压力减了；网纹辊清洗。", state: "ASSIGNED", postedDaysAgo: 6,
    solver: { studio: "machine-tools-spindle", lead: "machine-tools-spindle.2", via: "ASSIGN" },
  },
];
