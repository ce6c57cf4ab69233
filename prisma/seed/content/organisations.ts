import type { DemoEnterprise, DemoStudio } from "./types.ts";

export const enterprises: DemoEnterprise[] = [
  {
    key: "brewery", name: "渭滨雪川啤酒有限公司", shortName: "雪川啤酒", nameEn: "Weibin Xuechuan Brewery Co., Ltd.", industry: "FOOD",
    address: "岐川市渭滨区清水河路 18 号",
    about: "年产啤酒二十万千升，两条瓶装线、一条易拉罐线、一条鲜啤桶装线，糖化和发酵均为自动控制。",
  },
  {
    key: "distillery", name: "西塬酒业集团股份有限公司", shortName: "西塬酒业", nameEn: "Xiyuan Distillery Group Co., Ltd.", industry: "LIQUOR",
    group: "西塬集团", address: "岐川市西塬县柳泉镇酒城大道 1 号",
    about: "老窖池与机械化酿造车间并存的白酒企业，从制曲、发酵、蒸馏、储存、勾调到成品包装全在一个厂区。",
  },
  {
    key: "cigarette", name: "岐川卷烟厂", shortName: "岐川烟厂", nameEn: "Qichuan Cigarette Factory", industry: "TOBACCO",
    address: "岐川市金陵区工农路 206 号",
    about: "设有制丝、卷包、动力三个车间，卷包车间有二十四套卷接包机组，三班连续生产。",
  },
  {
    key: "packaging", name: "丰禾食品包装有限公司", shortName: "丰禾包装", nameEn: "Fenghe Food Packaging Co., Ltd.", industry: "FOOD_PACKAGING",
    group: "西塬集团", address: "岐川市西塬县食品工业园三路 9 号",
    about: "为酒厂、乳品厂做纸箱、彩盒、复合膜和瓶盖，有印刷、复合、分切、模切、糊盒、注塑六个工段。",
  },
  {
    key: "machine-tools", name: "关山机床集团有限公司", shortName: "关山机床", nameEn: "Guanshan Machine Tool Group Co., Ltd.", industry: "MACHINE_TOOLS",
    address: "岐川市高新区机床路 66 号",
    about: "生产数控车床、卧式加工中心和专用机床，主轴、刀塔、床身铸件都自己做。",
  },
  {
    key: "titanium", name: "太白岭钛业股份有限公司", shortName: "太白岭钛业", nameEn: "Taibailing Titanium Co., Ltd.", industry: "TITANIUM",
    address: "岐川市高新区钛城大道 8 号",
    about: "从海绵钛混料、真空自耗熔炼到锻造、板带轧制、管材挤压的全流程钛材厂。",
  },
  {
    key: "gearbox", name: "渭阳变速器有限公司", shortName: "渭阳变速器", nameEn: "Weiyang Transmission Co., Ltd.", industry: "AUTOMOTIVE",
    address: "岐川市蔡塬区汽车零部件产业园 12 号",
    about: "做重型商用车变速器和取力器，有齿轮、轴、壳体加工线，热处理车间和两条总装线。",
  },
  {
    key: "electronics", name: "华塬电子科技有限公司", shortName: "华塬电子", nameEn: "Huayuan Electronics Technology Co., Ltd.", industry: "ELECTRONICS",
    address: "岐川市高新区创业路 31 号",
    about: "做车载控制器、传感器和工业电源的电路板与整机，六条贴片线、三条波峰焊线。",
  },
  {
    key: "electrical", name: "凤岭电气自动化有限公司", shortName: "凤岭电气", nameEn: "Fengling Electrical Automation Co., Ltd.", industry: "EQUIPMENT",
    address: "岐川市凤岭区电气路 5 号",
    about: "生产低压开关柜、真空断路器、变频柜和成套自动化装置，也承接本地工厂的电控改造。",
  },
  {
    key: "rail", name: "秦岭轨道装备有限公司", shortName: "秦岭轨道", nameEn: "Qinling Rail Equipment Co., Ltd.", industry: "RAIL",
    address: "岐川市高新区轨道装备园 3 号",
    about: "做铁路道岔、桥梁钢结构和接触网零件，焊接和机加工各一个车间，三百来人。",
  },
  {
    key: "petroleum", name: "岐川石油机械有限公司", shortName: "岐川石油机械", nameEn: "Qichuan Petroleum Machinery Co., Ltd.", industry: "PETROLEUM_MACHINERY",
    address: "岐川市金陵区东风路 77 号",
    about: "做抽油杆、钻杆接头和泥浆泵配件，锻造、热处理、机加工一条龙。",
  },
  {
    key: "beverage", name: "岐川果源饮料有限公司", shortName: "果源饮料", nameEn: "Qichuan Guoyuan Beverage Co., Ltd.", industry: "FOOD",
    address: "岐川市蔡塬区果业大道 21 号",
    about: "做苹果汁和瓶装水，一条热灌装线、一条水线，旺季三班。",
  },
  {
    key: "other", name: "陇源乳业有限公司", shortName: "陇源乳业", nameEn: "Longyuan Dairy Co., Ltd.", industry: "FOOD",
    address: "岐川市陇源县牧丰路 2 号",
    about: "加工巴氏奶、酸奶和羊奶粉的乳品厂，参加的是另一个联盟。",
  },
];

export const studios: DemoStudio[] = [
  {
    key: "brewery-filling", enterprise: "brewery", name: "罗秉义灌装技术创新工作室", nameEn: "Luo Bingyi Filling Technology Studio",
    level: "PROVINCIAL", designatedOn: "2017-05-26", specialities: ["灌装压盖", "洗瓶杀菌", "在线检测", "输瓶调速"],
    premises: "包装车间二楼东侧，120 平方米，有灌装阀试验台和压盖头拆装台",
    about: "二十年守着两条瓶装线，专治爆瓶、冒酒、歪盖和输瓶线倒瓶。",
  },
  {
    key: "distillery-process", enterprise: "distillery", name: "薛凤琴酿酒工艺创新工作室", nameEn: "Xue Fengqin Distilling Process Studio",
    level: "NATIONAL", designatedOn: "2015-09-18", specialities: ["制曲发酵", "量质摘酒", "勾调品评", "窖池养护"],
    premises: "酿酒三车间北院，有品评室、小窖试验组和微生物观察室",
    about: "把老师傅看花摘酒、手捏酒醅的经验量成数据，再教给机械化班组。",
  },
  {
    key: "distillery-equipment", enterprise: "distillery", name: "贾存厚酿造装备创新工作室", nameEn: "Jia Cunhou Distilling Equipment Studio",
    level: "MUNICIPAL", designatedOn: "2020-04-30", specialities: ["上甑机器人", "行车与抓斗", "不锈钢焊接", "蒸汽疏水"],
    premises: "机修车间西跨，有焊接试验间和行车电气模拟台",
    about: "给酿酒机械化改造收尾的一帮钳工、焊工和电工，设备不好用就自己改。",
  },
  {
    key: "cigarette-packing", enterprise: "cigarette", name: "姚景川卷包设备创新工作室", nameEn: "Yao Jingchuan Making and Packing Studio",
    level: "NATIONAL", designatedOn: "2014-11-07", specialities: ["卷接机组", "包装机组", "凸轮间歇机构", "负压输送"],
    premises: "卷包车间南侧技师楼一层，有整台包装机教学机和零件测绘室",
    about: "高速机上的一根弹簧、一片叶片都要说出道理，改进件先上教学机跑满三天再上线。",
  },
  {
    key: "cigarette-control", enterprise: "cigarette", name: "秦雁斌电控创新工作室", nameEn: "Qin Yanbin Control Engineering Studio",
    level: "PROVINCIAL", designatedOn: "2018-06-12", specialities: ["PLC与总线", "在线检测剔除", "机器视觉", "数据采集"],
    premises: "动力车间三楼，有总线故障注入台和视觉打光暗室",
    about: "主攻老机组的电控延寿和质量检测剔除，手上有一柜子拆下来的老板卡。",
  },
  {
    key: "packaging-line", enterprise: "packaging", name: "屈文娥包装成型创新工作室", nameEn: "Qu Wen'e Packaging Forming Studio",
    level: "MUNICIPAL", designatedOn: "2021-05-20", specialities: ["印刷套准", "复合与张力", "模切糊盒", "热封与瓶盖"],
    premises: "糊盒车间隔壁样品间，有热封试验仪、摩擦系数仪和小型分切机",
    about: "既懂材料又懂机器，常去酒厂、乳品厂的包装线上帮着查盒子、膜和盖子的毛病。",
  },
  {
    key: "machine-tools-cnc", enterprise: "machine-tools", name: "邢守拙数控技术创新工作室", nameEn: "Xing Shouzhuo CNC Studio",
    level: "PROVINCIAL", designatedOn: "2016-08-25", specialities: ["数控系统调试", "伺服优化", "误差补偿", "刀塔刀库"],
    premises: "总装二车间调试区，有三种数控系统的实训台和激光干涉仪",
    about: "出厂机床的最后一道精度关，也管本地各厂老机床的系统疑难。",
  },
  {
    key: "machine-tools-spindle", enterprise: "machine-tools", name: "雷振堂主轴精密装配创新工作室", nameEn: "Lei Zhentang Spindle Assembly Studio",
    level: "NATIONAL", designatedOn: "2013-12-03", specialities: ["主轴装配", "轴承预紧", "动平衡", "刮研"],
    premises: "恒温装配间（20±0.5 ℃），有动平衡机、轴承预紧力测量台和温升试验台",
    about: "靠手感和数据一起说话，刮研点数、轴承预紧、动平衡残余量样样留底。",
  },
  {
    key: "titanium-rolling", enterprise: "titanium", name: "孟铁川板带轧制创新工作室", nameEn: "Meng Tiechuan Rolling Studio",
    level: "PROVINCIAL", designatedOn: "2017-10-16", specialities: ["板形控制", "轧辊磨削", "液压AGC", "酸洗退火"],
    premises: "板带车间轧机操作台旁，有轧辊表面检测间和液压伺服阀测试台",
    about: "钛带薄、弹、粘辊，这个工作室专门跟板形、厚差和表面过不去。",
  },
  {
    key: "titanium-melting", enterprise: "titanium", name: "窦锦程熔铸创新工作室", nameEn: "Dou Jincheng Melting Studio",
    level: "MUNICIPAL", designatedOn: "2019-07-01", specialities: ["真空自耗熔炼", "真空检漏", "工业炉温控", "循环冷却水"],
    premises: "熔炼车间主控楼一层，有氦质谱检漏仪和炉温均匀性测试装置",
    about: "真空、水、电、炉温一起管，厂外谁家真空上不去也来找他们。",
  },
  {
    key: "gearbox-grinding", enterprise: "gearbox", name: "翟红岩齿轮磨削创新工作室", nameEn: "Zhai Hongyan Gear Grinding Studio",
    level: "PROVINCIAL", designatedOn: "2018-03-22", specialities: ["蜗杆砂轮磨齿", "磨削烧伤", "齿轮噪声", "热处理变形"],
    premises: "齿轮车间磨齿段，有齿轮测量中心和酸蚀、巴克豪森检测间",
    about: "从热处理变形一路追到磨齿烧伤和总成啸叫，习惯拿频谱说话。",
  },
  {
    key: "gearbox-assembly", enterprise: "gearbox", name: "樊引弟总装创新工作室", nameEn: "Fan Yindi Assembly Studio",
    level: "MUNICIPAL", designatedOn: "2021-11-09", specialities: ["拧紧工艺", "密封试漏", "防错装置", "压装力位"],
    premises: "总装一线线尾，有拧紧试验台、试漏标定件和防错样板墙",
    about: "做小工装、小防错出名，许多东西几百块钱，漏装错装却再没出过。",
  },
  {
    key: "electronics-smt", enterprise: "electronics", name: "苗晓岚电子装联创新工作室", nameEn: "Miao Xiaolan Electronics Assembly Studio",
    level: "PROVINCIAL", designatedOn: "2019-12-20", specialities: ["贴片与回流", "波峰焊", "静电防护", "板卡维修"],
    premises: "电子楼三层，有返修台、X 光检测和切片金相间",
    about: "除了本厂的焊接缺陷，还帮兄弟厂修停产的老板卡、分析虚焊。",
  },
  {
    key: "electrical-automation", enterprise: "electrical", name: "侯天佑工业自动化创新工作室", nameEn: "Hou Tianyou Industrial Automation Studio",
    level: "NATIONAL", designatedOn: "2016-01-15", specialities: ["PLC编程", "工业总线", "传感器选型", "机器人集成"],
    premises: "研发楼一层，有六种总线的联调台和传感器样品库",
    about: "本地一半老产线的电控都经过他们的手，讲究先测后改，不靠换件碰运气。",
  },
  {
    key: "electrical-drives", enterprise: "electrical", name: "白继善传动与电能创新工作室", nameEn: "Bai Jishan Drives and Power Studio",
    level: "MUNICIPAL", designatedOn: "2020-10-10", specialities: ["变频与伺服", "电机振动", "谐波治理", "接地与屏蔽"],
    premises: "试验站西侧，有电机对拖台、电能质量分析仪和轴电压测量装置",
    about: "变频器一响就知道载波多少，常年替各厂查跳闸、烧轴承和干扰。",
  },
  {
    key: "rail-welding", enterprise: "rail", name: "管志远焊接创新工作室", nameEn: "Guan Zhiyuan Welding Studio",
    level: "MUNICIPAL", specialities: ["厚板焊接", "焊接变形", "焊缝探伤", "工装夹具"],
    premises: "焊接车间北跨，有焊接试验位和超声探伤仪",
    about: "专做厚板和道岔件的焊接变形控制，返修一次就要写明原因。",
  },
  {
    key: "petroleum-forging", enterprise: "petroleum", name: "乌兴旺锻造热处理创新工作室", nameEn: "Wu Xingwang Forging Studio",
    level: "MUNICIPAL", specialities: ["模锻", "调质热处理", "螺纹加工", "淬火裂纹"],
    premises: "锻造车间休息楼一层，有金相和硬度试验间",
    about: "把接头锻造、调质和螺纹加工连起来看，先问料，再问火，最后问刀。",
  },
  {
    key: "beverage-filling", enterprise: "beverage", name: "盖红梅饮料灌装创新工作室", nameEn: "Gai Hongmei Beverage Filling Studio",
    level: "MUNICIPAL", specialities: ["热灌装", "吹瓶", "贴标", "清洗消毒"],
    premises: "灌装车间二楼，有瓶坯和封盖试验台",
    about: "人少线新，边学边改，常请啤酒厂、酒厂的师傅来会诊。",
  },
];
