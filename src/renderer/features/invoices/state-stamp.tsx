import type { InvoiceState } from "../../../shared/contract/invoice-view.ts";
import { invoicesText } from "./invoices-text.ts";
import classes from "./state-stamp.module.css";

interface StateStampProps {
  readonly state: InvoiceState | "preview";
  /** An open invoice whose due date has passed says so instead of "Open". */
  readonly isPastDue?: boolean;
  readonly isLarge?: boolean;
  /** What stands there instead of the operator's word, such as the paper's. */
  readonly word?: string;
}

/** The word for a state; a past-due invoice is an open one, and its lateness is what matters. */
export function stateWord(state: InvoiceState | "preview", isPastDue: boolean): string {
  if (state === "preview") return invoicesText.preview.stamp;
  return isPastDue ? invoicesText.pastDue : invoicesText.states[state];
}

/** An invoice's state, in words first and in colour second. */
export function StateStamp({ state, isPastDue = false, isLarge = false, word }: StateStampProps) {
  const tone = isPastDue ? classes.late : tones[state];
  return (
    <span className={[classes.stamp, isLarge && classes.large, tone].filter(Boolean).join(" ")}>
      {word ?? stateWord(state, isPastDue)}
    </span>
  );
}

const tones: Readonly<Partial<Record<InvoiceState | "preview", string | undefined>>> = {
  paid: classes.positive,
  open: classes.waiting,
  preview: classes.waiting,
  void: classes.ended,
  uncollectible: classes.late,
};
