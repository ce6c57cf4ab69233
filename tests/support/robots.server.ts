import { afterAll, afterEach, beforeAll } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Outside } from "#app/lib/http/outbound.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { allowHost } from "#app/modules/notifications/robots/robot-hosts.server.ts";
import { MATTERS, type RobotKind } from "#app/modules/notifications/robots/rules.ts";
import { addRobot } from "#app/modules/notifications/robots/save-robot.server.ts";
import { sendToRobot } from "#app/modules/notifications/robots/send-to-robot.server.ts";
import type { AddRobotInput } from "#app/modules/notifications/robots/schema.ts";
import { registerRobots } from "#app/worker/robots.server.ts";
import { useChatService } from "./chat-service.server.ts";
import { type TestDatabase, useTestDatabase } from "./database.server.ts";
import { makeActor, makeOrganisation, type World } from "./factories.server.ts";

/** The secret part of the robots' addresses. */
export const KEY = "73febdcb-1b38-4d1b-a994-790f21fc8d30";
export const BASE = "https://jianglian.example.com";

const HOUR = 3_600_000;
/** The next ten in the morning in Shanghai: whenever the tests run, their clock goes on from there for hours by day. */
export const DAY = new Date(Math.ceil((Date.now() - 2 * HOUR) / (24 * HOUR)) * 24 * HOUR + 2 * HOUR);
export const later = (ms: number) => new Date(DAY.getTime() + ms);

export const robotInput = (kind: RobotKind, address: string): AddRobotInput => ({
  name: "班组群",
  kind,
  address,
  matters: [...MATTERS],
  locale: "zh-CN",
  urgentAtNight: false,
});

/** Lets a robot say what waits for it, at a moment of the test's. */
export const send = (id: string, at: Date = DAY, outside: Outside = {}) =>
  sendToRobot(id, { clock: () => at, outside });
export const robotRow = (id: string) => db.robot.findUniqueOrThrow({ where: { id } });
export const numberOf = async (id: string) => (await db.problem.findUniqueOrThrow({ where: { id } })).number;
export const statesOf = async (robotId: string) =>
  (await db.robotPost.findMany({ where: { robotId }, orderBy: { eventId: "asc" } })).map((one) => one.state);

type Robots = {
  readonly database: TestDatabase;
  readonly service: ReturnType<typeof useChatService>;
  readonly admin: Actor;
  /** A robot's settings whose group is the test's own chat service. */
  here(kind?: RobotKind): AddRobotInput;
  allianceRobot(of: World, how?: AddRobotInput): Promise<{ organisationId: string; id: string }>;
};

/** A database, a chat service that an administrator allowed, and jobs that nobody works on. Call it once, at the top of the file. */
export function useRobots(): Robots {
  const database = useTestDatabase();
  const service = useChatService();
  const made: { admin?: Actor } = {};
  beforeAll(async () => {
    setRuntimeFacts({ ...database.facts, publicUrl: BASE });
    const admin = await makeActor([["ADMIN", await makeOrganisation("PLATFORM")]]);
    made.admin = admin;
    registerRobots();
    await startJobs({ work: false });
    await allowHost(admin, { base: `http://127.0.0.1:${service.port}/`, internal: true });
  });
  afterAll(() => stopJobs());
  afterEach(() => {
    service.answers();
    service.taken();
  });
  const here = (kind: RobotKind = "WECOM") =>
    robotInput(kind, `http://127.0.0.1:${service.port}/cgi-bin/webhook/send?key=${KEY}`);
  return {
    database,
    service,
    get admin() {
      if (!made.admin) throw new Error("The administrator is there from beforeAll on.");
      return made.admin;
    },
    here,
    allianceRobot: async (of, how = here()) => ({
      organisationId: of.alliance,
      id: await addRobot(of.secretariat, of.alliance, how),
    }),
  };
}
