import { Form } from "@remix-run/react";
import type { ReactNode } from "react";

type StepFormProps = {
  intent: string;
  /** What the step is about, by hidden field. */
  about?: Readonly<Record<string, string | number>>;
  /** The button. */
  children: ReactNode;
};

/** A step that asks nothing more: its button is the whole form. */
export function StepForm({ intent, about = {}, children }: StepFormProps) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(about).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </Form>
  );
}
