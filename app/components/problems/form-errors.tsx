import { useWords } from "#app/lib/i18n-context.tsx";
import { problemFormWords } from "#app/words/problem-form.ts";
import { voiceWords } from "#app/words/voice.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { useFieldTexts } from "./use-field-texts.ts";

type FormErrorsProps = { form: { id: string; allErrors: Record<string, string[] | undefined> } };

/** What keeps the form from being sent, by the names its fields have on it. */
export function FormErrors({ form }: FormErrorsProps) {
  const w = useWords(problemFormWords);
  const v = useWords(voiceWords);
  const { label } = useFieldTexts();
  const own: Record<string, string> = {
    equipmentType: w.whichMachine,
    phenomenon: w.whatHappens,
    severity: w.howBad,
    photos: w.photos,
    voice: v.label,
    authorId: w.onBehalf,
    enterpriseId: w.enterprise,
  };
  const labels = Object.fromEntries(Object.keys(form.allErrors).map((name) => [name, own[name] ?? label(name)]));
  return <ErrorSummary form={form} labels={labels} />;
}
