type ErrorValues = Record<string, string | number>;

/** Refusals about machines; merged into app/words/errors.ts. */
export const equipmentErrors = {
  "zh-CN": {
    "may-not-keep-register": "只有本企业的工程师和审核人可以登记、修改设备。",
    "asset-number-taken": (v: ErrorValues) => `设备编号 ${v.number} 已经登记过`,
    "asset-list-no-number": "没有一列是设备编号，请指明哪一列是编号",
    "asset-list-no-type": "没有一列是设备类型或名称，请指明哪一列是",
    "asset-list-too-long": (v: ErrorValues) => `一次最多 ${v.max} 台，请分成几个文件`,
    "asset-list-nothing": "文件里没有可以登记的设备",
    "asset-list-done": "这份清单已经处理过。",
    "own-problem": "这是您自己发布的难题，有新情况请在留言里补充。",
    "problem-not-open": "这条难题已经结束，请重新发布。",
  },
  en: {
    "may-not-keep-register": "Only engineers and reviewers of the enterprise keep its register of machines.",
    "asset-number-taken": (v: ErrorValues) => `Asset number ${v.number} is registered already`,
    "asset-list-no-number": "No column is the asset number; say which one it is",
    "asset-list-no-type": "No column is the type or the name; say which one it is",
    "asset-list-too-long": (v: ErrorValues) => `At most ${v.max} machines at once; split the file`,
    "asset-list-nothing": "There is no machine in the file to be registered",
    "asset-list-done": "This list has been dealt with already.",
    "own-problem": "This is your own problem; add what is new as a comment.",
    "problem-not-open": "This problem has come to its end; post it as a new one.",
  },
};
