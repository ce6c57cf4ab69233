/** What a control needs of Conform's field metadata; pass `fields.title` as it is. */
export type FieldLike = {
  id: string;
  name: string;
  key?: string;
  errors?: string[];
  initialValue?: unknown;
  required?: boolean;
};

/** Every form control takes these: either Conform's `field`, or `name` with the rest given by hand. */
export type FieldProps = {
  label: string;
  hint?: string;
  field?: FieldLike;
  name?: string;
  id?: string;
  defaultValue?: string | string[];
  errors?: string[];
  required?: boolean;
  /** Says 选填 beside the label; for the few optional ones among required ones. */
  optional?: boolean;
  /** The label is read aloud but not shown: only where the place says it, as in a search bar. */
  hideLabel?: boolean;
};

export type Control = {
  id: string;
  name: string;
  reactKey: string | undefined;
  values: string[];
  value: string | undefined;
  errors: string[];
  hintId: string;
  errorId: string;
  required: boolean;
  /** Attributes of the input itself. No native `required` or `maxlength`: the browser's own bubbles speak another language and cut pasted text. */
  aria: { "aria-invalid": true | undefined; "aria-describedby": string | undefined; "aria-required": true | undefined };
};

export function toValues(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** Brings the two ways of describing a field together. */
export function controlOf(props: FieldProps): Control {
  const { field } = props;
  const name = field?.name ?? props.name ?? "";
  const id = props.id ?? field?.id ?? (name || "field");
  const errors = props.errors ?? field?.errors ?? [];
  const required = !props.optional && (props.required ?? field?.required ?? false);
  const values = toValues(field?.initialValue ?? props.defaultValue);
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [errors.length > 0 && errorId, props.hint && hintId].filter(Boolean).join(" ");
  return {
    id,
    name,
    reactKey: field?.key,
    values,
    value: values[0],
    errors,
    hintId,
    errorId,
    required,
    aria: {
      "aria-invalid": errors.length > 0 || undefined,
      "aria-describedby": describedBy || undefined,
      "aria-required": required || undefined,
    },
  };
}

const BASE =
  "block w-full rounded-md border border-line-strong bg-surface text-ink transition-colors aria-invalid:border-2 aria-invalid:border-urgent [&[readonly]]:bg-sunken disabled:bg-sunken disabled:text-muted";

/** The look of a box one types into; 16 px text so that phones don't zoom. */
export const inputLook = `${BASE} min-h-12 px-3 py-2 text-base`;
export const textareaLook = `${BASE} px-3 py-2.5 text-base leading-relaxed`;
