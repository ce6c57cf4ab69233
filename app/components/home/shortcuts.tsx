import { Bot, Building2, FileSpreadsheet, ListChecks, Mail, Plus, UsersRound } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { homeWords } from "#app/words/home.ts";
import { jobsWords } from "#app/words/jobs.ts";
import { mailAdminWords } from "#app/words/mail-admin.ts";
import { robotsWords } from "#app/words/robots.ts";
import { LinkButton } from "../actions/link-button.tsx";

/** Where administrators and those who type in for others go from the home page. */
export function Shortcuts({ admin, imports, enters }: { admin: boolean; imports: boolean; enters: boolean }) {
  const w = useWords(homeWords);
  const jobs = useWords(jobsWords);
  const robots = useWords(robotsWords);
  const mail = useWords(mailAdminWords);
  return (
    <div className="mt-8 flex flex-wrap gap-3">
      {admin && (
        <>
          <LinkButton to={paths.adminPeople()} icon={UsersRound}>
            {w.people}
          </LinkButton>
          <LinkButton to={paths.organisations()} icon={Building2}>
            {w.organisations}
          </LinkButton>
          <LinkButton to={paths.adminJobs()} icon={ListChecks}>
            {jobs.title}
          </LinkButton>
          <LinkButton to={paths.adminMail()} icon={Mail}>
            {mail.title}
          </LinkButton>
          <LinkButton to={paths.robotHosts()} icon={Bot}>
            {robots.hosts.title}
          </LinkButton>
        </>
      )}
      {enters && (
        <LinkButton to={paths.newProblem()} icon={Plus}>
          {w.enterFor}
        </LinkButton>
      )}
      {imports && (
        <LinkButton to={paths.imports()} icon={FileSpreadsheet}>
          {w.import}
        </LinkButton>
      )}
    </div>
  );
}
