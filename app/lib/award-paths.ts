import { type Query, withQuery } from "./paths.ts";

/** Addresses of awards, their papers and audits: apart, because few pages lead there and every page loads the others. */
export const awardPaths = {
  /** Award rounds, and what is handed in to them. */
  awards: (query?: Query) => withQuery("/awards", query),
  awardTitles: () => "/awards/titles",
  newAwardTitle: (query?: Query) => withQuery("/awards/titles/new", query),
  awardTitle: (id: string) => `/awards/titles/${id}`,
  /** Rubrics of the own union, and those that ship. */
  awardRubrics: () => "/awards/rubrics",
  newAwardRubric: (query?: Query) => withQuery("/awards/rubrics/new", query),
  awardRubric: (id: string) => `/awards/rubrics/${id}`,
  editAwardRubric: (id: string) => `/awards/rubrics/${id}/edit`,
  newAwardRound: (query?: Query) => withQuery("/awards/rounds/new", query),
  awardRound: (id: string) => `/awards/rounds/${id}`,
  /** Its definition, in steps. */
  awardRoundStep: (id: string, step: "edit" | "rubric" | "gates" | "dates", query?: Query) =>
    withQuery(`/awards/rounds/${id}/${step}`, query),
  awardApplications: (roundId: string, query?: Query) => withQuery(`/awards/rounds/${roundId}/applications`, query),
  newApplication: (query?: Query) => withQuery("/awards/applications/new", query),
  application: (id: string, hash = "") => `/awards/applications/${id}${hash && `#${hash}`}`,
  editApplication: (id: string) => `/awards/applications/${id}/edit`,
  myApplications: (query?: Query) => withQuery("/awards/applications", query),

  /** Panels the reader sits on. */
  judging: () => "/awards/judging",
  judgeRound: (roundId: string, query?: Query) => withQuery(`/awards/rounds/${roundId}/judging`, query),
  scoreSheet: (applicationId: string) => `/awards/applications/${applicationId}/score`,
  awardPanel: (roundId: string, query?: Query) => withQuery(`/awards/rounds/${roundId}/panel`, query),
  awardScores: (roundId: string) => `/awards/rounds/${roundId}/scores`,
  /** What has changed since admission of what is proposed. */
  awardChanges: (roundId: string, query?: Query) => withQuery(`/awards/rounds/${roundId}/changes`, query),
  /** Every point of one application with what is behind it. */
  awardPoints: (applicationId: string) => `/awards/applications/${applicationId}/points`,
  awardNotices: (query?: Query) => withQuery("/awards/notices", query),
  awardNotice: (roundId: string) => `/awards/notices/${roundId}`,
  objectTo: (roundId: string, applicationId: string) =>
    withQuery(`/awards/notices/${roundId}/objection`, { application: applicationId }),
  objections: (roundId: string) => `/awards/rounds/${roundId}/objections`,
  objection: (id: string) => `/awards/objections/${id}`,
  /** An award that was given, also one taken back. */
  award: (applicationId: string) => `/awards/given/${applicationId}`,
  awardCertificate: (applicationId: string) => `/awards/given/${applicationId}/certificate`,
  /** One application's papers: made, printed, stamped and scanned. */
  dossier: (applicationId: string) => `/awards/dossiers/${applicationId}`,
  /** Its form as Word, its paper as PDF. */
  dossierFile: (applicationId: string, what: "form" | "paper") => `/awards/dossiers/${applicationId}/${what}`,
  /** All of a round's. */
  roundDossiers: (roundId: string) => `/awards/dossiers/rounds/${roundId}`,
  dossierExport: (id: string) => `/awards/dossiers/exports/${id}`,
  dossierTemplates: () => "/awards/templates",
  dossierTemplate: (id: string) => `/awards/templates/${id}`,
  templateTrial: (id: string) => `/awards/templates/${id}/trial`,
  templateFields: () => "/awards/templates/fields",
  /** As it was uploaded, to be changed and put back. */
  templateFile: (id: string) => `/awards/templates/${id}/file`,
  shippedTemplate: (kind: "form" | "studio" | "person" | "summary") => `/awards/templates/shipped/${kind}`,

  /** What looks like gaming, for union officers. */
  flags: (query?: Query) => withQuery("/awards/flags", query),
  flag: (id: string) => `/awards/flags/${id}`,
  /** Whether chains, rows and files are as they were written. */
  audit: (query?: Query) => withQuery("/audit", query),
  /** One round's evidence, read only, for its auditors. */
  auditRound: (id: string) => `/audit/rounds/${id}`,
  auditApplication: (roundId: string, id: string) => `/audit/rounds/${roundId}/applications/${id}`,
};
