import type { DemoCase } from "./types.ts";

export const casesElectrical2: DemoCase[] = [
  {
    key: "vfd-cabinet-noise", enterprise: "electrical", author: "electrical.engineer", category: "PRODUCT", severity: "QUALITY",
    title: "变频柜出厂试验带载就干扰称重仪表，换地方又没了",
    phenomenon: "在试验站带载，柜里的称重变送器跳 200 公斤，客户那边装上又好好的，第二家装上又跳。传导测试低频段刚过线，180 千赫那里有个尖。",
    equipmentType: "变频调速柜", equipmentModel: "VC-160", line: "试验站", processStep: "出厂带载试验", frequency: "约四成柜", tried: "滤波器换大一档、屏蔽层单端接地改双端，这台好那台坏。", target: "任何接地条件下跳数 <1 kg", state: "UNSOLVED", postedDaysAgo: 320,
    solver: { studio: "electronics-smt", lead: "electronics-smt.3", via: "BID" },
    log: [
      { kind: "OBSERVATION", text: "共模电流在电机电缆 40 米处 6.2 A，走变送器屏蔽层的有 0.9 A。" },
      { kind: "HYPOTHESIS", text: "共模经屏蔽层进变送器", status: "CONFIRMED" },
      { kind: "ATTEMPT", text: "输出端加共模磁环四只。", failedBecause: "共模降一半，仪表仍跳 40 kg。" },
      { kind: "ATTEMPT", text: "变送器改 4–20 mA 隔离器。", failedBecause: "试验站好了，客户现场钢结构接地各不相同，三家里一家复现。" },
    ],
    closedBecause: "干扰跟客户现场接地和布线有关，柜内措施已做到成本上限；没有可控的现场条件无法再试，结题并出具安装接地指南，待有合适现场再重启。",
    comments: [{ by: "electrical-drives.lead", text: "接地指南我补了第三章：钢柱不能当回流线。" }],
  },
  {
    key: "cabinet-ip-water", enterprise: "electrical", author: "electrical.engineer3", category: "PRODUCT", severity: "QUALITY",
    title: "户外柜淋水试验门缝进水",
    phenomenon: "IPX5 淋十分钟，门下角淌进一小碗水。密封条压痕看着都有。",
    equipmentType: "户外控制柜", assetNumber: "FL-72-7938", line: "试验站", processStep: "淋水试验", state: "WITHDRAWN", postedDaysAgo: 54, tried: "密封条换高一档的。",
    closedBecause: "设计科改了门铰链位置并加挡水檐，下批已通过，不再需要攻关。",
  },
  {
    key: "coil-winding-tension", enterprise: "electrical", author: "electrical.engineer2", category: "QUALITY", severity: "QUALITY",
    title: "分合闸线圈绕出来电阻忽大忽小，排线乱一层就鼓包",
    phenomenon: "绕线机一快就听见线嗒嗒弹，到第七八层上边鼓一圈，放进骨架塞不进去。电阻 118 到 131 欧，图上 124±3。",
    equipmentType: "多轴绕线机", equipmentModel: "RX-6", processStep: "绕线", frequency: "六轴里两轴", scrapPercent: 4.4, state: "ENTERPRISE_REVIEW", postedDaysAgo: 3, target: "电阻 124±3 Ω", parameters: "线径 0.21，张力标称 1.6 N，转速 3200",
  },
  {
    key: "press-brake-angle", enterprise: "electrical", author: "electrical.engineer", category: "QUALITY", severity: "QUALITY",
    title: "折弯机折长门板中间角度大两头小，抹平了又反过来",
    phenomenon: "两米四的门板，中间 91.3 度，两头 89.6，关门一条缝宽一条缝窄。垫纸片能应付一种厚度，换料又不灵。",
    equipmentType: "数控折弯机", equipmentModel: "WE-160/3200", assetNumber: "FL-19-8551", line: "钣金车间", processStep: "折弯", frequency: "长料都这样", scrapPercent: 1.1, tried: "下模垫纸。", state: "TRIAGE", postedDaysAgo: 4,
  },
  {
    key: "cable-trench-heat", enterprise: "electrical", author: "electrical.engineer3", category: "SAFETY", severity: "SAFETY",
    title: "试验站大电流回路接头发红，铜排夹子烫得冒烟",
    phenomenon: "两千安温升试验，跨接铜排一个压板处发暗红，红外 168 度，旁边绝缘板都焦了。停了接着上又这样。急着交试验报告。",
    equipmentType: "大电流温升试验回路", line: "试验站", processStep: "温升试验", frequency: "每次到 1800 A 以上", downtimeHoursPerWeek: 20, yuanPerDay: 6000, tried: "压板多加一条螺栓，降了 8 度。砂纸打一打，两天又黑。", target: "2500 A 下接头温升 ≤ 50 K", state: "CLAIMED", postedDaysAgo: 7, visitAllowed: true,
    bids: [
      { studio: "titanium-melting", proposal: "按大电流母排的老办法：接触面铣平、镀银，铜铝过渡处换铜，碟簧压紧按 12 MPa 接触压强算，配测温点联锁。", days: 10 },
      { studio: "gearbox-assembly", proposal: "压板改三点自找正夹具，定扭 70 N·m，接触面积加倍，三天可给样件。", days: 8 },
    ],
  },
  {
    key: "robot-weld-drift", enterprise: "electrical", author: "electrical.engineer2", category: "EQUIPMENT", severity: "DEGRADED",
    title: "柜架焊接机器人越焊越偏，下午焊到板边外头",
    phenomenon: "早上示教好好的，焊到下午一两点，焊缝往外跑 1.5 到 2 毫米，打穿的也有。换工装板再对一次又准。夹具烤得烫手。",
    equipmentType: "弧焊机器人", equipmentModel: "AW-6", equipmentMaker: "沣川机器人", assetNumber: "HJ-R1", line: "焊接二工位", processStep: "柜架 CO₂ 焊", frequency: "每天下午", scrapPercent: 2.3, yuanPerDay: 850, state: "IN_PROGRESS", postedDaysAgo: 12, visitAllowed: true,
    tried: "示教点补过 40 个。", solver: { studio: "distillery-equipment", lead: "distillery-equipment.4", via: "BID" },
    log: [
      { kind: "OBSERVATION", text: "每小时让焊枪去点同一根校针，机器人本身一天只偏 0.2 毫米；夹具定位面热后比凉时走了 1.3 毫米。" },
      { kind: "HYPOTHESIS", text: "机器人减速机发热致零点漂移", status: "REFUTED" },
      { kind: "HYPOTHESIS", text: "夹具是整块 20 厚钢板，单边压死，受热往一边长", status: "OPEN" },
    ],
  },
];
