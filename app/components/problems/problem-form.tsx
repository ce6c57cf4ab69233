import type { SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { type FormEvent, lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { MachineForForm } from "#app/modules/equipment/rules.ts";
import { MAX_LENGTH, SEVERITIES } from "#app/modules/problems/rules.ts";
import { problemFormWords } from "#app/words/problem-form.ts";
import { statesWords } from "#app/words/states.ts";
import { Button } from "../actions/button.tsx";
import { FormActions } from "../actions/form-actions.tsx";
import { Notice } from "../feedback/notice.tsx";
import { ChoiceChips } from "../form/choice-chips.tsx";
import { Select } from "../form/select.tsx";
import { Textarea } from "../form/textarea.tsx";
import { useAnsweredForm } from "../form/use-answered-form.ts";
import { useSending } from "../form/use-result.ts";
import { FormColumn } from "../layout/columns.tsx";
import { VoiceNote as VoiceNoteHere } from "../voice/voice-note.tsx";
import { followingPart } from "./following-part.tsx";
import { FormErrors as FormErrorsHere } from "./form-errors.tsx";
import { MachineField, type Scanner } from "./machine-field.tsx";
import { PhotoPicker as PhotoPickerHere } from "./photo-picker.tsx";
import { RestFields as RestFieldsHere } from "./rest-fields.tsx";
import { type SaveState, useAutosave } from "./use-autosave.ts";
import { useLocalDraft } from "./use-local-draft.ts";

// What is not needed to begin comes as HTML with the page, and comes to life when its script has followed.
const RestFields = import.meta.env.SSR
  ? RestFieldsHere
  : lazy(async () => ({ default: (await import("./rest-fields.tsx")).RestFields }));
const FormErrors = import.meta.env.SSR
  ? FormErrorsHere
  : lazy(async () => ({ default: (await import("./form-errors.tsx")).FormErrors }));
const VoiceNote = import.meta.env.SSR
  ? VoiceNoteHere
  : lazy(async () => ({ default: (await import("../voice/voice-note.tsx")).VoiceNote }));
const PhotoPicker = import.meta.env.SSR
  ? PhotoPickerHere
  : lazy(async () => ({ default: (await import("./photo-picker.tsx")).PhotoPicker }));
const SimilarFixes = lazy(async () => ({ default: (await import("./similar-fixes.tsx")).SimilarFixes }));

const Voice = followingPart(VoiceNote);
const Photos = followingPart(PhotoPicker);
const Rest = followingPart(RestFields);

type Choice = { id: string; name: string };
type ProblemFormProps = {
  /** Whose form it is: what is kept on the device is kept by person. */
  personId: string;
  /** What is there before anything was typed; the same object as long as nothing has changed. */
  values: Record<string, string>;
  result?: SubmissionResult;
  choices: {
    enterprises: Choice[];
    colleagues: Choice[];
    equipmentTypes: string[];
    machines: MachineForForm[];
    forMembers?: boolean;
  };
  /** Who it is entered for can be chosen only before it exists. */
  isNew?: boolean;
  /** Photos and voice notes there already, shown above the boxes for more. */
  photos?: ReactNode;
  recordings?: ReactNode;
  /** The draft itself is no past fix. */
  draftId?: string;
  /** A button beside the machine that reads its label. */
  scanner?: Scanner;
  /** Before the form is sent; who prevents it sends it in another way. */
  onSend?: (event: FormEvent<HTMLFormElement>) => void;
};

/** Posting and editing: the machine, what happens, a photo; all else is folded. Saves itself while somebody types. */
export function ProblemForm(props: ProblemFormProps) {
  const { personId, values, result, choices, isNew = false, photos, recordings, draftId, scanner, onSend } = props;
  const w = useWords(problemFormWords);
  const s = useWords(statesWords);
  const [form, fields] = useAnsweredForm<Record<string, string>>({ result, values });
  const box = useRef<HTMLFormElement | null>(null);
  const [element, setElement] = useState<HTMLFormElement | null>(null);
  const attach = useCallback((found: HTMLFormElement | null) => {
    box.current = found;
    setElement(found);
  }, []);
  const local = useLocalDraft(box, { personId, clientId: values.clientId ?? "", isNew });
  const [restReady, setRestReady] = useState(false);
  const { restore } = local;
  const restCame = useCallback(() => {
    restore();
    setRestReady(true);
  }, [restore]);
  const { state, changed, stop } = useAutosave(local.drop);
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
  const wrong = Object.keys(form.allErrors).length > 0;

  return (
    <Form
      method="post"
      encType="multipart/form-data"
      id={form.id}
      ref={attach}
      onInput={(event) => {
        local.keep(event.currentTarget);
        changed(event.currentTarget);
      }}
      onSubmit={(event) => {
        onSend?.(event);
        // Sent in another way: what was typed is on its way, and not to be saved once more.
        if (event.isDefaultPrevented()) stop();
      }}
      noValidate
      data-without-signal={onSend && "own"}
    >
      {/* Enter in a text field presses the first button: it must keep, not send. */}
      <button type="submit" name="intent" value="save" hidden tabIndex={-1} aria-hidden="true" />
      <FormColumn>
        {wrong && (
          <Suspense fallback={<div role="alert" tabIndex={-1} />}>
            <FormErrors form={form} />
          </Suspense>
        )}
        {local.restored !== undefined && (
          <Notice
            live
            actions={
              <Button type="button" variant="secondary" onClick={local.undo}>
                {w.undoRestore}
              </Button>
            }
          >
            {w.restored(formatDateTime(local.restored).slice(5))}
          </Notice>
        )}
        <input type="hidden" name="clientId" value={local.clientId} />
        {values.version !== undefined && <input type="hidden" name="version" value={values.version} />}
        {isNew && choices.enterprises.length > 1 && (
          <Select
            field={fields.enterpriseId}
            label={w.enterprise}
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
        <MachineField
          field={fields.equipmentType}
          machines={choices.machines}
          types={choices.equipmentTypes}
          number={values.assetNumber}
          scanner={scanner}
          links={isNew}
          restReady={restReady}
        />
        <div className="relative space-y-5">
          <Textarea
            field={fields.phenomenon}
            label={w.whatHappens}
            hint={w.whatHappensHint}
            rows={3}
            max={MAX_LENGTH.phenomenon}
            required
          />
          {recordings}
          <Voice id={`${form.id}-voice`} errors={fields.voice?.errors} />
          {photos}
          <Photos id={`${form.id}-photos`} errors={fields.photos?.errors} />
          <ChoiceChips
            field={fields.severity}
            label={w.howBad}
            options={SEVERITIES.map((one) => ({ value: one, label: s.severity[one] }))}
          />
          {element && (
            <Suspense>
              <SimilarFixes form={element} exceptId={draftId} sending={sending} />
            </Suspense>
          )}
        </div>
        <div>
          <p className="mb-2 text-sm text-muted">{w.rest}</p>
          <Rest formId={form.id} values={values} result={result} onReady={restCame} />
        </div>
        {element && <SavedLine state={state} />}
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
            {w.preview}
          </Button>
        </noscript>
      </FormActions>
    </Form>
  );
}

function SavedLine({ state }: { state: SaveState }) {
  const w = useWords(problemFormWords);
  const bad = state.status === "failed" || state.status === "conflict";
  const text = {
    idle: () => "",
    saving: () => w.saving,
    saved: () => (state.status === "saved" ? w.savedAt(formatDateTime(state.at).slice(11)) : ""),
    conflict: () => w.saveConflict,
    failed: () => (navigator.onLine ? w.saveFailed : w.savedHere),
  }[state.status]();
  return (
    <p role="status" className={`min-h-6 text-sm ${bad ? "font-medium text-urgent" : "text-muted"}`}>
      {text}
    </p>
  );
}
