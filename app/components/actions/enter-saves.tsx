type EnterSavesProps = { name: string /** What the harmless button of the form says. */; value?: "save" | "preview" };

/**
 * What Enter in a one-line field does where a form can be kept, or looked at, and sent for good: the former. Stands first in
 * the form, because browsers press the first button there.
 */
export function EnterSaves({ name, value = "save" }: EnterSavesProps) {
  return <button type="submit" name={name} value={value} hidden tabIndex={-1} aria-hidden="true" />;
}
