import { randomUUID } from "node:crypto";
import { enterBenefit } from "#app/modules/achievements/benefit/enter-benefit.server.ts";
import { addEvidence } from "#app/modules/achievements/benefit/evidence.server.ts";
import { enterBenefitSchema } from "#app/modules/achievements/benefit/schema.ts";
import { shareBenefit } from "#app/modules/achievements/benefit/share-benefit.server.ts";
import { stateFigures } from "#app/modules/achievements/benefit/state-figures.server.ts";
import { submitBenefit } from "#app/modules/achievements/benefit/submit-benefit.server.ts";
import { word } from "#tests/support/documents.ts";
import { measureAdoption } from "#app/modules/knowledge/replication/measure-adoption.server.ts";
import { decideAdoption } from "#app/modules/knowledge/replication/decide-adoption.server.ts";
import { recordReuse } from "#app/modules/knowledge/record-reuse.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Knower, peopleOf } from "../scope.ts";
import type { Cast } from "./cast.ts";
import type { Story } from "./marks.ts";

type Making = { cast: Cast; now: Date; stories: readonly Story[]; as(key: string): Promise<Actor> };

const day = (b: Making, offset: number) =>
  new Date(new Date(b.now.getTime() + offset * 86_400_000).toISOString().slice(0, 10));

/** Solved problems of the world adopted elsewhere: accepted with a certificate, kept for the team, and without a name. */
export async function setUpAdoptions(b: Making): Promise<{ adoptions: string[]; benefits: string[] }> {
  const { ids } = b.cast;
  const story = (name: string): Story => {
    const found = b.stories.find((one) => one.name === name);
    if (!found) throw new Error(`no story "${name}"`);
    return found;
  };
  const adopt = async (
    fix: Story,
    by: string,
    house: string,
    { anonymous = false, kept = false }: { anonymous?: boolean; kept?: boolean },
  ): Promise<string> => {
    const adopter = (who: Knower) => peopleOf(who).includes(house);
    const own = (label: string) => fix.layer(label, 3, { shown: false, nowhereElse: true, elsewhere: adopter });
    // Kept results are for the adopter and the team; whoever reads the poster's own layer without being in it does not.
    const team = (who: Knower) =>
      adopter(who) ||
      fix.matter.teams.some(({ studio, people }) => peopleOf(who).includes(studio) && people.includes(who.person));
    const result = (label: string) =>
      fix.layer(label, 2, { shown: false, nowhereElse: kept, elsewhere: kept ? team : adopter });
    const { reuseId } = await recordReuse(await b.as(by), { fixId: fix.id, note: result("note of an adoption") });
    await measureAdoption(await b.as(by), reuseId, {
      version: 0,
      place: own("place of an adoption"),
      // It stands on the certificate, which the author's studio gets.
      contact: fix.layer("contact of an adoption", 3, {
        shown: false,
        nowhereElse: true,
        elsewhere: (who) => adopter(who) || fix.matter.teams.some(({ studio }) => peopleOf(who).includes(studio)),
      }),
      adapted: result("what an adoption adapted"),
      result: result("result of an adoption"),
      startedOn: day(b, -6),
      endedOn: day(b, -1),
      lossYuan: 1_000,
      anonymous,
      kept,
      measures: [{ name: result("measure of an adoption"), unit: "次", before: 8, after: 1, period: "" }],
    });
    return reuseId;
  };
  const accepted = await adopt(story("solved"), "distilleryEngineer", ids.distillery, {});
  await decideAdoption(await b.as("namedCompetitor"), { id: accepted, version: 1, verdict: "FIXED", note: "" });
  const kept = await adopt(story("solved, details for one organisation"), "distilleryEngineer", ids.distillery, {
    kept: true,
  });
  const unnamed = await adopt(story("anonymous, solved, the secretariat knows"), "author", ids.brewery, {
    anonymous: true,
  });
  const of = (source: string, by: string, house: string, submit = false) => ({ source, by, house, submit });
  const solved = story("solved");
  const hidden = story("anonymous, solved, the secretariat knows");
  const benefits = [
    await benefitOf(b, solved, of(`adoption:${accepted}`, "distilleryEngineer", ids.distillery)),
    await benefitOf(b, solved, of(`fix:${solved.id}`, "author", ids.brewery, true)),
    await benefitOf(b, hidden, of(`adoption:${unnamed}`, "author", ids.brewery)),
  ];
  return { adoptions: [accepted, kept, unnamed], benefits };
}

/** A benefit with a word in every text: the recipient's own, whose work it is. */
async function benefitOf(
  b: Making,
  fix: Story,
  { source, by, house, submit }: { source: string; by: string; house: string; submit: boolean },
): Promise<string> {
  const works = (who: Knower) =>
    who.places.some((one) => one.organisation === house && ["ENGINEER", "REVIEWER", "FINANCE"].includes(one.role));
  const own = (label: string) => fix.layer(label, 3, { shown: false, nowhereElse: true, elsewhere: works });
  const actor = () => b.as(by);
  const { id } = await enterBenefit(
    await actor(),
    enterBenefitSchema.parse({
      clientId: randomUUID(),
      source,
      kind: "SOCIAL",
      measure: "OTHER",
      measureText: own("what a benefit is measured by"),
      place: own("place of a benefit"),
      fromOn: day(b, -1).toISOString().slice(0, 10),
      toOn: day(b, -1).toISOString().slice(0, 10),
      social: "少弯腰",
    }),
  );
  await stateFigures(await actor(), id, {
    version: 0,
    stage: "ACTUAL",
    formula: "次数 * 每次",
    inputs: [
      { name: "次数", value: "7", unit: "次", source: own("source of an input") },
      { name: "每次", value: "100", unit: "元", source: "" },
    ],
    costs: [{ name: own("a cost"), yuan: "10" }],
  });
  await shareBenefit(await actor(), id, {
    version: 1,
    lines: [{ who: `${b.cast.idOf("toolsCraftsman")}@${b.cast.ids.toolsStudio}`, percent: "100", contribution: "" }],
  });
  const name = own("name of a piece of evidence");
  await addEvidence(await actor(), id, [new File([new Uint8Array(word("电费单"))], `${name}.docx`)]);
  if (submit) await submitBenefit(await actor(), id, 2);
  return id;
}
