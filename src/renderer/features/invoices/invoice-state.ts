import type { InvoiceRow, InvoiceState } from "../../../shared/contract/invoice-view.ts";
import type { StateWord } from "../../components/state-mark.tsx";
import { stateWord } from "./state-stamp.tsx";

const tones: Readonly<Record<InvoiceState, StateWord["tone"]>> = {
  draft: "waiting",
  paid: "fine",
  open: "waiting",
  void: "over",
  uncollectible: "wrong",
};

/** The state of an invoice as every list says it. */
export function invoiceState({ state, isPastDue }: Pick<InvoiceRow, "state" | "isPastDue">): StateWord {
  return { word: stateWord(state, isPastDue), tone: isPastDue ? "wrong" : tones[state] };
}
