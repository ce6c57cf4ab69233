import { defineJob } from "#app/lib/jobs.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import {
  BENEFIT_TOLD,
  deliverBenefitNotices,
  registerBenefitSubjects,
} from "#app/modules/notifications/benefit-notices.server.ts";

const NOTICES = "benefit-notices";

/** Messages about benefits and adoptions: to finance, to contributors, to who waits for an answer. */
export function registerBenefits(): void {
  registerBenefitSubjects();
  const deliver = async ({ eventId }: Record<string, string>) => {
    if (eventId) await deliverBenefitNotices(BigInt(eventId), new Date());
  };
  defineJob(NOTICES, deliver, { batch: 20 });
  subscribe({ name: NOTICES, on: BENEFIT_TOLD });
}
