/** Refusals of dossiers, their templates and exports, merged into app/words/errors.ts. */
export const dossierErrors = {
  "zh-CN": {
    "dossier-nothing": "没有符合条件的申报，先调整范围。",
    "dossier-under-way": "这个评选正在生成另一份材料，等它完成或取消后再来。",
    "dossier-finished": "这份材料已经结束，不用再取消。",
    "template-type-FORM": "申报表模板要用 Word 文件（.docx）",
    "template-type-SUMMARY": "汇总表模板要用 Excel 文件（.xlsx）",
    "template-too-much": "模板太大：展开后最多 40 MB、400 个部件",
    "template-foreign": "模板里有指向外部的内容（外部链接、嵌入对象、DDE 或图片域等），请删除后再上传",
    "template-broken": "文件打不开，请在 Word 或 WPS 里另存一份再上传",
    "template-unusable": "模板还有错误，不能启用",
    "template-moved-on": "这个模板的状态已经变了，请刷新页面。",
  },
  en: {
    "dossier-nothing": "There is no such application. Change what it should cover.",
    "dossier-under-way": "Another export of this round is being made. Wait for it or cancel it.",
    "dossier-finished": "This export has ended; there is nothing to cancel.",
    "template-type-FORM": "A form's template is a Word file (.docx)",
    "template-type-SUMMARY": "A summary sheet's template is an Excel file (.xlsx)",
    "template-too-much": "The template is too large: at most 40 MB unpacked, in 400 parts",
    "template-foreign":
      "The template holds something from elsewhere (external links, embedded objects, DDE or picture fields). Remove it and upload again",
    "template-broken": "The file cannot be opened. Save it anew in Word or WPS and upload that",
    "template-unusable": "The template still has faults and cannot be used",
    "template-moved-on": "This template has changed meanwhile. Please reload the page.",
  },
};
