import { type Address, type Entry, named, NOWHERE, one, stories, WRONG } from "./addresses.ts";
import type { World } from "./build.ts";
import { ACHIEVEMENT_ROUTES } from "./routes-achievements.ts";
import { AWARD_PANEL_ROUTES } from "./routes-award-panel.ts";
import { AWARD_ROUND_ROUTES } from "./routes-award-rounds.ts";
import { DOSSIER_ROUTES } from "./routes-dossiers.ts";
import { FIGURE_ROUTES } from "./routes-figures.ts";
import { STUDIO_ROUTES } from "./routes-studios.ts";

const organisations =
  (path: (id: string) => string) =>
  (world: World): Address[] =>
    Object.values(world.cast.ids).map((id) => ({ path: path(id), names: true }));
const people =
  (path: (id: string) => string) =>
  (world: World): Address[] =>
    world.cast.keys.map((key) => ({ path: path(world.cast.idOf(key)), names: true }));

const mentorships =
  (rest: string) =>
  (world: World): Address[] =>
    [NOWHERE, ...world.mentorships.map(({ id }) => id)].map((id) => ({
      path: `/mentorships/${id}${rest}`,
      names: true,
    }));

const activities =
  (path: (id: string, code: string) => string, names = false) =>
  (world: World): Address[] =>
    [{ id: NOWHERE, code: "" }, ...world.activities].map(({ id, code }) => ({ path: path(id, code), names }));

/** How to ask for each route of the build's manifest. One that is missing here fails the test. */
export const ROUTES: Record<string, Entry> = {
  ...ACHIEVEMENT_ROUTES,
  ...FIGURE_ROUTES,
  ...AWARD_PANEL_ROUTES,
  ...AWARD_ROUND_ROUTES,
  ...DOSSIER_ROUTES,
  ...STUDIO_ROUTES,
  "routes/$": { addresses: one("/no-such-page", "/problems/not-an-id/x/y"), post: WRONG, status: 404 },
  "routes/dev.ui": { addresses: one("/dev/ui") },
  "routes/login": { addresses: one("/login"), post: { identifier: "author@world.test", password: "wrong" } },
  "routes/logout": { addresses: one("/logout"), post: null },
  "routes/setup": { addresses: one("/setup"), post: WRONG },
  "routes/forgot-password": { addresses: one("/forgot-password"), post: WRONG },
  "routes/reset-password.$token": { addresses: one("/reset-password/nonsense"), post: WRONG },
  "routes/invitation.$token": { addresses: one("/invitation/nonsense"), post: WRONG },
  "routes/me._index": { addresses: one("/me"), post: WRONG },
  "routes/me.deputies": { addresses: one("/me/deputies"), post: WRONG },
  "routes/me.sessions": { addresses: one("/me/sessions"), post: WRONG },
  "routes/me.notices": { addresses: one("/me/notices"), post: WRONG },
  // An answer that stays open: tests/integration/notices-live reads it.
  "routes/events": { addresses: () => [] },
  "routes/unsubscribe.$token": { addresses: one("/unsubscribe/nonsense"), post: WRONG },
  "routes/admin.mail": { addresses: one("/admin/mail"), post: WRONG },
  "routes/me.organisation": { addresses: one("/me/organisation"), post: WRONG },
  "routes/me.locale": { addresses: one("/me/locale"), post: WRONG },
  "routes/me.theme": { addresses: one("/me/theme"), post: WRONG },
  "routes/files.$id": {
    addresses: (world) => [
      ...world.stories.flatMap((story) => story.files.map((file) => ({ path: `/files/${file.id}`, story }))),
      { path: `/files/${NOWHERE}` },
    ],
  },
  "routes/files.$id_.preview": {
    addresses: (world) => [
      ...world.stories.flatMap((story) => story.files.map((file) => ({ path: `/files/${file.id}/preview`, story }))),
      { path: `/files/${NOWHERE}/preview` },
    ],
  },
  "routes/files.$id_.views": {
    addresses: (world) => [
      ...world.stories.flatMap((story) =>
        story.files.map((file) => ({ path: `/files/${file.id}/views`, story, names: true })),
      ),
      { path: `/files/${NOWHERE}/views` },
    ],
  },
  "routes/files.$id_.text": {
    addresses: (world) => [
      ...world.stories.flatMap((story) => story.files.map((file) => ({ path: `/files/${file.id}/text`, story }))),
      { path: `/files/${NOWHERE}/text` },
    ],
    post: { ...WRONG, text: "0123456789" },
  },
  "routes/outbox": { addresses: one("/outbox") },
  "routes/offline": { addresses: one("/offline", "/offline?lang=en", "/offline?at=/problems/new") },
  "routes/api.outbox.posts": { addresses: one("/api/outbox/posts"), post: { ...WRONG, personId: NOWHERE } },
  "routes/api.outbox.contact": { addresses: one("/api/outbox/contact"), post: WRONG },
  "routes/api.outbox.copies.$id": {
    addresses: (world) => [
      ...world.stories.map((story) => ({ path: `/api/outbox/copies/${story.id}`, story })),
      { path: `/api/outbox/copies/${NOWHERE}` },
    ],
  },
  "routes/api.uploadthing": { addresses: one("/api/uploadthing"), post: WRONG },
  "routes/ingest.$key": { addresses: one("/ingest/aKeyThatNobodyWasEverGiven12"), post: WRONG, status: 404 },
  "routes/_index": { addresses: one("/") },
  "routes/problems._index": {
    addresses: one(
      "/problems",
      "/problems?tab=waiting",
      "/problems?tab=mine",
      "/problems?sort=due",
      "/problems?state=SOLVED",
    ),
  },
  "routes/problems.new": { addresses: named("/problems/new"), post: { ...WRONG, intent: "submit" } },
  "routes/problems.draft": { addresses: one("/problems/draft"), post: WRONG },
  "routes/problems.similar": { addresses: one("/problems/similar?q=%E5%81%9C%E6%9C%BA%20%E5%8D%A1%E7%93%B6") },
  "routes/problems.paper": {
    addresses: ({ machines }) =>
      ["/problems/paper", ...machines.map(({ code }) => `/problems/paper?equipment=${code}`)].map((path) => ({
        path,
        names: true,
      })),
  },
  "routes/problems.$id.preview": { addresses: stories((id) => `/problems/${id}/preview`), post: WRONG },
  "routes/problems.$id._index": { addresses: stories((id) => `/problems/${id}`), post: WRONG },
  "routes/problems.$id.edit": { addresses: stories((id) => `/problems/${id}/edit`, true), post: WRONG },
  "routes/problems.$id.complete": { addresses: stories((id) => `/problems/${id}/complete`), post: WRONG },
  "routes/problems.$id.review": { addresses: stories((id) => `/problems/${id}/review`, true), post: WRONG },
  "routes/problems.$id.triage": { addresses: stories((id) => `/problems/${id}/triage`), post: WRONG },
  "routes/problems.$id.proposal": { addresses: stories((id) => `/problems/${id}/proposal`), post: WRONG },
  "routes/guest": { addresses: one("/guest"), post: { ...WRONG, guestId: NOWHERE } },
  "routes/problems.$id.guests": { addresses: stories((id) => `/problems/${id}/guests`), post: WRONG },
  "routes/problems.$id.thanks._index": { addresses: stories((id) => `/problems/${id}/thanks`), post: WRONG },
  "routes/problems.$id.thanks.$letterId": {
    addresses: (world) =>
      world.stories.map((story) => ({ path: `/problems/${story.id}/thanks/${story.letterId ?? NOWHERE}`, story })),
  },
  "routes/mentorships._index": { addresses: named("/mentorships", "/mentorships?year=2025&mine=1") },
  "routes/mentorships.new": {
    addresses: (world) => [
      ...named("/mentorships/new")(),
      ...organisations((id) => `/mentorships/new?place=${id}`)(world),
    ],
    post: WRONG,
  },
  "routes/mentorships.$id._index": { addresses: mentorships(""), post: WRONG },
  "routes/mentorships.$id.edit": { addresses: mentorships("/edit"), post: WRONG },
  "routes/mentorships.$id.close": { addresses: mentorships("/close"), post: WRONG },
  "routes/mentorships.$id.confirm": { addresses: mentorships("/confirm"), post: WRONG },
  "routes/mentorships.$id.end": { addresses: mentorships("/end"), post: WRONG },
  "routes/mentorships.$id.months.$month": {
    addresses: (world) => [
      ...mentorships("/months/1999-01")(world),
      ...world.mentorships.map(({ id, month }) => ({ path: `/mentorships/${id}/months/${month}`, names: true })),
    ],
    post: WRONG,
  },
  "routes/mentorships.$id.word": { addresses: mentorships("/word?what=record") },
  "routes/problems.$id.named": { addresses: stories((id) => `/problems/${id}/named`), post: WRONG },
  "routes/problems.$id.photos": { addresses: stories((id) => `/problems/${id}/photos`), post: WRONG },
  "routes/problems.$id.confirmation": { addresses: stories((id) => `/problems/${id}/confirmation`), post: WRONG },
  "routes/problems.$id.withdraw": { addresses: stories((id) => `/problems/${id}/withdraw`), post: WRONG },
  "routes/problems.$id.close": { addresses: stories((id) => `/problems/${id}/close`), post: WRONG },
  "routes/problems.$id.escalate": { addresses: stories((id) => `/problems/${id}/escalate`), post: WRONG },
  "routes/problems.$id.reopen": { addresses: stories((id) => `/problems/${id}/reopen`), post: WRONG },
  "routes/problems.$id.question": { addresses: stories((id) => `/problems/${id}/question`), post: WRONG },
  "routes/problems.$id.again": { addresses: stories((id) => `/problems/${id}/again`), post: WRONG },
  "routes/problems.$id.still-good": { addresses: stories((id) => `/problems/${id}/still-good`), post: WRONG },
  "routes/problems.$id.comments": {
    addresses: (world) =>
      world.stories.flatMap((story) =>
        [
          "",
          ...(story.commentId ? [`?c=${story.commentId}`, `?reply=${story.commentId}`] : []),
          ...story.rooms.map((id) => `?room=${id}`),
        ].map((query) => ({ path: `/problems/${story.id}/comments${query}`, story })),
      ),
    post: WRONG,
  },
  "routes/problems.$id.suggestions": { addresses: stories((id) => `/problems/${id}/suggestions`, true) },
  "routes/problems.for-me": { addresses: one("/problems/for-me") },
  "routes/problems.$id.comments_.people": {
    addresses: (world) =>
      world.stories.flatMap((story) =>
        ["", ...story.rooms.map((id) => `&room=${id}`)].map((room) => ({
          path: `/problems/${story.id}/comments/people?q=%E7%8E%8B${room}`,
          story,
          names: true,
        })),
      ),
  },
  "routes/problems.$id.comments_.draft": {
    addresses: stories((id) => `/problems/${id}/comments/draft`),
    post: { ...WRONG, clientId: "nonsense" },
    status: 404,
  },
  "routes/me.watching": { addresses: one("/me/watching"), post: { ...WRONG, kind: "nonsense" } },
  "routes/problems.$id.assign": { addresses: stories((id) => `/problems/${id}/assign`, true), post: WRONG },
  "routes/problems.$id.assignment": { addresses: stories((id) => `/problems/${id}/assignment`), post: WRONG },
  "routes/problems.$id.bid": { addresses: stories((id) => `/problems/${id}/bid`), post: WRONG },
  "routes/problems.$id.bids": { addresses: stories((id) => `/problems/${id}/bids`), post: WRONG },
  "routes/problems.$id.permits": { addresses: stories((id) => `/problems/${id}/permits`), post: WRONG },
  "routes/problems.$id.team": { addresses: stories((id) => `/problems/${id}/team`), post: WRONG },
  "routes/problems.$id.log": { addresses: stories((id) => `/problems/${id}/log`), post: WRONG },
  "routes/problems.$id.solution": { addresses: stories((id) => `/problems/${id}/solution`), post: WRONG },
  "routes/problems.$id.trial": { addresses: stories((id) => `/problems/${id}/trial`), post: WRONG },
  "routes/problems.$id.acceptance": { addresses: stories((id) => `/problems/${id}/acceptance`), post: WRONG },
  "routes/problems.$id.release": { addresses: stories((id) => `/problems/${id}/release`), post: WRONG },
  "routes/problems.$id.diagnosis": { addresses: stories((id) => `/problems/${id}/diagnosis`, true), post: WRONG },
  "routes/problems.$id.diagnosis_.$diagnosisId": {
    addresses: (world) =>
      world.stories.flatMap((story) =>
        [NOWHERE, ...story.rooms].map((id) => ({ path: `/problems/${story.id}/diagnosis/${id}`, story })),
      ),
    post: WRONG,
  },
  "routes/problems.$id.diagnosis_.$diagnosisId_.calendar[.]ics": {
    addresses: (world) =>
      world.stories.flatMap((story) =>
        [NOWHERE, ...story.rooms].map((id) => ({ path: `/problems/${story.id}/diagnosis/${id}/calendar.ics`, story })),
      ),
  },
  // Nothing in it must be filled in: only a text too long is wrong.
  "routes/problems.$id.reuse": {
    addresses: stories((id) => `/problems/${id}/reuse`),
    post: { ...WRONG, note: "长".repeat(2_000) },
  },
  "routes/problems.$id.adoptions": { addresses: stories((id) => `/problems/${id}/adoptions`) },
  "routes/audit._index": { addresses: named("/audit", `/audit?run=${NOWHERE}`), post: WRONG },
  "routes/audit.rounds.$id._index": {
    addresses: ({ panels }) => [NOWHERE, ...panels.rounds].map((id) => ({ path: `/audit/rounds/${id}`, names: true })),
    post: WRONG,
  },
  "routes/audit.rounds.$id.applications.$applicationId": {
    addresses: ({ panels }) =>
      panels.rounds.flatMap((round) =>
        panels.applications.map((id) => ({
          path: `/audit/rounds/${round}/applications/${id}?check=all`,
          names: true,
        })),
      ),
  },
  "routes/awards.flags._index": {
    addresses: named("/awards/flags", "/awards/flags?kind=BACK_DATED&state=OPEN", "/awards/flags?q=%E5%8E%82"),
  },
  "routes/awards.flags.$id": {
    addresses: (world) => [NOWHERE, ...world.flags].map((id) => ({ path: `/awards/flags/${id}`, names: true })),
    post: { ...WRONG, reason: "去现场核对过" },
  },
  "routes/search": { addresses: one("/search", "/search?q=%E5%81%9C%E6%9C%BA&sort=newest"), post: WRONG },
  "routes/search_.saved._index": { addresses: one("/search/saved"), post: { ...WRONG, id: NOWHERE } },
  "routes/search_.saved.$id": { addresses: one(`/search/saved/${NOWHERE}`) },
  "routes/search_.sought": { addresses: one("/search/sought"), post: WRONG },
  "routes/search_.in-vain": {
    addresses: one("/search/in-vain"),
    post: { ...WRONG, allianceId: NOWHERE, term: "0123456789abcdefghijklmn" },
  },
  "routes/search_.vocabulary": { addresses: one("/search/vocabulary", "/search/vocabulary?q=%E8%BD%B4"), post: WRONG },
  "routes/search_.vocabulary[.]csv": { addresses: one("/search/vocabulary.csv") },
  "routes/equipment._index": { addresses: one("/equipment", "/equipment?q=GZ&state=retired") },
  "routes/equipment.new": { addresses: named("/equipment/new"), post: WRONG },
  "routes/equipment.labels": { addresses: named("/equipment/labels", "/equipment/labels?sheet=2x7&skip=3") },
  "routes/equipment.$id.edit": {
    addresses: ({ machines }) =>
      [NOWHERE, ...machines.map(({ id }) => id)].map((id) => ({ path: `/equipment/${id}/edit`, names: true })),
    post: WRONG,
  },
  "routes/equipment.import._index": { addresses: named("/equipment/import"), post: WRONG },
  "routes/equipment.import.$id": {
    addresses: ({ machineLists }) =>
      [NOWHERE, ...machineLists].map((id) => ({ path: `/equipment/import/${id}`, names: true })),
    post: WRONG,
  },
  "routes/e.$code": {
    addresses: ({ machines }) =>
      ["7K3QF2M9XA", "nonsense", ...machines.map(({ code }) => code)].map((code) => ({
        path: `/e/${code}`,
        names: true,
      })),
    post: WRONG,
  },
  "routes/scan._index": {
    addresses: ({ machines }) =>
      ["/scan", "/scan?q=7K3QF2M9XA", ...machines.map(({ code }) => `/scan?q=${code}&for=report`)].map((path) => ({
        path,
        names: true,
      })),
  },
  "routes/scan.machine": {
    addresses: ({ machines }) =>
      ["7K3QF2M9XA", ...machines.map(({ code }) => code)].map((q) => ({ path: `/scan/machine?q=${q}`, names: true })),
  },
  "routes/organisations._index": {
    addresses: (world) => [
      ...named("/organisations")(),
      ...world.tags.map((id) => ({ path: `/organisations?tag=${id}`, names: true })),
    ],
  },
  "routes/organisations.new": { addresses: named("/organisations/new"), post: WRONG },
  "routes/organisations.$id._index": { addresses: organisations((id) => `/organisations/${id}`) },
  "routes/organisations.$id.edit": { addresses: organisations((id) => `/organisations/${id}/edit`), post: WRONG },
  "routes/organisations.$id.limits": { addresses: organisations((id) => `/organisations/${id}/limits`), post: WRONG },
  "routes/late": { addresses: one("/late", "/late?ball=OTHER_SIDE", "/late?lane=urgent&days=365") },
  "routes/organisations.$id.calendar": {
    addresses: organisations((id) => `/organisations/${id}/calendar`),
    post: WRONG,
  },
  "routes/organisations.$id.members": { addresses: organisations((id) => `/organisations/${id}/members`), post: WRONG },
  "routes/organisations.$id.alliance": {
    addresses: organisations((id) => `/organisations/${id}/alliance`),
    post: WRONG,
  },
  "routes/craftsmen._index": { addresses: named("/craftsmen") },
  "routes/craftsmen.$id._index": { addresses: people((id) => `/craftsmen/${id}`) },
  "routes/craftsmen.$id.edit": { addresses: people((id) => `/craftsmen/${id}/edit`), post: WRONG },
  "routes/admin.people._index": { addresses: named("/admin/people"), post: WRONG },
  "routes/admin.people.$id": { addresses: people((id) => `/admin/people/${id}`), post: WRONG },
  "routes/admin.jobs": {
    addresses: one("/admin/jobs", "/admin/jobs?queue=notices"),
    post: { ...WRONG, queue: "no-such-queue" },
  },
  "routes/admin.robot-hosts": { addresses: one("/admin/robot-hosts"), post: WRONG },
  "routes/organisations.$id.robots._index": {
    addresses: organisations((id) => `/organisations/${id}/robots`),
    post: WRONG,
  },
  "routes/organisations.$id.robots.$robotId": {
    addresses: ({ robots }) =>
      [{ organisationId: NOWHERE, id: NOWHERE }, ...robots].map(({ organisationId, id }) => ({
        path: `/organisations/${organisationId}/robots/${id}`,
        names: true,
      })),
    post: WRONG,
  },
  "routes/activities._index": { addresses: named("/activities", "/activities?view=past&kind=COLLABORATION&year=2026") },
  "routes/activities.new": { addresses: named("/activities/new"), post: WRONG },
  "routes/activities.year": { addresses: named("/activities/year", "/activities/year?year=2026") },
  "routes/activities.attendances": {
    addresses: named("/activities/attendances", "/activities/attendances?count=people&kind=COLLABORATION"),
  },
  "routes/activities.$id._index": { addresses: activities((id) => `/activities/${id}`), post: WRONG },
  "routes/activities.$id.guests": { addresses: activities((id) => `/activities/${id}/guests`), post: WRONG },
  "routes/activities.$id.edit": { addresses: activities((id) => `/activities/${id}/edit`, true), post: WRONG },
  "routes/activities.$id.problems": {
    addresses: activities((id) => `/activities/${id}/problems?q=${encodeURIComponent("灌装机")}`),
    post: { ...WRONG, problemId: NOWHERE },
  },
  "routes/activities.$id.experts": {
    addresses: activities((id) => `/activities/${id}/experts?q=${encodeURIComponent("工作室")}`, true),
    post: { ...WRONG, personId: NOWHERE },
  },
  "routes/activities.$id.attendance": {
    addresses: activities((id) => `/activities/${id}/attendance`, true),
    post: WRONG,
  },
  "routes/activities.$id.sheet": { addresses: activities((id) => `/activities/${id}/sheet`, true) },
  "routes/activities.$id.code": { addresses: activities((id) => `/activities/${id}/code`) },
  "routes/activities.$id.sign-in": {
    addresses: activities((id, code) => `/activities/${id}/sign-in?code=${code}`, true),
    post: { ...WRONG, code: "" },
  },
  "routes/activities.$id.advice": { addresses: activities((id) => `/activities/${id}/advice`, true), post: WRONG },
  "routes/activities.$id.photos": { addresses: activities((id) => `/activities/${id}/photos`), post: WRONG },
  "routes/activities.$id.news": { addresses: activities((id) => `/activities/${id}/news`), post: WRONG },
  "routes/activities.$id.calendar": { addresses: activities((id) => `/activities/${id}/calendar`) },
  "routes/calendar.$file": { addresses: one("/calendar/nonsense.ics"), status: 404 },
  "routes/me.calendar": { addresses: one("/me/calendar"), post: WRONG },
  "routes/imports._index": { addresses: one("/imports") },
  "routes/imports.export": { addresses: one("/imports/export?format=csv", "/imports/export?format=xlsx") },
  "routes/imports.new": { addresses: named("/imports/new"), post: WRONG },
  "routes/imports.release": { addresses: named("/imports/release"), post: WRONG },
  "routes/inbox": { addresses: one("/inbox", "/inbox?show=unread"), post: WRONG },
  "routes/imports.$id": {
    addresses: (world) => world.imports.map(({ id }) => ({ path: `/imports/${id}`, names: true })),
    post: WRONG,
  },
};
