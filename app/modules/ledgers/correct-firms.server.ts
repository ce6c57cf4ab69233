import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { alikeFirms, firmKey, type FirmPlan, type PlannedFirm } from "./firm-names.ts";
import { guessIndustry } from "./industry.ts";
import { knownFirms } from "./known-firms.server.ts";
import { requirePreview } from "./load-import.server.ts";
import { assignFirms } from "./stage-import.server.ts";
import { planOf, toJson } from "./stored.ts";

export type FirmsInput = {
  id: string;
  version: number;
  /** For each spelling in the order shown: "e:ID" an enterprise, "n:KEY" a firm to be created, "new" one of that very name, "" nowhere. */
  to: readonly string[];
  /** For each firm to be created, in the order of the plan: its name. */
  names: readonly string[];
};

/** Takes over where the spellings of firms go and what new firms are called. */
export async function correctFirms(actor: Actor, input: FirmsInput): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requirePreview(tx, actor, input);
    const plan = planOf(row.firms);
    const known = await knownFirms(tx, row.place, actor.now);
    const mayCreate = row.place.kind === "ALLIANCE";
    const created = plan.firms.filter((firm) => firm.enterpriseId === null);
    const firms = new Map<string, PlannedFirm>(
      created.map((firm, index) => {
        const name = (input.names[index] ?? firm.name).trim();
        return [firm.key, { ...firm, name, industry: guessIndustry(name) }];
      }),
    );
    const spellings = plan.spellings.map((spelling, index) => {
      const to = input.to[index] ?? spelling.to ?? "";
      return { ...spelling, to: targetOf(to, spelling.text, index) };
    });

    function targetOf(to: string, text: string, index: number): string | null {
      if (to === "") return null;
      if (to.startsWith("e:")) {
        const firm = known.find((one) => `e:${one.id}` === to);
        if (!firm) throw invalid("bad_choice", `to[${index}]`);
        firms.set(to, { key: to, name: firm.name, industry: "OTHER", enterpriseId: firm.id });
        return to;
      }
      if (!mayCreate) throw invalid("bad_choice", `to[${index}]`);
      if (to === "new" && text.trim() !== "") {
        const key = `n:${firmKey(text)}+`;
        const name = text.trim();
        if (!firms.has(key)) firms.set(key, { key, name, industry: guessIndustry(name), enterpriseId: null });
        return key;
      }
      if (!firms.has(to)) throw invalid("bad_choice", `to[${index}]`);
      return to;
    }

    const used = new Set(spellings.map((spelling) => spelling.to));
    const kept = [...firms.values()].filter((firm) => used.has(firm.key));
    const next: FirmPlan = { spellings, firms: kept, alike: alikeFirms(kept) };
    const written = await tx.import.updateMany({
      where: { id: row.id, version: input.version, state: "PREVIEWED" },
      data: { firms: toJson(next), version: { increment: 1 } },
    });
    if (written.count !== 1) throw conflict("import_changed");
    await assignFirms(tx, row.id, next);
  });
}
