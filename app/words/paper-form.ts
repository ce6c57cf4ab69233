import { defineWords } from "#app/lib/i18n.ts";

/** The form of a problem on paper, for those without a phone. */
export const paperFormWords = defineWords(
  {
    title: "技术难题登记单",
    lead: "给不方便用手机的同事：打印、手写，再由审核员或秘书处按单代填。栏目和网上的表单一样。",
    forMachine: (machine: string) => `已印好设备：${machine}`,
    enterHere: "录入地址",
    enterHint: "扫码打开网上的表单；替别人录入时，在「替谁填写」里选填单人，难题上会注明代填。",
    writer: "填单人",
    team: "班组或部门",
    phone: "电话",
    filledOn: "填单日期",
    enteredBy: "录入人",
    enteredOn: "录入日期",
    number: "难题编号",
    needed: "必填",
    photos: "照片、录音请另存，录入时一起上传。份数：",
    confidential: "保密",
    office: "以下由录入人填写",
    keep: "录入后请在单上写编号并留存。",
  },
  {
    title: "Problem form",
    lead: "For colleagues who can't use a phone: print it, write by hand, and a reviewer or the secretariat enters it. Its fields are those of the form on screen.",
    forMachine: (machine) => `Printed for ${machine}`,
    enterHere: "Where to enter it",
    enterHint:
      "Scan to open the form. Whoever enters it for somebody else chooses the writer under “On behalf of”; the problem is marked so.",
    writer: "Written by",
    team: "Team or department",
    phone: "Phone",
    filledOn: "Date",
    enteredBy: "Entered by",
    enteredOn: "Entered on",
    number: "Problem number",
    needed: "Required",
    photos: "Keep photos and recordings; they are uploaded when this is entered. How many:",
    confidential: "confidential",
    office: "For whoever enters it",
    keep: "Write the number on this sheet once it is entered, and keep the sheet.",
  },
);
