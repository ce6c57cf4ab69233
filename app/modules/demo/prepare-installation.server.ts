import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { createSetupCode, needsSetUp } from "#app/modules/accounts/set-up.server.ts";
import { DEMO_PASSWORD, DEMO_SIGN_INS } from "./demo-people.ts";
import { demoState } from "./saved-world.server.ts";
import { seedDemo } from "./seed-demo.server.ts";

export type Announcement = { title: string; lines: string[] };

/** On the first start: the demo alliance, or the one-time set-up code. Later: what people need to sign in, where that is no secret. */
export async function prepareInstallation(): Promise<{ announcements: Announcement[]; seeded: boolean }> {
  const { seed } = runtimeFacts();
  const now = new Date();
  let demo = await demoState();
  if (demo === "none" && (await needsSetUp())) {
    if (seed !== "demo") {
      const title = "First start: open /setup and enter this one-time code 首次启动，请打开 /setup 输入一次性口令";
      return { announcements: [{ title, lines: [await createSetupCode()] }], seeded: false };
    }
    demo = "begun";
  }
  if (demo === "none") return { announcements: [], seeded: false };
  if (demo === "begun") await seedDemo(now);
  const signIns = {
    title: `Demo sign-ins 演示账号 (password 密码: ${DEMO_PASSWORD})`,
    lines: DEMO_SIGN_INS.map(({ email, as }) => `${email.padEnd(30)}${as}`),
  };
  return { announcements: [signIns], seeded: demo === "begun" };
}
