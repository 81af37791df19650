import type { ReactNode } from "react";

interface SubmitFormProps {
  /** Enter in a field and the button of type `submit` both come here. What goes wrong is shown by whoever submits. */
  readonly onSubmit: () => unknown;
  /** Whether the form says in its own words what is missing; otherwise the browser does. */
  readonly checksItself?: boolean;
  readonly children: ReactNode;
}

/** A form that sends what it holds by itself, so that the page is not left. */
export function SubmitForm({ onSubmit, checksItself = false, children }: SubmitFormProps) {
  return (
    <form
      noValidate={checksItself}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
