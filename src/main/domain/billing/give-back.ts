import { latestOf, type CivilDate } from "../../../shared/calendar.ts";
import type { ExplanationStep } from "../../../shared/contract/explanation.ts";
import { minorUnits, sumMinorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import type { PaperWords } from "../../../shared/paper/paper-words.ts";
import type { CreditNoteDraft } from "../invoices/credit-note-draft.ts";
import type { CreditableInvoice } from "../invoices/line-rest.ts";
import { draftTimeNote, type UnusedPart } from "../invoices/time-note.ts";
import { paperWordsOf, type BillingFacts, type ChargedLine } from "./facts.ts";
import type { ChargeLine } from "./invoice.ts";
import { unusedTime } from "./proration.ts";

/** An invoice that is not paid in full, as far as giving time of it back goes. */
export interface UnpaidInvoice extends CreditableInvoice {
  readonly id: string;
  /** What it still asks for, also once it was given up. */
  readonly outstandingMinor: number;
  /** What it does not ask for any more although nobody paid it: written off, or carried to an invoice that was not paid either. */
  readonly lostMinor: number;
}

/** Unused time that comes off what an invoice still asks (BEHAVIOUR 7.2a, 9.11). */
export interface UnusedTimeNote {
  readonly invoice: UnpaidInvoice;
  readonly draft: CreditNoteDraft;
}

/** Everything that a change gives back. */
export interface GivenBack {
  /** What comes off the invoices that charged it and are not paid. */
  readonly notes: readonly UnusedTimeNote[];
  /** What was paid, as lines of another invoice: one for each line that charged for the time (BEHAVIOUR 7.1). */
  readonly lines: readonly ChargeLine[];
  /** Both together, net and without sign. */
  readonly netMinor: MinorUnits;
}

/** What a change gives back is computed from. */
interface ChargedTime {
  readonly billing: Pick<BillingFacts, "paper">;
  readonly chargedLines: readonly ChargedLine[];
  readonly unpaidInvoices: readonly UnpaidInvoice[];
}

/** A line, and what is given back of it. */
interface UnusedLine extends UnusedPart {
  readonly line: ChargedLine;
}

/**
 * Give back the time from a day on, line by line. What an invoice still asks comes first: only what was paid, in cash, in credit or
 * by time given back on the same invoice, becomes a line of another invoice or credit (BEHAVIOUR 7.2a), so that no credit comes
 * out of nothing (3.12).
 */
export function giveBackUnusedTime(
  { billing, chargedLines, unpaidInvoices }: ChargedTime,
  changeOn: CivilDate,
): GivenBack {
  const words = paperWordsOf(billing);
  const unused = chargedLines.flatMap((line): UnusedLine[] => {
    const { amountMinor, steps } = unusedTime(line, line.invoiceCode, changeOn);
    return amountMinor === 0 ? [] : [{ line, position: line.position, netMinor: amountMinor, steps }];
  });
  const unpaidTimes = unpaidInvoices.map((invoice) => takeUnpaidTime(invoice, unused));
  const neverPaid = new Map(
    unpaidTimes.flatMap(({ invoice, unpaid }) =>
      (unpaid?.lines ?? []).map((line) => [`${invoice.number}/${line.position}`, line] as const),
    ),
  );
  return {
    notes: unpaidTimes.flatMap(({ invoice, due }) => (due ? [{ invoice, draft: due }] : [])),
    lines: unused.flatMap((each) => {
      const unpaid = neverPaid.get(`${each.line.invoiceNumber}/${each.position}`);
      const paidMinor = minorUnits(each.netMinor - (unpaid?.netMinor ?? 0));
      return paidMinor === 0 ? [] : [toLine(each, paidMinor, unpaid?.taxMinor ?? 0, changeOn, words)];
    }),
    netMinor: sumMinorUnits(unused.map((each) => each.netMinor)),
  };
}

/** The unused time of an invoice that comes off what it still asks, and all of it that nobody paid, which may be more. */
function takeUnpaidTime(invoice: UnpaidInvoice, unused: readonly UnusedLine[]) {
  const { number, outstandingMinor, lostMinor } = invoice;
  const parts = unused.filter(({ line }) => line.invoiceNumber === number);
  const due = draftTimeNote(invoice, parts, outstandingMinor);
  const unpaid = lostMinor === 0 ? due : draftTimeNote(invoice, parts, outstandingMinor + lostMinor);
  return { invoice, due, unpaid };
}

function toLine(
  { line, netMinor, steps }: UnusedLine,
  paidMinor: MinorUnits,
  unpaidTaxMinor: number,
  changeOn: CivilDate,
  words: PaperWords,
): ChargeLine {
  const invoiceNumber = line.invoiceCode;
  const paid: ExplanationStep[] =
    paidMinor === netMinor ? [] : [{ kind: "paid", invoiceNumber, ofMinor: netMinor, amountMinor: paidMinor }];
  return {
    kind: "unused_time",
    description: words.unusedTime(line.description),
    subscriptionItemId: line.subscriptionItemId,
    periodIndex: null,
    periodStartOn: latestOf(line.periodStartOn, changeOn),
    periodEndOn: line.periodEndOn,
    quantity: 1,
    unitMinor: minorUnits(-paidMinor),
    grossMinor: minorUnits(-paidMinor),
    discountMinor: minorUnits(0),
    taxRate: line.taxRate,
    adjusts: {
      invoiceNumber: line.invoiceNumber,
      position: line.position,
      taxLeftMinor: Math.max(0, line.taxLeftMinor - unpaidTaxMinor),
    },
    steps: [...steps, ...paid],
  };
}
