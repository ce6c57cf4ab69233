import type { DemoCase } from "./types.ts";

export const casesCigarette2: DemoCase[] = [
  {
    key: "boxer-servo-al32", enterprise: "cigarette", author: "cigarette.engineer3", category: "EQUIPMENT", severity: "LINE_DOWN",
    title: "装封箱机推条伺服报 AL.32，一过十点准趴下",
    phenomenon: "早上好好的，到十点来钟推条轴“当”一声停死，驱动器红灯 AL.32，过流。断电歇二十分钟又能走，走不到一个钟头再来。四台卷包机的条烟全堵在提升机上。",
    equipmentType: "装封箱机推条轴伺服", equipmentModel: "ZF-30 / SV-2.0kW", equipmentMaker: "沣川传动", assetNumber: "ZF-02", line: "装封箱 2 号", processStep: "条烟推入", alarmCode: "AL.32",
    since: "三天前", frequency: "每天五六次", downtimeHoursPerWeek: 16, yuanPerDay: 18000, tried: "换驱动器、换电机都换了，第二天十点又报，邪门。", target: "连续 72 小时不报警", state: "SOLVED", postedDaysAgo: 52, visitAllowed: true,
    solver: { studio: "electrical-drives", lead: "electrical-drives.2", via: "ASSIGN" },
    log: [
      { kind: "CONTAINMENT", text: "推条速度降到 70 %，条烟分流到 1 号装封箱机。" },
      { kind: "OBSERVATION", text: "驱动器、电机都是新的，剩下的只有线。拖链里那根动力线弯折处护套鼓着一个包，兆欧表冷态 200 MΩ，拿热风吹到 45 ℃ 再一弯，掉到 0.3 MΩ。" },
      { kind: "HYPOTHESIS", text: "负载卡滞过流", status: "REFUTED" },
    ],
    solution: {
      rootCause: "拖链动力线用了普通软电缆，弯曲半径只有 4 倍线径，绝缘裂纹受热张开相间短路；十点左右柜温、线温正好上来。",
      actions: "换成高柔性拖链屏蔽电缆，拖链换大一档，弯曲半径 ≥10 倍线径；电缆不许绑死，两端留应变释放；动力和编码器线分仓。",
      prevention: "普查十一处拖链，非柔性电缆列表换掉。", safetyNotes: "驱动器断电等 15 分钟，母线测到 36 V 以下再拆端子。",
      parts: "拖链电缆 4×2.5 屏蔽 12 m、拖链 R100 1 条", parameters: "推条轴加减速恢复 100 %，转矩峰值 182 %", costYuan: 2100,
    },
    measures: [{ name: "AL.32 停机", unit: "次/天", before: 5.5, after: 0, period: "六周" }],
    comments: [
      { by: "electrical-drives.2", text: "驱动换了、电机换了还报，就剩线。摇绝缘要热着摇、弯着摇。" },
      { by: "cigarette.engineer3", text: "旧线剖开看，铜丝都断了一半。" },
    ],
  },
  {
    key: "vibro-conveyor-crack", enterprise: "cigarette", author: "cigarette.engineer", category: "EQUIPMENT", severity: "DEGRADED",
    title: "振动输送槽板簧座焊缝开裂，补焊两周又裂",
    phenomenon: "加料后那台振槽，板簧座根部裂一条缝，补焊完两个礼拜又从焊趾边上裂开，越补越长。空载听着哐哐的，物料往一边跑。",
    equipmentType: "平衡式振动输送机", equipmentModel: "ZS-800×6000", line: "制丝车间", processStep: "加料后输送", frequency: "两周裂一次", downtimeHoursPerWeek: 2, state: "IN_PROGRESS", postedDaysAgo: 23, visitAllowed: true,
    tried: "加过三角筋，裂纹挪到筋头上。", solver: { studio: "distillery-equipment", lead: "distillery-equipment.2", via: "BID" },
    log: [
      { kind: "OBSERVATION", text: "左右两排板簧刚度不一样：左边第三组换过 5 毫米的，其余 4 毫米。槽体打点测横向振幅 2.1 mm，本该没有。" },
      { kind: "HYPOTHESIS", text: "板簧厚薄混装引起横向扭振，焊缝吃交变弯矩", status: "OPEN" },
      { kind: "ATTEMPT", text: "裂纹端钻止裂孔，U 形坡口氩弧焊后 TIG 重熔焊趾。", failedBecause: "坚持了十九天，又裂。焊没问题，还是受力不对。" },
    ],
    comments: [{ by: "distillery-equipment.2", text: "板簧我要一次配齐四十八片同批的，厚度差别过 0.05。到货再焊，不然白焊。" }],
  },
  {
    key: "reject-air-waste", enterprise: "cigarette", author: "cigarette.engineer2", category: "ENERGY", severity: "IMPROVEMENT",
    title: "卷包车间负压总管压力高，末端机台还说吸不够",
    phenomenon: "七台水环真空泵开六台，总管 -62 千帕，最远的 22 号机上只剩 -38，吸嘴吸不住商标纸。再开一台泵，远端只涨 1 个千帕，电倒是蹭蹭走。",
    equipmentType: "集中负压系统", assetNumber: "YC-62-1808", line: "动力车间真空站", yuanPerDay: 2300, target: "末端不低于 -45 kPa，停开一台泵", measuredBy: "末端真空表、站用电表", state: "PUBLISHED", postedDaysAgo: 5, visitAllowed: true,
    tried: "查过漏，堵了十几处；总管吹过一回，吹出半桶纸屑。",
  },
  {
    key: "new-operator-changeover", enterprise: "cigarette", author: "cigarette.engineer3", category: "SKILLS", severity: "IMPROVEMENT",
    title: "换牌调整全靠两个老师傅，新人四个钟头换不下来",
    phenomenon: "一个月换牌六七次，老师傅两小时，新人四个多，换完头一个钟头废品还高。调整点有九十多处，都在师傅脑子里，写过一本册子没人翻。",
    equipmentType: "硬盒包装机", line: "卷包车间", processStep: "换牌", target: "新人独立换牌 ≤ 2.5 小时", measuredBy: "换牌工时记录", state: "TRIAGE", postedDaysAgo: 3,
  },
  {
    key: "humidity-winter-drop", enterprise: "cigarette", author: "cigarette.engineer2", category: "QUALITY", severity: "DEGRADED",
    title: "冬天卷包车间西头湿度掉到四十几，烟支掉丝、静电打手",
    phenomenon: "冬天西墙那三台机，一走过去头发都立，摸机器“啪”一下。湿度表 46，东头 60。掉丝、空头都是这三台高，商标纸两张两张一起吸。",
    equipmentType: "组合式空调机组及风管", equipmentModel: "ZK-60", assetNumber: "YC-99-2421", line: "卷包车间西区", since: "每年十一月到三月", scrapPercent: 0.7, tried: "西头放了两台移动加湿器，地上起水，边上纸盘受潮。", target: "全区 60±3 %", measuredBy: "十六点温湿度记录", state: "ACCEPTANCE", postedDaysAgo: 36,
    solver: { studio: "titanium-melting", lead: "titanium-melting.2", via: "BID" },
    log: [
      { kind: "OBSERVATION", text: "十六个点摆了四天：西区送风口风速只有东区的 45 %，风管末端；西墙三处穿墙管没封，外头干冷风往里灌。" },
      { kind: "HYPOTHESIS", text: "加湿蒸汽量不够", status: "REFUTED" },
      { kind: "OBSERVATION", text: "控制湿度的探头挂在东头柱子上，拿它管全车间。空调自控记录看加湿阀开度一直只有 22 %。" },
    ],
    solution: {
      rootCause: "风量分配不匀加上西墙渗冷风，唯一的控制探头又在东头，加湿早早关小。",
      actions: "封三处穿墙洞；六个支管调节阀重新平衡，西区风量提到设计 95 %；探头改四点取低值加权；末端加一组干蒸汽加湿支管，就地控制。",
      safetyNotes: "登高作业系安全带，蒸汽支管碰头前隔断上锁。", parameters: "加权系数西区 0.4；末端加湿阀 Kv 1.6", costYuan: 27800,
    },
    measures: [
      { name: "西区相对湿度", unit: "%", before: 46, after: 59, period: "三周，室外 -4~9 ℃" },
      { name: "西区三台机空头率", unit: "%", before: 0.7, after: 0.31, period: "三周" },
    ],
    comments: [{ by: "cigarette-control.4", text: "探头挂哪儿就管哪儿，以前挂东头是图走线方便。" }],
  },
  {
    key: "ccd-false-label", enterprise: "cigarette", author: "cigarette.engineer", category: "QUALITY", severity: "QUALITY",
    title: "烟包外观相机误剔烫金商标，好包一晚上剔两千多",
    phenomenon: "换了烫金新商标，相机把金面的反光当破损，夜班一晚剔两千三百包。灯调暗，真折角又看不见了。",
    equipmentType: "小包外观视觉检测", equipmentModel: "VI-5M", line: "卷包车间 15 号机", processStep: "小包外观检测", frequency: "新牌号全程", scrapPercent: 1.9, yuanPerDay: 3700, target: "误剔 ≤ 0.1 %，折角样包全检出", state: "CLAIMED", postedDaysAgo: 9, visitAllowed: true,
    bids: [
      { studio: "electrical-automation", proposal: "线光源加偏振片正交布置压反光，四个角另加低角度条光单独一次曝光，两张图合判；样包 200 只标定。", days: 21 },
      { studio: "electronics-smt", proposal: "用我们 AOI 的多角度彩光思路，红绿蓝三环分时打，烫金区做掩膜，按颜色梯度判折角。", days: 28 },
      { studio: "packaging-line", proposal: "从商标纸入手，烫金位置在折角处让开 1.2 毫米，配合相机阈值小改。", days: 35 },
    ],
    comments: [{ by: "cigarette-control.1", text: "现场能给两小时停机窗口，打光样机可以直接架在剔除口前面的空位上。" }],
  },
  {
    key: "carton-film-corner", enterprise: "cigarette", author: "cigarette.engineer3", category: "QUALITY", severity: "QUALITY",
    title: "5 号机条盒透明纸折角也起皱",
    phenomenon: "同样是端面起褶子，5 号机，跟 3 号机用一批膜。",
    equipmentType: "条盒透明纸包装机", assetNumber: "YC-46-3034", line: "卷包车间 5 号机组", processStep: "端面热封", state: "MERGED", postedDaysAgo: 170, refersTo: "cellophane-seal-wrinkle",
    comments: [{ by: "cigarette.engineer2", text: "并到 3 号机那条，红外先扫一遍加热块。" }],
  },
  {
    key: "silo-bridge-tobacco", enterprise: "cigarette", author: "cigarette.engineer2", category: "EQUIPMENT", severity: "DEGRADED",
    title: "贮丝柜出料耙钉带塌料，后面电子秤断流",
    phenomenon: "贮丝柜出料，料墙站着不下来，忽然轰隆塌一大块，后头限量管一下顶满，过会儿又空。电子秤流量从 1500 掉到 300 再冲到 2200，掺配比例全乱。夏天料潮更爱结。",
    equipmentType: "贮丝柜及出料耙", equipmentModel: "ZG-30", line: "制丝车间", processStep: "贮丝—掺配", frequency: "每柜三四次", scrapPercent: 0.5, target: "断流每柜不超过 0.5 次", state: "SOLUTION_SUBMITTED", postedDaysAgo: 21,
    solver: { studio: "distillery-equipment", lead: "distillery-equipment.lead", via: "BID" },
    log: [
      { kind: "OBSERVATION", text: "底带间歇走，走一次 120 毫米，料墙高 1.3 米，耙钉辊三根同速同向，等于梳头光梳一面，墙根掏空了上头才塌。" },
      { kind: "ATTEMPT", text: "耙辊提速一半。", failedBecause: "碎丝率涨了 0.6 个点，工艺科不答应。" },
      { kind: "HYPOTHESIS", text: "底带改连续慢走、料墙始终贴着耙，塌料就没了", status: "CONFIRMED" },
    ],
    solution: {
      rootCause: "底带步进与耙辊转速不匹配，料墙被掏成凹形后整体坍塌；限量管料位只有高低两点，调节太粗。",
      actions: "底带改变频连续走 0.18–0.35 m/min，由限量管连续料位（一列八点光电）闭环；三根耙辊上中下转速比改 0.8 : 1 : 1.15，耙钉错位 15° 安装；柜铺料高度由 1.3 降到 1.1 m。",
      safetyNotes: "进柜作业属有限空间：底带、耙辊双重上锁，柜外监护，测氧后进人。", parts: "0.75 kW 变频器 1 台、八点光电尺 1 支、耙钉轴套 3 件", costYuan: 9600,
    },
    comments: [{ by: "distillery-equipment.lead", text: "酒醅出料也这样塌，料墙要“刮”不要“掏”。" }],
  },
];
