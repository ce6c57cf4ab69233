import { redirect } from "@remix-run/node";
import { db } from "#app/lib/db.server.ts";
import { hashSecret, readCookie, SESSION_COOKIE } from "./session-cookie.server.ts";

export type ToastMessage = { kind: "success" | "error"; text: string };

/** Keeps one message for the next page of this session. */
export async function leaveToast(request: Request, toast: ToastMessage | string): Promise<void> {
  const sessionId = readCookie(request, SESSION_COOKIE);
  if (!sessionId) return;
  const flash = typeof toast === "string" ? { kind: "success", text: toast } : toast;
  await db.session.updateMany({ where: { id: hashSecret(sessionId) }, data: { flash } });
}

/** Leads on and says there, once, what was done. */
export async function redirectWithToast(
  request: Request,
  to: string,
  toast: ToastMessage | string,
  init: ResponseInit = {},
): Promise<Response> {
  await leaveToast(request, toast);
  return redirect(to, init);
}
