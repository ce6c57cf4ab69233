import { Form } from "@remix-run/react";
import type { ComponentProps, FormEventHandler, ReactNode } from "react";
import { ErrorSummary } from "./error-summary.tsx";

type FileFormProps = {
  /** Conform's form metadata, as `useForm` gives it. */
  form: NonNullable<ComponentProps<typeof ErrorSummary>["form"]> & { onSubmit: FormEventHandler<HTMLFormElement> };
  /** What each field is called, for the sum of errors. */
  labels: Record<string, string>;
  children: ReactNode;
};

/** A form that files can be chosen in, with the sum of its errors on top. */
export function FileForm({ form, labels, children }: FileFormProps) {
  return (
    <Form
      method="post"
      encType="multipart/form-data"
      id={form.id}
      onSubmit={form.onSubmit}
      noValidate
      className="max-w-form space-y-5"
    >
      <ErrorSummary form={form} labels={labels} />
      {children}
    </Form>
  );
}
