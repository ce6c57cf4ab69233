import { defineWords } from "#app/lib/i18n.ts";
import { attachmentErrors } from "./attachment-errors.ts";
import { solvingErrors } from "./solving-errors.ts";

export type ErrorValues = Record<string, string | number>;

/**
 * What a refusal says, by the message key of a DomainError or of a schema. A value is a sentence, or a function
 * of the error's values. In forms a key may carry its values: `too_long|max=200`.
 */
export const errorsWords = defineWords(
  {
    ...attachmentErrors["zh-CN"],
    ...solvingErrors["zh-CN"],
    bad_request: "请求的内容有误，请返回上一页检查。",
    unauthenticated: "请先登录。",
    forbidden: "您的身份不能进行这项操作。",
    not_found: "内容不存在，或不对您开放。",
    conflict: "内容刚刚被别人更新，请核对最新内容后再操作。",
    invalid: "填写的内容有误，请检查后重新提交。",
    throttled: "操作过于频繁，请稍后再试。",
    unavailable: "服务暂时不可用，请稍后再试。",
    unexpected: "系统出错，已记录。请稍后再试。",

    required: "请填写此项",
    choose_one: "请选择一项",
    bad_value: "填写的内容无法识别",
    bad_choice: "选项不存在，请重新选择",
    not_a_number: "请填写数字",
    not_an_integer: "请填写整数",
    too_long: (v: ErrorValues) => `最多 ${v.max} 个字`,
    too_short: (v: ErrorValues) => `至少 ${v.min} 个字`,
    too_many: (v: ErrorValues) => `最多 ${v.max} 项`,
    too_few: (v: ErrorValues) => `至少 ${v.min} 项`,
    too_big: (v: ErrorValues) => `不能大于 ${v.max}`,
    too_small: (v: ErrorValues) => `不能小于 ${v.min}`,
    bad_date: "请填写正确的日期，例如 2026-11-20",
    bad_email: "请填写正确的邮箱，例如 name@example.com",
    bad_phone: "请填写正确的手机号码",
    bad_url: "请填写完整的网址，以 https:// 开头",
    bad_file_type: "不支持这种文件",
    file_too_big: (v: ErrorValues) => `单个文件不能超过 ${v.max} MB`,
  },
  {
    ...attachmentErrors.en,
    ...solvingErrors.en,
    bad_request: "The request makes no sense. Please go back and check.",
    unauthenticated: "Please sign in first.",
    forbidden: "Your role does not allow this.",
    not_found: "This does not exist, or is not open to you.",
    conflict: "Somebody has just changed this. Check the latest version, then try again.",
    invalid: "Something you entered is not right. Please check and submit again.",
    throttled: "Too many attempts. Please try again in a while.",
    unavailable: "The service is not available right now. Please try again soon.",
    unexpected: "Something went wrong on our side and has been recorded. Please try again.",

    required: "Please fill this in",
    choose_one: "Please choose one",
    bad_value: "This could not be understood",
    bad_choice: "This option does not exist. Please choose again",
    not_a_number: "Please enter a number",
    not_an_integer: "Please enter a whole number",
    too_long: (v) => `At most ${v.max} characters`,
    too_short: (v) => `At least ${v.min} characters`,
    too_many: (v) => `At most ${v.max} items`,
    too_few: (v) => `At least ${v.min} ${v.min === 1 ? "item" : "items"}`,
    too_big: (v) => `Must not be greater than ${v.max}`,
    too_small: (v) => `Must not be less than ${v.min}`,
    bad_date: "Please enter a valid date, such as 2026-11-20",
    bad_email: "Please enter a valid e-mail address, such as name@example.com",
    bad_phone: "Please enter a valid mobile number",
    bad_url: "Please enter a full address starting with https://",
    bad_file_type: "This kind of file is not supported",
    file_too_big: (v) => `Each file must be ${v.max} MB or smaller`,
  },
);

export type ErrorKey = keyof (typeof errorsWords)["zh-CN"];
