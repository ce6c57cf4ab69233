type ErrorValues = Record<string, string | number>;

/** "1 flag has", "2 flags have". */
const counted = ({ count = 0 }: ErrorValues, one: string, many: string): string =>
  `${count} ${Number(count) === 1 ? one : many}`;

/** Refusals around panels, notices and decisions, merged into app/words/errors.ts. */
export const panelErrors = {
  "zh-CN": {
    "seat-answered": "这个席位已经答复过。",
    "seat-chair-substitute": "候补评委不能当组长",
    "seat-chair-twice": "已经有一位组长",
    "seat-twice": "这个人已经在评审组里。",
    "seat-taken": "邀请已被接受。",
    "panel-review-open": (v: ErrorValues) => `还有 ${v.count} 份申报没有审完，不能开始评审`,
    "panel-nobody": "没有进入评审的申报",
    "panel-few-seats": (v: ErrorValues) => `接受席位的评委不足 ${v.least} 人，不能开始评审`,
    "panel-too-few": (v: ErrorValues) => `${v.count} 份申报回避后评委不足 ${v.least} 人，不能计分`,
    "panel-unfinished": (v: ErrorValues) => `${v.count} 份申报的评分还没有交齐`,
    "panel-apart": (v: ErrorValues) => `${v.count} 份申报的分差过大，等组长复看或说明理由`,
    "panel-closed": "评审已经结束，评分不能再改。",
    "panel-open": "评审还没有结束。",
    "sheet-number": "请填数字，最多两位小数，例如 8.5",
    "sheet-range": (v: ErrorValues) => `只能在 ${v.least}～${v.most} 分之间`,
    "sheet-remark": "打最高分或最低分，请写明理由",
    "sheet-locked": "评分已经提交，不能再改。",
    "sheet-none": "这位评委还没有提交评分",
    "spread-moved": "评分刚刚有变化，请看最新的分差。",
    "places-exceeded": (v: ErrorValues) => `“${v.grade}”超过了名额`,
    "notice-nobody": "没有拟奖项目，不能公示",
    "notice-over": "公示已经结束，不再接受异议。",
    "notice-running": "公示期还没有结束，不能决定。",
    "objections-open": (v: ErrorValues) => `还有 ${v.count} 件异议没有答复`,
    "award-not-admitted-now": (v: ErrorValues) =>
      `${v.count} 份拟授奖的申报进入评审后不再符合本轮条件，请在“进入评审后的变化”里撤出并写明理由`,
    "award-changes-open": (v: ErrorValues) =>
      `${v.count} 份拟授奖的申报进入评审后所依据的记录有变化，请在“进入评审后的变化”里逐份说明`,
    "award-cannot-stay": "这份申报不能保留：已不符合本轮条件，或异常提示还没处理",
    "changes-moved": "记录刚刚又有变化，请看最新的情况再处理。",
    "flags-open": (v: ErrorValues) => `还有 ${v.count} 条异常提示没有处理`,
    "objection-involved": "您与这份申报有关，不能处理这件异议，请其他同事处理。",
    "objection-taken": "这件异议已有同事在处理。",
    "objection-answered": "这件异议已经答复。",
    "award-own": "本轮有您自己参与的成果，请其他同事办理。",
  },
  en: {
    "seat-answered": "This seat has been answered already.",
    "seat-chair-substitute": "A substitute cannot be the chair",
    "seat-chair-twice": "There is a chair already",
    "seat-twice": "This person is on the panel already.",
    "seat-taken": "The invitation has been accepted.",
    "panel-review-open": (v: ErrorValues) =>
      `${counted(v, "application has", "applications have")} not been reviewed; the panel cannot begin`,
    "panel-nobody": "No application has been admitted",
    "panel-few-seats": (v: ErrorValues) => `Fewer than ${v.least} judges took their seats; the panel cannot begin`,
    "panel-too-few": (v: ErrorValues) =>
      `${counted(v, "application has", "applications have")} fewer than ${v.least} judges left; the round cannot be scored`,
    "panel-unfinished": (v: ErrorValues) => `Sheets are missing for ${counted(v, "application", "applications")}`,
    "panel-apart": (v: ErrorValues) =>
      `The sheets of ${counted(v, "application", "applications")} lie far apart; the chair has a second look or gives the reason`,
    "panel-closed": "The panel has closed; sheets cannot be changed.",
    "panel-open": "The panel has not closed yet.",
    "sheet-number": "Enter a number with at most two decimals, for example 8.5",
    "sheet-range": (v: ErrorValues) => `Between ${v.least} and ${v.most} points`,
    "sheet-remark": "Say why, when you give all or the least",
    "sheet-locked": "The sheet has been submitted and cannot be changed.",
    "sheet-none": "This judge has not submitted a sheet",
    "spread-moved": "A sheet has just changed; look at the spread as it is now.",
    "places-exceeded": (v: ErrorValues) => `More are proposed for “${v.grade}” than there are places`,
    "notice-nobody": "Nothing is proposed for an award",
    "notice-over": "The notice is over; objections are not taken any more.",
    "notice-running": "The notice is not over yet.",
    "objections-open": (v: ErrorValues) => `${counted(v, "objection has", "objections have")} not been answered`,
    "award-not-admitted-now": (v: ErrorValues) =>
      `${counted(v, "application proposed no longer meets", "applications proposed no longer meet")} this round's rules; take out under “Changes since admission” what does not, and say why`,
    "award-changes-open": (v: ErrorValues) =>
      `${counted(v, "application proposed rests", "applications proposed rest")} on something that has changed since admission; say what it means under “Changes since admission”`,
    "award-cannot-stay": "This application cannot stay: it no longer meets the round's rules, or a flag is open",
    "changes-moved": "The records have just changed again; look at them as they are now.",
    "flags-open": (v: ErrorValues) => `${counted(v, "flag has", "flags have")} not been cleared`,
    "objection-involved": "You have a part in this application; a colleague must handle the objection.",
    "objection-taken": "A colleague is handling this objection.",
    "objection-answered": "This objection has been answered.",
    "award-own": "A result of your own is in this round; a colleague must do this.",
  },
} as const;
