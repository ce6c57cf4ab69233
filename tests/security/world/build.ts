import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { drawPages } from "#app/modules/attachments/draw-pages.server.ts";
import { readFileTexts } from "#app/modules/attachments/read-file-texts.server.ts";
import { storePhoto } from "#app/modules/attachments/store-photo.server.ts";
import { storeUpload } from "#app/modules/attachments/store-upload.server.ts";
import { wavOf } from "#app/browser/voice/wav.ts";
import { addRecordings } from "#app/modules/problems/add-recordings.server.ts";
import { type ApproveInput, approveProblem } from "#app/modules/problems/approve-problem.server.ts";
import { type PostInput, postProblem } from "#app/modules/problems/post-problem.server.ts";
import { publishProblem } from "#app/modules/problems/publish-problem.server.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { typeOutRecording } from "#app/modules/problems/type-out-recording.server.ts";
import { pdf, word } from "#tests/support/documents.ts";
import { film } from "#tests/support/media.ts";
import type { Depth, Matter } from "../scope.ts";
import { setUpAchievements } from "./achievements.ts";
import { setUpActivities, type WorldActivity } from "./activities.ts";
import { type Cast, makeCast } from "./cast.ts";
import { Story, wordMaker } from "./marks.ts";
import { setUpDossiers, type WorldDossiers } from "./dossiers.ts";
import { setUpAdoptions } from "./fixes-in-use.ts";
import { setUpPanels, type WorldPanels } from "./award-panel.ts";
import { setUpRounds, type WorldRounds } from "./award-rounds.ts";
import { setUpFigures } from "./figures.ts";
import { setUpFlags } from "./flags.ts";
import { setUpStudios, type WorldStudios } from "./studios.ts";
import { setUpRobots, type WorldRobot } from "./robots.ts";

/** Minutes before now at which the world's history begins; short enough that no due time has passed. */
const BEGAN_MS = 40 * 60_000;

export type House = {
  enterprise: string;
  author: string;
  reviewer: string;
  alliance: string;
  secretariat: string;
};

/** Makes problems of the world step by step, at moments that follow one another. */
export class Builder {
  readonly stories: Story[] = [];
  readonly imports: { id: string; place: string }[] = [];
  readonly machines: { id: string; code: string }[] = [];
  readonly machineLists: string[] = [];
  readonly cast: Cast;
  readonly mentorships: { id: string; month: string }[] = [];
  readonly now: Date;
  readonly word: () => string;
  #at: number;

  constructor(cast: Cast, now: Date, word: () => string) {
    this.cast = cast;
    this.now = now;
    this.word = word;
    this.#at = now.getTime() - BEGAN_MS;
  }

  /** Somebody of the cast, a second after whoever acted last. */
  as(key: string): Promise<Actor> {
    this.#at += 1_000;
    return this.cast.as(key, new Date(this.#at));
  }

  /** The moment of the latest action. */
  get at(): Date {
    return new Date(this.#at);
  }

  house(key: "brewery" | "hidden" | "dairy"): House {
    const { ids } = this.cast;
    if (key === "dairy")
      return {
        enterprise: ids.dairy,
        author: "dairyEngineer",
        reviewer: "dairyReviewer",
        alliance: ids.allianceB,
        secretariat: "secretariatB",
      };
    if (key === "hidden")
      return {
        enterprise: ids.hidden,
        author: "hiddenAuthor",
        reviewer: "hiddenReviewer",
        alliance: ids.allianceA,
        secretariat: "secretariatA",
      };
    return {
      enterprise: ids.brewery,
      author: "author",
      reviewer: "reviewer",
      alliance: ids.allianceA,
      secretariat: "secretariatA",
    };
  }

  story(name: string, house: House, changes: Partial<Matter> = {}): Story {
    const matter: Matter = {
      enterprise: house.enterprise,
      author: this.cast.idOf(house.author),
      typist: null,
      imported: false,
      urgent: false,
      draft: true,
      posted: false,
      released: false,
      published: false,
      alliance: house.alliance,
      circle: "ALLIANCE",
      detail: "ALL",
      named: [],
      teams: [],
      agreementRequired: false,
      anonymous: false,
      shownToSecretariat: true,
      mergeAsked: [],
      consentAsked: [],
      ...changes,
    };
    const story = new Story(name, matter, this.word, this.now);
    this.stories.push(story);
    return story;
  }

  /** A draft with a word in every field; `fields` replaces some. */
  async draft(story: Story, house: House, fields: Partial<PostInput> = {}): Promise<void> {
    const of = (name: string, depth: Depth) => (name in fields ? "" : story.layer(name, depth));
    const { id } = await postProblem(await this.as(house.author), {
      clientId: randomUUID(),
      enterpriseId: house.enterprise,
      title: `灌装机 ${of("title", 1)}`,
      equipmentType: `设备 ${of("equipmentType", 1)}`,
      phenomenon: `停机 ${of("phenomenon", 2)} 异响`,
      alarmCode: of("alarmCode", 2),
      equipmentModel: of("equipmentModel", 2),
      equipmentMaker: of("equipmentMaker", 2),
      line: of("line", 2),
      processStep: of("processStep", 2),
      since: of("since", 2),
      frequency: of("frequency", 2),
      tried: `试过 ${of("tried", 2)}`,
      target: `目标 ${of("target", 2)}`,
      measuredBy: of("measuredBy", 2),
      assetNumber: of("assetNumber", 3),
      parameters: `参数 ${of("parameters", 3)}`,
      severity: "DEGRADED",
      category: "EQUIPMENT",
      visitAllowed: true,
      anonymous: story.matter.anonymous,
      ...fields,
    });
    story.id = id;
  }

  async photo(story: Story, house: House, layer: "DETAIL" | "CONFIDENTIAL"): Promise<void> {
    const depth = layer === "DETAIL" ? 2 : 3;
    const bytes = await sharp({
      create: { width: 64, height: 48, channels: 3, background: { r: this.stories.length * 7, g: depth * 60, b: 90 } },
    })
      .jpeg()
      .toBuffer();
    // A file's name may say more than the picture.
    const name = story.layer(`name of a ${layer} photo`, 3, { shown: false });
    const file = new File([new Uint8Array(bytes)], `${name}.jpg`, { type: "image/jpeg" });
    const { id } = await storePhoto(await this.as(house.author), {
      ownerKind: "problem",
      ownerId: story.id,
      layer,
      file,
    });
    story.files.push({ id, depth, ways: ["?size=screen", "?size=thumb"] });
  }

  /** A document with a word in it, a PDF file with pages and a film, each in the layer. */
  async documents(story: Story, house: House, layer: "DETAIL" | "CONFIDENTIAL"): Promise<void> {
    const depth = layer === "DETAIL" ? 2 : 3;
    // Nothing in a file stands on the problem's page.
    const inside = (label: string) => story.layer(`${label} of ${layer}`, depth, { shown: false });
    const made: [string, Buffer, readonly string[]][] = [
      ["docx", word(inside("words in a document")), ["?size=original", "/preview"]],
      ["pdf", pdf(inside("words in a PDF file")), ["?size=original", "?size=screen", "?size=thumb", "/preview"]],
      ["mp4", film(200_000), ["?size=original"]],
    ];
    for (const [ending, bytes, ways] of made) {
      const path = join(runtimeFacts().dataDir, `${randomUUID()}.part`);
      await writeFile(path, bytes);
      const { id } = await storeUpload(await this.as(house.author), {
        ownerKind: "problem",
        ownerId: story.id,
        clientId: randomUUID(),
        fileName: `${story.layer(`name of a ${layer} ${ending}`, 3, { shown: false })}.${ending}`,
        claimedType: "",
        path,
      });
      await db.attachment.update({ where: { id }, data: { layer } });
      story.files.push({ id, depth, ways });
    }
    // The words and pages are there when the first reader asks.
    await readFileTexts(story.id, this.now);
    await drawPages(story.id);
  }

  /** A voice note, typed out and corrected: its words stand beside it for whoever hears it. */
  async voice(story: Story, house: House): Promise<void> {
    const author = await this.as(house.author);
    const name = story.layer("name of a voice note", 3, { shown: false });
    const sound = wavOf(new Float32Array(2_000).fill(this.stories.length / 100), 8_000);
    await addRecordings(author, story.id, [new File([sound], `${name}.wav`, { type: "audio/wav" })]);
    const where = { ownerKind: "problem", ownerId: story.id, kind: "AUDIO" as const };
    const { id } = await db.attachment.findFirstOrThrow({ where, select: { id: true } });
    const typed = [
      story.layer("typed-out text, corrected since", 3, { shown: false }),
      story.layer("typed-out text", 3),
    ];
    for (const [version, text] of typed.entries()) await typeOutRecording(author, { recordingId: id, version, text });
    story.files.push({ id, depth: 3, ways: ["?size=original"] });
  }

  async submit(story: Story, house: House): Promise<void> {
    await submitProblem(await this.as(house.author), { id: story.id, version: null });
    story.matter.draft = false;
    story.matter.posted = true;
  }

  async release(story: Story, house: House, release: Partial<ApproveInput> = {}): Promise<void> {
    const { circle, detail, anonymous, shownToSecretariat, agreementRequired } = story.matter;
    await approveProblem(await this.as(house.reviewer), {
      id: story.id,
      version: null,
      allianceId: house.alliance,
      anonymous,
      shownToSecretariat,
      agreementRequired,
      ...(circle === "ALLIANCE" ? {} : { circle: "NAMED", circleIds: circle }),
      ...(detail === "ALL" ? {} : { detail: "NAMED", detailIds: detail }),
      ...release,
    });
    story.matter.released = true;
  }

  async publish(story: Story, house: House): Promise<void> {
    await publishProblem(await this.as(house.secretariat), { id: story.id, version: null });
    story.matter.published = true;
  }

  /** From a draft with everything in it to a published problem. */
  async published(
    name: string,
    house: House,
    changes: Partial<Matter> = {},
    release: Partial<ApproveInput> = {},
  ): Promise<Story> {
    const story = this.story(name, house, changes);
    await this.draft(story, house);
    await this.submit(story, house);
    await this.release(story, house, release);
    await this.publish(story, house);
    return story;
  }
}

export type World = Pick<
  Builder,
  "cast" | "stories" | "imports" | "machines" | "machineLists" | "mentorships" | "now"
> & {
  names: { hidden: string[] };
  activities: WorldActivity[];
  robots: WorldRobot[];
  adoptions: string[];
  benefits: string[];
  achievements: string[];
  flags: string[];
  reports: string[];
} & WorldDossiers &
  WorldStudios &
  WorldRounds &
  WorldPanels;

/** The canary world: everybody, and a problem in every state with a word of its own in every text. */
export async function buildWorld(play: ((builder: Builder) => Promise<void>)[]): Promise<World> {
  const now = new Date();
  const word = wordMaker(20_260_302);
  const names = { hiddenEnterprise: word(), hiddenAuthor: word(), hiddenCraftsman: word() };
  const cast = await makeCast(names, now);
  // Asked through the client first, so that a database without migrations fails here and not in the first story.
  await db.organisation.count();
  const builder = new Builder(cast, now, word);
  for (const act of play) await act(builder);
  const inUse = builder.stories.some((one) => one.name === "solved")
    ? await setUpAdoptions(builder)
    : { adoptions: [], benefits: [] };
  const { achievements } = await setUpAchievements(builder);
  const activities = await setUpActivities(builder);
  const { stories, imports, machines, machineLists, mentorships } = builder;
  const robots = await setUpRobots(cast, now);
  const studios = await setUpStudios(builder);
  const flags = await setUpFlags(builder);
  const panels = await setUpPanels(builder);
  const rounds = await setUpRounds(builder);
  const dossiers = await setUpDossiers(builder);
  const { reports } = await setUpFigures(now, {
    id: cast.ids.federationA,
    officer: await builder.as("officerA"),
    enterpriseIds: [cast.ids.brewery, cast.ids.tools, cast.ids.electric, cast.ids.distillery],
  });
  return {
    flags,
    reports,
    ...dossiers,
    activities,
    robots,
    ...inUse,
    ...studios,
    ...panels,
    ...rounds,
    achievements,
    cast,
    stories,
    imports,
    machines,
    machineLists,
    mentorships,
    now,
    names: { hidden: Object.values(names) },
  };
}
