import { Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { text } from "../foundation/text.ts";
import { focusFirstField } from "./focus-first-field.ts";

interface SubmitFormProps {
  /** Enter in a field and the button of type `submit` both come here. What goes wrong is shown by whoever submits. */
  readonly onSubmit: () => unknown;
  /** Whether the form says at its fields what is missing; otherwise the first one that is needed and empty is named below them. */
  readonly checksItself?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/**
 * A form that sends what it holds by itself, so that the page is not left. What is missing is said in the page's words: the browser's
 * bubble speaks the language of the browser.
 */
export function SubmitForm({ onSubmit, checksItself = false, className, children }: SubmitFormProps) {
  const [missing, setMissing] = useState<string | null>(null);
  return (
    <form
      // It may come later than its dialog, when what it needs has been loaded.
      ref={focusFirstField}
      noValidate
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog may have been opened from within another form, which React would have submitted as well.
        event.stopPropagation();
        const form = event.currentTarget;
        const field = checksItself ? undefined : missingField(form);
        setMissing(field ? labelOf(field) : null);
        if (field) return field.focus();
        const sent = onSubmit();
        if (!checksItself) return;
        // What is wrong may be out of sight; the first field that is has the focus once the form says so: at once, or when it was refused.
        const focusWrong = () => setTimeout(() => showWrong(form), 0);
        focusWrong();
        if (sent instanceof Promise) void sent.then(focusWrong);
      }}
    >
      {children}
      {missing !== null && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)" mt="sm">
          {text.forms.missing(missing)}
        </Text>
      )}
    </form>
  );
}

/** The first field that is needed and empty. */
function missingField(form: HTMLFormElement): HTMLInputElement | undefined {
  return Array.from(form.elements).find(
    (field): field is HTMLInputElement => field instanceof HTMLInputElement && field.validity.valueMissing,
  );
}

/** What a field is called, without the mark that it is needed. */
function labelOf(field: HTMLInputElement): string {
  return field.labels?.[0]?.firstChild?.textContent ?? "";
}

/** The field may have had the focus already, just above the edge of the window: what is wrong is said below it. */
function showWrong(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLElement>("[aria-invalid=true]");
  field?.focus();
  field?.scrollIntoView({ block: "nearest" });
}
