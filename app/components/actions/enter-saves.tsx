/**
 * What Enter in a one-line field does where a form can be kept or handed in for good: it keeps. Stands first in the form,
 * because browsers press the first button there.
 */
export function EnterSaves({ name }: { name: string }) {
  return <button type="submit" name={name} value="save" hidden tabIndex={-1} aria-hidden="true" />;
}
