import { registerCommentFiles } from "#app/modules/discussion/file-policy.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { diagnosisDiscussion } from "#app/modules/solving/diagnosis/diagnosis-subject.server.ts";
import { registerActivityCalendar } from "#app/modules/activities/calendar-entries.server.ts";
import { registerActivityGuests } from "#app/modules/activities/invite-guest.server.ts";
import { registerActivityFiles } from "#app/modules/activities/photos.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { registerProblemHeirs } from "#app/modules/problems/pass-problems.server.ts";
import { registerWorkHeirs } from "#app/modules/solving/pass-work.server.ts";
import { registerAchievementFiles } from "#app/modules/achievements/achievement/evidence.server.ts";
import { registerApplicationFiles } from "#app/modules/awards/applications/evidence.server.ts";
import { registerAuditorFiles } from "#app/modules/awards/audit/evidence-files.server.ts";
import { registerExportFiles } from "#app/modules/awards/dossier/expire-exports.server.ts";
import { registerScanFiles } from "#app/modules/awards/dossier/scans.server.ts";
import { registerBenefitFiles } from "#app/modules/achievements/benefit/evidence.server.ts";
import { registerAchievements } from "./achievements.server.ts";
import { registerJudgeFiles } from "#app/modules/awards/panel/judge-files.server.ts";
import { registerPanelSeats } from "#app/modules/awards/panel/seat-judge.server.ts";
import { registerActivities } from "./activities.server.ts";
import { registerAudit } from "./audit.server.ts";
import { registerBenefits } from "./benefits.server.ts";
import { registerAccounts } from "./accounts.server.ts";
import { registerDueTimes } from "./due-times.server.ts";
import { registerFigures } from "./figures.server.ts";
import { registerDossiers } from "./dossiers.server.ts";
import { registerFiles } from "./files.server.ts";
import { registerFlags } from "./flags.server.ts";
import { registerNotices } from "./notices.server.ts";
import { registerPanels } from "./panels.server.ts";
import { registerRobots } from "./robots.server.ts";
import { registerSearchSync } from "./search-sync.server.ts";
import { registerApplications } from "./applications.server.ts";
import { registerImports } from "./imports.server.ts";
import { registerMentorships } from "./mentorships.server.ts";
import { registerStudioFiles } from "#app/modules/studios/files.server.ts";
import { registerCompetitionFiles } from "#app/modules/studios/competitions/files.server.ts";
import { registerStudios } from "./studios.server.ts";
import { registerWitness } from "./witness.server.ts";

/** What belongs to modules that others above them must know of: who may read whose files. */
export function registerPolicies(): void {
  registerProblemFiles();
  registerActivityFiles();
  registerBenefitFiles();
  registerScanFiles();
  registerExportFiles();
  registerJudgeFiles();
  registerAuditorFiles();
  registerPanelSeats();
  registerAchievementFiles();
  registerApplicationFiles();
  registerStudioFiles();
  registerCompetitionFiles();
  registerActivityCalendar();
  registerActivityGuests();
  registerCommentFiles([problemDiscussion, diagnosisDiscussion]);
  registerProblemHeirs();
  registerWorkHeirs();
}

/** Names every background job and what starts it. One file per concern beside this one. */
export function registerWork(): void {
  registerAccounts();
  registerWitness();
  registerImports();
  registerSearchSync();
  registerNotices();
  registerRobots();
  registerDueTimes();
  registerActivities();
  registerMentorships();
  registerBenefits();
  registerAchievements();
  registerApplications();
  registerPanels();
  registerFlags();
  registerDossiers();
  registerAudit();
  registerFigures();
  registerStudios();
  registerFiles();
}
