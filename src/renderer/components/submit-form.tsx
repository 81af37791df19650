import type { ReactNode } from "react";
import { focusFirstField } from "./focus-first-field.ts";

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
      // It may come later than its dialog, when what it needs has been loaded.
      ref={focusFirstField}
      noValidate={checksItself}
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog may have been opened from within another form, which React would have submitted as well.
        event.stopPropagation();
        const form = event.currentTarget;
        onSubmit();
        // What is wrong may be out of sight; the first field that is has the focus once the form says so.
        if (checksItself) setTimeout(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), 0);
      }}
    >
      {children}
    </form>
  );
}
