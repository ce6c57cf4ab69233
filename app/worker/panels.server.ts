import { defineJob } from "#app/lib/jobs.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import {
  deliverPanelNotices,
  PANEL_TOLD,
  registerPanelSubjects,
} from "#app/modules/notifications/panel-notices.server.ts";

const NOTICES = "panel-notices";

/** Messages of panels, notices and decisions: to judges, to applicants, to the organiser's officers. */
export function registerPanels(): void {
  registerPanelSubjects();
  const deliver = async ({ eventId }: Record<string, string>) => {
    if (eventId) await deliverPanelNotices(BigInt(eventId), new Date());
  };
  defineJob(NOTICES, deliver, { batch: 20 });
  subscribe({ name: NOTICES, on: PANEL_TOLD });
}
