import type { SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { IP_OWNERS, MAX_LENGTH, SECRECY_LEVELS, SEVERITIES } from "#app/modules/problems/rules.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemFormWords } from "#app/words/problem-form.ts";
import { similarWords } from "#app/words/similar.ts";
import { statesWords } from "#app/words/states.ts";
import { Button } from "../actions/button.tsx";
import { FormActions } from "../actions/form-actions.tsx";
import { Combobox } from "../form/combobox.tsx";
import { Checkbox } from "../form/checkbox.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { FileField } from "../form/file-field.tsx";
import { RadioGroup } from "../form/radio-group.tsx";
import { Select } from "../form/select.tsx";
import { Textarea } from "../form/textarea.tsx";
import { TextInput } from "../form/text-input.tsx";
import { useAnsweredForm } from "../form/use-answered-form.ts";
import { useSending } from "../form/use-result.ts";
import { FormColumn } from "../layout/columns.tsx";
import { EquipmentFields, ImpactFields, TriedFields } from "./folded-fields.tsx";
import { FoldedSection } from "../layout/section.tsx";
import { SimilarFixes } from "./similar-fixes.tsx";
import { type SaveState, useAutosave } from "./use-autosave.ts";
import { useSimilar } from "./use-similar.ts";

type Choice = { id: string; name: string };
type ProblemFormProps = {
  values: Record<string, string>;
  result?: SubmissionResult;
  choices: { enterprises: Choice[]; colleagues: Choice[]; equipmentTypes: string[]; forMembers?: boolean };
  /** Who it is entered for can be chosen only before it exists. */
  isNew?: boolean;
  /** Photos there already, shown above the box for more. */
  photos?: ReactNode;
  /** The draft itself is no past fix. */
  draftId?: string;
};

const SECTION = {
  equipment: ["equipmentMaker", "assetNumber", "line", "processStep", "alarmCode", "category"],
  impact: ["since", "frequency", "downtimeHours", "scrapPercent", "impactYuan"],
  tried: ["tried", "target", "measuredBy", "wantedBy"],
  terms: ["title", "parameters", "anonymous", "visitAllowed", "ipOwner", "secrecyLevel"],
};

/** Posting and editing: four things first, the rest folded. Saves itself while somebody types. */
export function ProblemForm({ values, result, choices, isNew, photos, draftId }: ProblemFormProps) {
  const w = useWords(problemFormWords);
  const f = useWords(problemFactsWords);
  const s = useWords(statesWords);
  const similar = useWords(similarWords);
  const [form, fields] = useAnsweredForm<Record<string, string>>({ result, values });
  const { state, changed, stop } = useAutosave();
  const { fixes, look } = useSimilar(draftId);
  const submitting = useSending("submit");
  const saving = useSending("save");
  const sending = useSending();
  useEffect(() => {
    if (sending) stop();
  });
  // Going back to this page, or loading it again, opens the draft that it has become.
  const savedAs = isNew && state.status === "saved" ? state.id : null;
  useEffect(() => {
    if (savedAs) window.history.replaceState(window.history.state, "", paths.editProblem(savedAs));
  }, [savedAs]);
  const box = useRef<HTMLFormElement>(null);
  // What is there already: a draft, an answer with errors, what was typed before the script came.
  useEffect(() => {
    if (box.current) look(box.current);
  }, [look]);
  const wrong = (names: string[]) => names.some((name) => (fields[name]?.errors?.length ?? 0) > 0);
  const filled = (names: string[]) => names.some((name) => values[name]) && !isNew;
  const labels = {
    ...f.field,
    impactYuan: f.field.impactFen,
    photos: w.photos,
    authorId: w.onBehalf,
    equipmentType: w.whichMachine,
    phenomenon: w.whatHappens,
    severity: w.howBad,
  };

  return (
    <Form
      method="post"
      encType="multipart/form-data"
      id={form.id}
      ref={box}
      onInput={(event) => {
        changed(event.currentTarget);
        if (!(event.nativeEvent as InputEvent).isComposing) look(event.currentTarget);
      }}
      onCompositionEnd={(event) => look(event.currentTarget)}
      noValidate
    >
      {/* Enter in a text field presses the first button: it must keep, not send. */}
      <button type="submit" name="intent" value="save" hidden tabIndex={-1} aria-hidden="true" />
      <FormColumn>
        <ErrorSummary form={form} labels={labels} />
        <input type="hidden" name="clientId" value={values.clientId} />
        {values.version !== undefined && <input type="hidden" name="version" value={values.version} />}
        {isNew && choices.enterprises.length > 1 && (
          <Select
            field={fields.enterpriseId}
            label={f.enterprise}
            options={choices.enterprises.map((one) => ({ value: one.id, label: one.name }))}
            placeholder={false}
          />
        )}
        {isNew && choices.colleagues.length > 0 && (
          <Select
            field={fields.authorId}
            label={w.onBehalf}
            hint={choices.forMembers ? w.forMembersHint : w.onBehalfHint}
            placeholder={choices.forMembers ? undefined : w.myself}
            required={choices.forMembers}
            options={choices.colleagues.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <Combobox
          field={fields.equipmentType}
          label={w.whichMachine}
          hint={w.whichMachineHint}
          options={choices.equipmentTypes}
          required
        />
        <TextInput field={fields.equipmentModel} label={w.model} hint={w.modelHint} optional />
        <div className="relative space-y-5">
          <Textarea
            field={fields.phenomenon}
            label={w.whatHappens}
            hint={w.whatHappensHint}
            rows={4}
            max={MAX_LENGTH.phenomenon}
            required
          />
          <SimilarFixes fixes={fixes} sending={sending} />
        </div>
        <RadioGroup
          field={fields.severity}
          label={w.howBad}
          options={SEVERITIES.map((one) => ({ value: one, label: s.severity[one], hint: w.severityHint[one] }))}
          columns={2}
          required
        />
        {photos}
        <FileField field={fields.photos} label={w.photos} hint={w.photosHint} accept="image/*" multiple optional />
        <div>
          <FoldedSection
            title={w.moreEquipment}
            hint={w.moreEquipmentHint}
            open={wrong(SECTION.equipment) || filled(SECTION.equipment.slice(0, 5))}
          >
            <EquipmentFields fields={fields} />
          </FoldedSection>
          <FoldedSection
            title={w.moreImpact}
            hint={w.moreImpactHint}
            open={wrong(SECTION.impact) || filled(SECTION.impact)}
          >
            <ImpactFields fields={fields} />
          </FoldedSection>
          <FoldedSection
            title={w.moreTried}
            hint={w.moreTriedHint}
            open={wrong(SECTION.tried) || filled(SECTION.tried)}
          >
            <TriedFields fields={fields} />
          </FoldedSection>
          <FoldedSection
            title={w.moreTerms}
            hint={w.moreTermsHint}
            open={wrong(SECTION.terms) || filled(["parameters", "anonymous", "visitAllowed"])}
          >
            <TextInput field={fields.title} label={w.titleField} hint={w.titleHint} max={MAX_LENGTH.title} optional />
            <Textarea
              field={fields.parameters}
              label={f.field.parameters}
              hint={w.parametersHint}
              max={MAX_LENGTH.parameters}
              optional
            />
            <Checkbox field={fields.anonymous} label={f.anonymous} hint={w.anonymousHint} />
            <Checkbox field={fields.visitAllowed} label={f.visitAllowed} hint={w.visitHint} />
            <Select
              field={fields.ipOwner}
              label={f.ipOwner}
              options={IP_OWNERS.map((one) => ({ value: one, label: f.ipOwners[one] }))}
              placeholder={false}
            />
            <Select
              field={fields.secrecyLevel}
              label={f.secrecyLevel}
              options={SECRECY_LEVELS.map((one) => ({ value: one, label: f.secrecyLevels[one] }))}
              placeholder={false}
            />
          </FoldedSection>
        </div>
        <SavedLine state={state} />
      </FormColumn>
      <FormActions>
        <Button size="large" name="intent" value="submit" loading={submitting}>
          {w.submit}
        </Button>
        <Button variant="secondary" size="large" name="intent" value="save" loading={saving}>
          {w.saveDraft}
        </Button>
        <noscript>
          <Button variant="secondary" size="large" name="intent" value="preview">
            {similar.preview}
          </Button>
        </noscript>
      </FormActions>
    </Form>
  );
}

function SavedLine({ state }: { state: SaveState }) {
  const w = useWords(problemFormWords);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  const text =
    state.status === "saving"
      ? w.saving
      : state.status === "saved"
        ? w.savedAt(formatDateTime(state.at).slice(11))
        : state.status === "conflict"
          ? w.saveConflict
          : state.status === "failed"
            ? w.saveFailed
            : "";
  return (
    <p
      role="status"
      className={`min-h-6 text-sm ${state.status === "failed" || state.status === "conflict" ? "font-medium text-urgent" : "text-muted"}`}
    >
      {text}
    </p>
  );
}
