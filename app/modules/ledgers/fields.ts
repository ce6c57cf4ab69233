/** What a column of a ledger may mean, and the headings it goes by. Order is the order of the correction form. */
export const LEDGER_FIELDS = [
  "ident", "enterprise", "title", "phenomenon", "category", "equipmentType", "equipmentModel", "equipmentMaker", "assetNumber", "line", "processStep", "alarmCode",
  "postedAt", "tried", "studio", "rootCause", "solution", "solvedAt", "status", "benefit",
] as const;
export type LedgerField = (typeof LEDGER_FIELDS)[number];

export const isLedgerField = (value: unknown): value is LedgerField => LEDGER_FIELDS.includes(value as LedgerField);

/** Headings that mean the field; matched whole first, then as part of a longer heading. The most specific stand first. */
export const SYNONYMS: Record<LedgerField, readonly string[]> = {
  ident: ["难题编号", "台账编号", "问题编号", "序号", "编号", "ident", "id", "no", "number", "record", "recordno", "caseno", "wo", "workorder"],
  enterprise: [
    "报送单位", "申报单位", "提出单位", "填报单位", "所属单位", "所在单位", "单位名称", "企业名称", "所属企业", "单位", "企业", "公司", "厂家",
    "enterprise", "company", "organisation", "organization", "plant", "firm", "member", "customer",
  ],
  title: ["难题名称", "问题名称", "课题名称", "项目名称", "难题题目", "难题标题", "技术难题", "难题", "课题", "题目", "标题", "名称", "title", "subject", "summary", "topic"],
  phenomenon: [
    "故障现象", "问题现象", "难题描述", "问题描述", "故障描述", "详细描述", "现象描述", "具体情况", "难题内容", "现象", "描述", "内容",
    "problemdescription", "problem", "description", "symptom", "fault", "failure", "complaint", "discrepancy", "issue", "defect",
  ],
  category: ["难题类别", "问题类别", "难题类型", "类别", "分类", "category", "class"],
  equipmentType: ["设备名称", "设备类型", "设备种类", "设备", "机台", "equipmenttype", "equipment", "machine", "aircraft", "asset"],
  equipmentModel: ["设备型号", "规格型号", "机型", "型号", "equipmentmodel", "model"],
  equipmentMaker: ["设备厂家", "制造商", "生产厂家", "制造厂", "maker", "manufacturer", "vendor"],
  assetNumber: ["资产编号", "设备编号", "资产号", "assetnumber", "assetno", "assetid", "tail"],
  line: ["生产线", "产线", "车间", "线别", "productionline", "line", "workshop"],
  processStep: ["工序", "工位", "processstep", "process", "station"],
  alarmCode: ["报警代码", "故障代码", "报警号", "故障码", "alarmcode", "errorcode", "faultcode", "alarm"],
  postedAt: [
    "报送日期", "报送时间", "提出日期", "提出时间", "上报日期", "上报时间", "发生日期", "发生时间", "登记日期", "填报日期", "开始时间", "日期", "时间",
    "datereported", "reportedon", "reported", "dateopened", "opened", "postedat", "startdate", "date",
  ],
  tried: ["已采取措施", "已尝试", "已做工作", "尝试", "tried", "attempts"],
  studio: ["攻关工作室", "创新工作室", "工作室", "攻关团队", "承担单位", "承担团队", "责任单位", "攻关单位", "负责人", "studio", "team", "assignedto", "owner"],
  rootCause: ["原因分析", "根本原因", "故障原因", "原因", "rootcause", "cause"],
  solution: [
    "解决措施", "解决方案", "解决办法", "解决方法", "处理措施", "处理方法", "处理结果", "整改措施", "攻关措施", "措施", "对策", "方案",
    "correctiveaction", "actiontaken", "action", "solution", "resolution", "fix", "remedy", "repair",
  ],
  solvedAt: ["完成时间", "完成日期", "解决时间", "解决日期", "办结日期", "结束时间", "datesolved", "dateclosed", "closedon", "completed", "closed", "finished", "enddate"],
  status: ["解决状态", "完成状态", "是否解决", "是否完成", "解决情况", "完成情况", "进展情况", "状态", "进展", "进度", "status", "state"],
  benefit: ["年经济效益", "经济效益", "创效金额", "节约金额", "年效益", "效益", "金额", "economicbenefit", "benefit", "savings", "saving", "amount"],
};

/** Longest text taken over from a cell; more is cut and reported, the ledger's own row keeps it whole. */
export const LEDGER_MAX: Record<Exclude<LedgerField, "enterprise" | "category" | "postedAt" | "solvedAt" | "benefit">, number> = {
  ident: 60, title: 80, phenomenon: 4000, equipmentType: 40, equipmentModel: 80, equipmentMaker: 80, assetNumber: 80, line: 80, processStep: 80,
  alarmCode: 80, tried: 4000, studio: 120, rootCause: 4000, solution: 4000, status: 60,
};
/** Longest name of a firm in a ledger. */
export const FIRM_MAX = 80;
