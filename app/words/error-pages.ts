import { defineWords } from "#app/lib/i18n.ts";

/** What a page says when it can't be shown: what happened, and what to do next. */
export const errorPagesWords = defineWords(
  {
    titles: {
      400: "请求有误",
      401: "请先登录",
      403: "没有权限",
      404: "找不到这个页面",
      409: "现在不能这样做",
      422: "填写的内容有误",
      429: "操作过于频繁",
      500: "系统出错了",
      503: "服务暂时不可用",
    },
    next: {
      400: "链接可能不完整，或表单已过期。请返回上一页刷新后再试。",
      401: "登录后会回到这个页面。",
      403: "您当前的身份不能查看或操作。如果您在多个单位任职，请切换单位后再试，或联系本单位管理员。",
      404: "可能链接有误，内容已移走，或不对您的单位开放。可以到搜索里找一找。",
      409: "情况可能已经变了，比如别人先一步办了。请回去看最新情况，再决定怎么做。",
      422: "请返回上一页，按提示修改后重新提交。",
      429: "为了保护系统，请稍等几分钟再试。",
      500: "问题已记录，您填写的内容没有提交成功。请稍后再试；如果一直这样，请把下面的时间告诉管理员。",
      503: "数据库或服务正在恢复，通常只需要片刻。已提交成功的内容不会丢失，请稍后刷新。",
    },
    goHome: "回到首页",
    retry: "重新打开",
    signIn: "去登录",
    search: "去搜索",
    happenedAt: (time: string) => `发生时间：${time}`,
    reference: (id: string) => `编号：${id}`,
  },
  {
    titles: {
      400: "Bad request",
      401: "Please sign in",
      403: "No permission",
      404: "Page not found",
      409: "Not possible now",
      422: "Something entered is not right",
      429: "Too many attempts",
      500: "Something went wrong",
      503: "Service not available",
    },
    next: {
      400: "The link may be incomplete, or the form too old. Go back, reload the page and try again.",
      401: "You will come back to this page after signing in.",
      403: "Your current role does not allow this. If you belong to several organisations, switch and try again, or ask your administrator.",
      404: "The link may be wrong, the content may have moved, or it is not open to your organisation. Try the search.",
      409: "Things may have changed, for example because somebody else acted first. Go back, see how it stands and decide then.",
      422: "Go back, correct what is marked and submit again.",
      429: "To protect the system, please wait a few minutes and try again.",
      500: "It has been recorded; what you entered was not saved. Please try again. If it keeps happening, give the time below to your administrator.",
      503: "The database or a service is recovering, which usually takes a moment. Nothing that was confirmed is lost. Please reload soon.",
    },
    goHome: "Go home",
    retry: "Reload",
    signIn: "Sign in",
    search: "Search",
    happenedAt: (time) => `Time: ${time}`,
    reference: (id) => `Reference: ${id}`,
  },
);

export type PageStatus = keyof (typeof errorPagesWords)["zh-CN"]["titles"];
