/** One choice. `hint` is a second line; `disabled` needs its reason in the hint. */
export type Option = { value: string; label: string; hint?: string; disabled?: boolean };
/** Choices under headings. */
export type OptionGroup = { label: string; options: Option[] };
