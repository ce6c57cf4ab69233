export type Query = Record<string, string | number | boolean | undefined | null | readonly string[]>;

export const withQuery = (path: string, query?: Query): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (Array.isArray(value)) for (const one of value) search.append(key, one);
    else if (value !== undefined && value !== null && value !== "") search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
};

/** Every address of the product, in one place; those of awards and audits beside it. */
export const paths = {
  home: () => "/",
  login: (returnTo?: string) => withQuery("/login", { returnTo }),
  logout: () => "/logout",
  setup: () => "/setup",
  invitation: (token: string) => `/invitation/${token}`,
  forgotPassword: () => "/forgot-password",
  resetPassword: (token: string) => `/reset-password/${token}`,
  me: () => "/me",
  mySessions: () => "/me/sessions",
  myDeputies: () => "/me/deputies",
  switchOrganisation: () => "/me/organisation",
  switchLocale: () => "/me/locale",
  switchTheme: () => "/me/theme",
  inbox: () => "/inbox",
  /** Server-sent events of the person signed in. */
  events: () => "/events",
  /** What one hears of, and how. */
  myNotices: () => "/me/notices",
  /** Ends the e-mail of notices; the token is signed and asks for no sign-in. */
  unsubscribe: (token: string) => `/unsubscribe/${token}`,
  /** What a guest is invited to. */
  guest: () => "/guest",

  problems: (query?: Query) => withQuery("/problems", query),
  newProblem: (query?: Query) => withQuery("/problems/new", query),
  /** The posting form to be written by hand. */
  paperForm: (query?: Query) => withQuery("/problems/paper", query),
  /** Where a form saves itself while somebody types. */
  saveDraft: () => "/problems/draft",
  /** Past fixes like what somebody is writing, as JSON. */
  similarFixes: (query?: Query) => withQuery("/problems/similar", query),
  /** Open problems that fit a craftsman. */
  problemsForMe: () => "/problems/for-me",
  /** The assignment form with the choice made. */
  assignTo: (id: string, who: { personId: string; studioId: string }) =>
    withQuery(`/problems/${id}/assign`, { who: `${who.personId}@${who.studioId}` }),
  previewProblem: (id: string) => `/problems/${id}/preview`,
  problem: (id: string, hash = "") => `/problems/${id}${hash && `#${hash}`}`,
  editProblem: (id: string) => `/problems/${id}/edit`,
  reviewProblem: (id: string) => `/problems/${id}/review`,
  triageProblem: (id: string) => `/problems/${id}/triage`,
  problemAction: (id: string, action: string) => `/problems/${id}/${action}`,
  /** What is late, by whose move it is, and where time goes. */
  late: (query?: Query) => withQuery("/late", query),
  /** What is said about a problem, or with `room` in a joint diagnosis: its own page, by pages. */
  comments: (problemId: string, query?: Query, hash = "") =>
    withQuery(`/problems/${problemId}/comments`, query) + (hash && `#${hash}`),
  /** Names to call, as JSON, while somebody types. */
  peopleToCall: (problemId: string, query?: Query) => withQuery(`/problems/${problemId}/comments/people`, query),
  /** Where a comment gets a place for its files before it is posted. */
  draftComment: (problemId: string, query?: Query) => withQuery(`/problems/${problemId}/comments/draft`, query),
  watched: (query?: Query) => withQuery("/me/watching", query),
  diagnosis: (problemId: string, id: string, query?: Query, hash = "") =>
    withQuery(`/problems/${problemId}/diagnosis/${id}`, query) + (hash && `#${hash}`),
  diagnosisCalendar: (problemId: string, id: string) => `/problems/${problemId}/diagnosis/${id}/calendar.ics`,
  search: (query?: Query) => withQuery("/search", query),
  savedSearches: () => "/search/saved",
  /** Leads on to the search as it was saved. */
  savedSearch: (id: string) => `/search/saved/${id}`,
  /** Where the page says that somebody stayed with a question in vain. */
  noteInVain: () => "/search/sought",
  searchedInVain: (query?: Query) => withQuery("/search/in-vain", query),
  vocabulary: (query?: Query) => withQuery("/search/vocabulary", query),
  vocabularyFile: () => "/search/vocabulary.csv",
  /** What waits on this device, and what has become of it. */
  outbox: (query?: Query) => withQuery("/outbox", query),
  /** The page without signal; `at` is the page that was asked for. */
  offline: (query?: Query) => withQuery("/offline", query),
  /** Where a device's outbox sends texts, asks what it may keep, and gets copies for reading. Answer 401, never a page. */
  outboxPosts: () => "/api/outbox/posts",
  outboxContact: () => "/api/outbox/contact",
  outboxCopy: (id: string) => `/api/outbox/copies/${id}`,
  file: (id: string, size?: "thumb" | "screen" | "original" | `page${number}`) => withQuery(`/files/${id}`, { size }),
  /** A document, looked at without saving it. */
  filePreview: (id: string) => `/files/${id}/preview`,
  /** Who opened a file. */
  fileViews: (id: string) => `/files/${id}/views`,
  /** Where a recording is typed out. */
  typeOut: (id: string) => `/files/${id}/text`,
  /** Where UploadThing's client asks whether it may send files. */
  uploads: () => "/api/uploadthing",

  organisations: (query?: Query) => withQuery("/organisations", query),
  organisation: (id: string) => `/organisations/${id}`,
  editOrganisation: (id: string) => `/organisations/${id}/edit`,
  newOrganisation: (query?: Query) => withQuery("/organisations/new", query),
  workCalendar: (id: string) => `/organisations/${id}/calendar`,
  /** Group robots of an alliance or a studio. */
  robots: (id: string) => `/organisations/${id}/robots`,
  robot: (id: string, robotId: string) => `/organisations/${id}/robots/${robotId}`,
  allianceLimits: (id: string) => `/organisations/${id}/limits`,
  organisationMembers: (id: string) => `/organisations/${id}/members`,
  allianceMembers: (id: string) => `/organisations/${id}/alliance`,
  craftsmen: (query?: Query) => withQuery("/craftsmen", query),
  craftsman: (personId: string) => `/craftsmen/${personId}`,
  editCraftsman: (personId: string) => `/craftsmen/${personId}/edit`,

  equipment: (query?: Query) => withQuery("/equipment", query),
  newEquipment: () => "/equipment/new",
  editEquipment: (id: string) => `/equipment/${id}/edit`,
  equipmentLabels: (query?: Query) => withQuery("/equipment/labels", query),
  importEquipment: () => "/equipment/import",
  equipmentList: (id: string) => `/equipment/import/${id}`,
  /** What a label's code opens: short, because it is printed. */
  machine: (code: string) => `/e/${code}`,
  /** The scanner; `q` is what was scanned or typed, `for: "report"` leads on to a posting form. */
  scan: (query?: Query) => withQuery("/scan", query),
  /** Which machine a scan means, as JSON for a form. */
  scannedMachine: (query?: Query) => withQuery("/scan/machine", query),

  mentorships: (query?: Query) => withQuery("/mentorships", query),
  newMentorship: (query?: Query) => withQuery("/mentorships/new", query),
  mentorship: (id: string) => `/mentorships/${id}`,
  /** What somebody does to it: its own small page. */
  mentorshipAction: (id: string, action: "edit" | "close" | "confirm" | "end") => `/mentorships/${id}/${action}`,
  mentorshipMonth: (id: string, month: string) => `/mentorships/${id}/months/${month}`,
  /** The agreement or the whole record, as Word. */
  mentorshipWord: (id: string, what: "agreement" | "record") => `/mentorships/${id}/word?what=${what}`,
  /** The letter of thanks to one employer, as Word. */
  thankYouLetter: (problemId: string, letterId: string) => `/problems/${problemId}/thanks/${letterId}`,

  /** Fixes adopted elsewhere; `view` is "ours" or "given". */
  adoptions: (query?: Query) => withQuery("/adoptions", query),
  adoption: (id: string) => `/adoptions/${id}`,
  measureAdoption: (id: string) => `/adoptions/${id}/measure`,
  /** The certificate of application, as Word. */
  adoptionCertificate: (id: string) => `/adoptions/${id}/certificate`,
  achievements: (query?: Query) => withQuery("/achievements", query),
  newAchievement: (query?: Query) => withQuery("/achievements/new", query),
  achievement: (id: string) => `/achievements/${id}`,
  achievementStep: (id: string, step: "edit" | "contributors" | "facts" | "submit") => `/achievements/${id}/${step}`,
  benefits: (query?: Query) => withQuery("/benefits", query),
  newBenefit: (query?: Query) => withQuery("/benefits/new", query),
  benefit: (id: string, hash = "") => `/benefits/${id}${hash && `#${hash}`}`,
  editBenefit: (id: string) => `/benefits/${id}/edit`,
  benefitFigures: (id: string, stage: "FORECAST" | "ACTUAL") => `/benefits/${id}/figures?stage=${stage}`,
  benefitShares: (id: string) => `/benefits/${id}/shares`,
  /** Where one fix was adopted. */
  adoptionsOf: (fixId: string) => `/problems/${fixId}/adoptions`,

  /** Studios as the union names and re-reviews them. */
  studios: (query?: Query) => withQuery("/studios", query),
  exportStudios: (query?: Query) => withQuery("/studios/export", query),
  studioLife: (id: string, query?: Query) => withQuery(`/studios/${id}/life`, query),
  /** What somebody does in a studio's life: its own small page. */
  studioStep: (id: string, step: "decide" | "leader" | "targets" | "funds" | "promotions", query?: Query) =>
    withQuery(`/studios/${id}/life/${step}`, query),
  studioReview: (id: string, reviewId: string) => `/studios/${id}/life/reviews/${reviewId}`,
  competitions: (query?: Query) => withQuery("/competitions", query),
  newCompetition: () => "/competitions/new",
  competition: (id: string) => `/competitions/${id}`,
  /** Titles a federation gives to enterprises. */
  enterpriseTags: () => "/organisations/tags",
  enterpriseTag: (id: string) => `/organisations/tags/${id}`,

  activities: (query?: Query) => withQuery("/activities", query),
  newActivity: (query?: Query) => withQuery("/activities/new", query),
  activity: (id: string, hash = "") => `/activities/${id}${hash && `#${hash}`}`,
  /** What somebody does about an activity: its own small page. */
  activityAction: (id: string, action: string, query?: Query) => withQuery(`/activities/${id}/${action}`, query),
  /** Where the code at the gate leads. */
  activitySignIn: (id: string, code: string) => withQuery(`/activities/${id}/sign-in`, { code }),
  activityYear: (query?: Query) => withQuery("/activities/year", query),
  /** What an attendance figure is made of; `count: "people"` lists everybody once. */
  attendances: (query?: Query) => withQuery("/activities/attendances", query),
  myCalendar: () => "/me/calendar",
  /** A person's own calendar; who knows the secret reads it. */
  calendarFeed: (token: string) => `/calendar/${token}.ics`,

  figures: (query?: Query) => withQuery("/figures", query),
  /** What a figure is made of. */
  figureList: (query?: Query) => withQuery("/figures/list", query),
  /** The dashboard, a list or a report as a workbook. */
  figureFile: (query?: Query) => withQuery("/figures/export", query),
  figureTargets: (query?: Query) => withQuery("/figures/targets", query),
  figureReports: (query?: Query) => withQuery("/figures/reports", query),
  figureReport: (id: string) => `/figures/reports/${id}`,

  imports: (query?: Query) => withQuery("/imports", query),
  newImport: () => "/imports/new",
  importRun: (id: string) => `/imports/${id}`,
  releaseImported: () => "/imports/release",
  exportLedger: (format: "xlsx" | "csv") => `/imports/export?format=${format}`,

  adminPeople: (query?: Query) => withQuery("/admin/people", query),
  adminPerson: (id: string) => `/admin/people/${id}`,
  adminMail: () => "/admin/mail",
  adminHealth: () => "/admin/health",
  /** Background work; `queue` shows what one of its queues gave up. */
  adminJobs: (query?: Query) => withQuery("/admin/jobs", query),
  /** Addresses of one's own network that group robots may use. */
  robotHosts: () => "/admin/robot-hosts",
};
