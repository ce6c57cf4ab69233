import { db } from "#app/lib/db.server.ts";
import { OutboundError, type Outside, postJson } from "#app/lib/http/outbound.server.ts";
import { unsealFor, whereIs } from "./robot-place.server.ts";
import type { Failure, RobotKind } from "./rules.ts";
import { messageFor, readAddress, readAnswer } from "./services.ts";

const OUTBOUND: Record<OutboundError["reason"], Failure["reason"]> = {
  "unknown-host": "unknown-host",
  "internal-address": "internal-address",
  unreachable: "unreachable",
  certificate: "certificate",
  timeout: "timeout",
  "cut-off": "answer",
  "too-long": "answer",
};

type Robot = { id: string; kind: RobotKind; address: string; signingSecret: string };

/**
 * Sends one text to a robot's group and reads the answer; null means the service took it. Whether the address may be
 * used is asked anew each time.
 */
export async function deliverText(robot: Robot, text: string, now: Date, outside: Outside): Promise<Failure | null> {
  const address = readAddress(unsealFor(robot.id, "address", robot.address) ?? "");
  const secret = unsealFor(robot.id, "secret", robot.signingSecret);
  if (!address || secret === null) return { reason: "sealed", unsent: true };
  const place = await whereIs(db, robot.kind, address);
  if (!place.ok) return { reason: "not-allowed", unsent: true };
  const { url, body } = messageFor(robot.kind, address, secret, text, now);
  try {
    const answer = await postJson(url, body, { ...outside, internal: place.internal });
    return readAnswer(robot.kind, answer.status, answer.text);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { reason: OUTBOUND[error.reason], unsent: error.unsent };
  }
}
