import type { Industry } from "#prisma/generated/enums.ts";

/** A kind of equipment with what breaks on it. */
export type Machine = { zh: string; en: string; industry: Industry; parts: readonly [zh: string, en: string][] };

const machine = (industry: Industry, zh: string, en: string, parts: string): Machine => ({
  industry,
  zh,
  en,
  parts: parts.split(",").map((part) => part.trim().split("/") as [string, string]),
});

/** Shop-floor vocabulary of the generated cases: invented combinations, real words. */
export const MACHINES: readonly Machine[] = [
  machine(
    "LIQUOR",
    "灌装机",
    "filler",
    "星轮/star wheel, 灌装阀/filling valve, 托瓶气缸/bottle lift, 液位探针/level probe",
  ),
  machine(
    "LIQUOR",
    "蒸馏甑",
    "pot still",
    "冷凝器/condenser, 蒸汽阀/steam valve, 密封圈/gasket, 温度变送器/transmitter",
  ),
  machine(
    "LIQUOR",
    "洗瓶机",
    "bottle washer",
    "喷淋泵/spray pump, 链条/chain, 碱液槽/caustic tank, 进瓶台/infeed table",
  ),
  machine("LIQUOR", "贴标机", "labeller", "标刷/brush, 标站/label station, 胶辊/glue roller, 色标传感器/mark sensor"),
  machine(
    "TOBACCO",
    "卷烟机",
    "cigarette maker",
    "烟枪/garniture, 吸丝带/suction tape, 刀盘/cutting head, 风室/air chamber",
  ),
  machine(
    "TOBACCO",
    "烘丝机",
    "tobacco dryer",
    "滚筒/drum, 蒸汽阀/steam valve, 红外水分仪/moisture meter, 排潮风机/exhaust fan",
  ),
  machine(
    "TOBACCO",
    "条盒包装机",
    "cartoner",
    "推包器/pusher, 折叠轮/folding wheel, 热封器/heat sealer, 真空吸盘/suction cup",
  ),
  machine(
    "FOOD",
    "杀菌釜",
    "retort",
    "背压阀/back-pressure valve, 循环泵/circulation pump, 门密封/door seal, 压力变送器/transmitter",
  ),
  machine("FOOD", "和面机", "dough mixer", "搅拌轴/mixing shaft, 减速机/reducer, 轴封/shaft seal, 变频器/inverter"),
  machine("FOOD", "速冻隧道", "freezing tunnel", "网带/mesh belt, 蒸发器/evaporator, 风机/fan, 膨胀阀/expansion valve"),
  machine(
    "FOOD_PACKAGING",
    "枕式包装机",
    "flow wrapper",
    "横封刀/cross sealer, 送膜辊/film roller, 光电开关/photo eye, 刀架/knife holder",
  ),
  machine(
    "FOOD_PACKAGING",
    "码垛机",
    "palletiser",
    "抓手/gripper, 伺服电机/servo motor, 升降链/lift chain, 真空发生器/vacuum ejector",
  ),
  machine(
    "FOOD_PACKAGING",
    "吹瓶机",
    "blow moulder",
    "合模机构/clamp, 拉伸杆/stretch rod, 加热灯管/lamp, 高压阀/high-pressure valve",
  ),
  machine(
    "EQUIPMENT",
    "空压机",
    "air compressor",
    "主机头/air end, 油分芯/separator, 温控阀/thermostat, 进气阀/intake valve",
  ),
  machine("EQUIPMENT", "离心机", "centrifuge", "转鼓/bowl, 主轴承/main bearing, 差速器/gearbox, 减振器/damper"),
  machine(
    "EQUIPMENT",
    "锅炉给水泵",
    "feed-water pump",
    "机械密封/mechanical seal, 叶轮/impeller, 联轴器/coupling, 平衡盘/balance disc",
  ),
  machine(
    "MACHINE_TOOLS",
    "加工中心",
    "machining centre",
    "主轴/spindle, 刀库/tool magazine, 丝杠/ball screw, 拉刀机构/drawbar",
  ),
  machine("MACHINE_TOOLS", "数控车床", "CNC lathe", "卡盘/chuck, 刀塔/turret, 尾座/tailstock, 伺服驱动器/servo drive"),
  machine(
    "MACHINE_TOOLS",
    "磨床",
    "grinder",
    "砂轮主轴/wheel spindle, 导轨/guideway, 修整器/dresser, 冷却泵/coolant pump",
  ),
  machine(
    "TITANIUM",
    "真空自耗炉",
    "vacuum arc furnace",
    "电极/electrode, 结晶器/crucible, 真空泵/vacuum pump, 水冷电缆/cooled cable",
  ),
  machine(
    "TITANIUM",
    "钛板轧机",
    "titanium mill",
    "工作辊/work roll, 压下缸/screw-down cylinder, 弯辊阀/bending valve, 测厚仪/gauge",
  ),
  machine(
    "AUTOMOTIVE",
    "点焊机器人",
    "spot-welding robot",
    "焊钳/weld gun, 电极帽/electrode cap, 减速器/reducer, 水冷管/cooling hose",
  ),
  machine(
    "AUTOMOTIVE",
    "涂装输送链",
    "paint conveyor",
    "驱动站/drive unit, 吊具/hanger, 张紧装置/tensioner, 限位开关/limit switch",
  ),
  machine(
    "ELECTRONICS",
    "贴片机",
    "placement machine",
    "吸嘴/nozzle, 供料器/feeder, 相机/camera, 直线电机/linear motor",
  ),
  machine(
    "ELECTRONICS",
    "回流焊炉",
    "reflow oven",
    "加热区/heating zone, 网带/mesh belt, 氮气阀/nitrogen valve, 热风马达/blower",
  ),
  machine(
    "RAIL",
    "轮对压装机",
    "wheelset press",
    "主油缸/main cylinder, 位移传感器/encoder, 压力阀/pressure valve, 顶尖/centre",
  ),
  machine("PETROLEUM_MACHINERY", "抽油机", "pumping unit", "减速箱/gearbox, 曲柄销/crank pin, 皮带/belt, 刹车/brake"),
  machine(
    "PETROLEUM_MACHINERY",
    "钻井泥浆泵",
    "mud pump",
    "缸套/liner, 活塞/piston, 阀座/valve seat, 空气包/pulsation dampener",
  ),
];

/** What is seen or heard; `#` is a number. */
export const FAULTS: readonly [zh: string, en: string][] = [
  ["异响", "abnormal noise"],
  ["振动超标", "excessive vibration"],
  ["漏油", "oil leak"],
  ["过热跳闸", "overheats and trips"],
  ["卡滞", "sticks"],
  ["定位超差", "positioning error"],
  ["压力波动", "pressure swings"],
  ["温度不稳", "unstable temperature"],
  ["磨损过快", "wears too fast"],
  ["断裂", "breaks"],
  ["打滑", "slips"],
  ["堵塞", "clogs"],
  ["漏气", "leaks air"],
  ["误动作", "false triggering"],
  ["无法复位", "does not reset"],
  ["信号丢失", "loses signal"],
  ["跑偏", "runs off track"],
  ["真空度不足", "poor vacuum"],
  ["速度上不去", "cannot reach speed"],
  ["电流偏高", "draws too much current"],
];

export const CAUSES: readonly [zh: string, en: string][] = [
  ["轴承游隙达到 # 微米，滚道点蚀", "bearing clearance of # microns, pitted raceway"],
  ["润滑周期 # 小时过长，油膜破裂", "greasing interval of # hours too long, oil film gone"],
  ["密封件老化，硬度升到 # 度", "seal aged to # Shore"],
  ["气源含水，露点只有 # 度", "wet air, dew point only # degrees"],
  ["编码器电缆屏蔽破损，干扰 # 毫伏", "encoder cable shield broken, # mV of noise"],
  ["联轴器不对中 # 毫米", "coupling misaligned by # mm"],
  ["参数 # 在换控制器后没有恢复", "parameter # not restored after the controller was changed"],
  ["滤芯堵塞，压差 # 千帕", "filter clogged, # kPa across it"],
  ["弹簧疲劳，预紧力降到 # 牛", "spring tired, preload down to # N"],
  ["电源电压波动 # 伏，接触器吸合不牢", "supply swings # volts, contactor chatters"],
  ["安装面不平，间隙 # 丝", "mounting face uneven by # hundredths"],
  ["来料尺寸偏大 # 丝，超出导板宽度", "parts # hundredths oversize, wider than the guide"],
  ["冷却水流量只有 # 升每分钟，水垢堵住半边管路", "cooling water only # l/min, half the pipe scaled up"],
  ["程序里延时 # 毫秒太短，阀还没到位就发下一步", "delay of # ms too short, next step before the valve is home"],
];

export const ACTIONS: readonly [zh: string, en: string][] = [
  ["更换轴承并把预紧力矩调到 # 牛米", "changed the bearing, preload torque # Nm"],
  ["重新对中，径向跳动控制在 # 丝以内", "realigned to within # hundredths"],
  ["改用耐温 # 度的氟胶密封", "fitted fluorocarbon seals good for # degrees"],
  ["加装冷干机，露点降到 # 度", "added a dryer, dew point now # degrees"],
  ["换双层屏蔽电缆并在 # 端单点接地", "double-shielded cable, grounded at end #"],
  ["把参数 # 写回并做了备份", "wrote parameter # back and saved a copy"],
  ["滤芯改为每 # 小时更换，加压差报警", "filter every # hours, with a pressure alarm"],
  ["导板开口放宽 # 毫米，入口倒角", "opened the guide by # mm and chamfered the entry"],
  ["增加稳压电源，波动降到 # 伏以内", "added a regulator, swings below # volts"],
  ["清洗水路，流量恢复到 # 升每分钟", "flushed the circuit, flow back to # l/min"],
  ["延时改为 # 毫秒并加到位信号联锁", "delay now # ms, interlocked with the end switch"],
  ["堆焊后重新研磨，硬度 # HRC", "built up by welding and reground to # HRC"],
];

export const CIRCUMSTANCES: readonly [zh: string, en: string][] = [
  ["开机 # 分钟后出现，停机冷却后恢复", "appears # minutes after start, gone when cold"],
  ["每班出现 # 次，换品种后更频繁", "# times a shift, more often after a changeover"],
  ["转速超过 # 转时最明显", "worst above # rpm"],
  ["负载到 # 成以上才有，空转正常", "only above # tenths of the load, fine when idle"],
  ["雨天和清洗之后容易发生，间隔约 # 小时", "after rain and washing, about every # hours"],
  ["大修后第 # 天开始，之前从未有过", "since day # after the overhaul, never before"],
  ["夜班居多，白班 # 天没有出现", "mostly at night, none by day for # days"],
  ["速度提到每分钟 # 件以后开始", "since the line went to # a minute"],
];

export const OPENERS: readonly string[] = [
  "我们厂的",
  "求助，三车间",
  "请教各位师傅，",
  "二线的",
  "新装的",
  "用了八年的",
  "",
];
export const ENDINGS: readonly string[] = [
  "，查了两天没有找到原因",
  "，换过备件没有改善",
  "，厂家说没有问题",
  "，有没有遇到过的",
  "，已经影响交货",
  "",
];
