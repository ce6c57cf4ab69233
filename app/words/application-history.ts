import { defineWords } from "#app/lib/i18n.ts";

/** What happened to an application, step by step. */
export const applicationHistoryWords = defineWords(
  {
    title: "经过",
    search: "按名称、人员或单位查找",
    event: {
      drafted: "开始填写",
      changed: "修改内容",
      confirmed: "确认申报内容",
      "file-added": "上传材料",
      "file-removed": "移除材料",
      submitted: "提交申报",
      withdrawn: "撤回申报",
      recommended: "单位推荐",
      "passed-on": "上级工会推荐",
      returned: "退回修改",
      rejected: "不通过",
      admitted: "进入评审",
      waiting: "系统提醒：期限快到了",
    },
  },
  {
    title: "What happened",
    search: "Title, person or unit",
    event: {
      drafted: "Begun",
      changed: "Changed",
      confirmed: "Confirmed what it says",
      "file-added": "Added a file",
      "file-removed": "Removed a file",
      submitted: "Submitted",
      withdrawn: "Withdrawn",
      recommended: "Recommended by the enterprise",
      "passed-on": "Recommended by the union",
      returned: "Returned to be changed",
      rejected: "Rejected",
      admitted: "Admitted to the panel",
      waiting: "Reminder: the deadline is near",
    },
  },
);
