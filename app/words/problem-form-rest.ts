import { defineWords } from "#app/lib/i18n.ts";

/** What the form of a problem asks after the first three things, on screen and on paper. */
export const problemFormRestWords = defineWords(
  {
    complete: {
      title: "补充内容",
      lead: "提交时没写的，在这里补上；已经写好的不会改动。",
      reviewed: "难题已经放行：补充的内容先只对本企业参与人和攻关团队开放。",
      none: "表单上的内容都已写全。",
      add: "补上",
      added: "已补上。",
      photos: "补充照片和文件",
    },
    sections: {
      equipment: "设备与位置",
      impact: "时间与损失",
      tried: "试过什么，想要什么结果",
      terms: "保密与合作条件",
    },
    sectionHints: {
      equipment: "型号、制造商、资产编号、产线、工序、报警代码",
      impact: "何时开始、频次、停机、废品、每天损失",
      tried: "失败的办法也请写上，别人就不用再试",
      terms: "工艺参数、匿名、进厂、成果归属",
    },
    hints: {
      equipmentModel: "铭牌上的型号，不清楚可以不填",
      assetNumber: "保密，外单位看不到",
      impactYuan: "保密，外单位看不到",
      tried: "换过什么、调过什么、为什么没好",
      target: "例如：每班卡瓶不超过 1 次",
      title: "不填就取现象的第一句",
      parameters: "只有本企业参与人、攻关团队和指定人员看得到",
      anonymous: "外单位看不到企业和人名。审核员会再确认一次。",
      visitAllowed: "允许外单位师傅来现场",
    },
  },
  {
    complete: {
      title: "Add what is missing",
      lead: "What was left out when it was submitted. What stands there already does not change.",
      reviewed:
        "The problem has been released: what you add is open to the own participants and the solving team only.",
      none: "The form is complete.",
      add: "Add",
      added: "Added.",
      photos: "Add photos and files",
    },
    sections: {
      equipment: "Machine and place",
      impact: "Time and losses",
      tried: "What was tried, what is wanted",
      terms: "Confidentiality and terms",
    },
    sectionHints: {
      equipment: "Model, maker, asset number, line, process step, alarm code",
      impact: "Since when, how often, downtime, scrap, loss per day",
      tried: "Say what failed too, so that nobody tries it again",
      terms: "Parameters, anonymity, visits, who owns the result",
    },
    hints: {
      equipmentModel: "From the name plate; leave it out if you don't know",
      assetNumber: "Confidential; outsiders never see it",
      impactYuan: "Confidential; outsiders never see it",
      tried: "What was replaced or adjusted, and why it did not help",
      target: "For example: at most one jam per shift",
      title: "Taken from the first sentence if you leave it empty",
      parameters: "Seen by the enterprise's participants, the solving team and named people only",
      anonymous: "Outsiders see neither the enterprise nor names. The reviewer confirms it.",
      visitAllowed: "Craftsmen from outside may come to the site",
    },
  },
);
