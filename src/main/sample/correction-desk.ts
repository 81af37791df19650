import type { CivilDate } from "../../shared/calendar.ts";
import type { InvoiceRow, InvoiceView } from "../../shared/contract/invoice-view.ts";
import { multiplyByFraction } from "../../shared/money/minor-units.ts";
import { createPace } from "./pace.ts";
import { createRandom, type Random } from "./random.ts";
import { deskOperators } from "./reasons.ts";
import type { Roster } from "./roster.ts";
import type { SampleBook } from "./sample-book.ts";

/** The people who put right what is wrong with invoices. */
export interface CorrectionDesk {
  /** What they do on one working day. */
  work(day: CivilDate, dayNumber: number): Promise<void>;
}

const creditNotesPerCustomerYear = 0.05;
const voidsPerCustomerYear = 0.008;
const setOffsPerCustomerYear = 0.02;
/** Customers complain about what they got lately. */
const latestCount = 200;
const opensAt = { hour: 21, minute: 30 };

interface Complaint {
  readonly weight: number;
  /** How much of a line is taken back. */
  readonly percent: number;
  readonly destination: "origin" | "credit";
  readonly notes: readonly string[];
}

const complaints: readonly Complaint[] = [
  {
    weight: 30,
    percent: 100,
    destination: "origin",
    notes: [
      "Cancelled in time by letter",
      "Paid twice, once through the reseller",
      "Renewed against the customer's wish",
    ],
  },
  {
    weight: 35,
    percent: 50,
    destination: "credit",
    notes: ["Half of the month could not be used after the data loss", "Agreed on the phone: half the fee as credit"],
  },
  {
    weight: 20,
    percent: 20,
    destination: "credit",
    notes: ["Service level missed in the month", "Agreed reduction was not on the invoice"],
  },
  { weight: 15, percent: 25, destination: "origin", notes: ["Non-profit rate was agreed before the renewal"] },
];
const voidNotes = [
  "Made out to the wrong company",
  "Customer had closed the account before the renewal",
  "Billed to the parent company instead",
];
const setOffNote = "Late delivery; to be set against the open invoice";

export function createCorrectionDesk(book: SampleBook, seed: number, roster: Roster): CorrectionDesk {
  const creditNotePace = createPace(creditNotesPerCustomerYear);
  const voidPace = createPace(voidsPerCustomerYear);
  const setOffPace = createPace(setOffsPerCustomerYear);

  async function someInvoice(state: "paid" | "open", random: Random): Promise<InvoiceRow | null> {
    const { rows } = await book.query("invoices.list", { state, limit: latestCount });
    return rows.length === 0 ? null : random.pick(rows);
  }

  async function issueCreditNote(random: Random): Promise<void> {
    const row = await someInvoice("paid", random);
    if (row === null || row.totalMinor === 0) return;
    const invoice = await book.query("invoices.get", { invoiceId: row.id });
    const { percent, destination, notes } = random.weighted(complaints);
    const lines = linesToCredit(invoice, percent);
    if (lines.length === 0 || invoice.creditedMinor > 0) return;
    const content = { invoiceId: row.id, lines, destination, note: random.pick(notes) };
    const preview = await book.attempt("creditNotes.preview", content, ["credit_note_exceeds_line"]);
    if (preview === null) return;
    const { fingerprint } = preview;
    await book.command("creditNotes.issue", { ...content, fingerprint }, random.pick(deskOperators));
  }

  async function voidInvoice(random: Random): Promise<void> {
    const { rows } = await book.query("invoices.list", { state: "open", limit: latestCount });
    // Credit that comes back is what the ledger has to get right, so invoices that used some come first.
    const usedCredit = rows.filter(({ creditAppliedMinor }) => creditAppliedMinor > 0);
    if (rows.length === 0) return;
    const row = random.pick(usedCredit.length > 0 ? usedCredit : rows);
    const { payments } = await book.query("invoices.get", { invoiceId: row.id });
    if (payments.some(({ status }) => status === "succeeded")) return;
    const note = random.pick(voidNotes);
    await book.command("invoices.void", { invoiceId: row.id, note }, random.pick(deskOperators));
  }

  /** Give credit for an invoice that is open already, and use it for what the account has open. */
  async function setOff(random: Random): Promise<void> {
    const row = await someInvoice("open", random);
    if (row === null || row.outstandingMinor < 2) return;
    const operator = random.pick(deskOperators);
    const { accountId, currency } = row;
    const share = { numerator: 1, denominator: random.pick([2, 3, 4]) };
    const amountMinor = multiplyByFraction(row.outstandingMinor, share);
    const grant = {
      accountId,
      action: "increase",
      amountMinor,
      currency,
      reasonCode: "goodwill",
      note: setOffNote,
    } as const;
    await book.command("credits.adjust", grant, operator);
    await book.command("credits.applyToOpenInvoices", { accountId }, operator);
  }

  return {
    async work(day, dayNumber) {
      const random = createRandom(seed, 6, dayNumber);
      const heads = roster.customers.length;
      const tasks = [
        ...Array.from({ length: creditNotePace(heads) }, () => issueCreditNote),
        ...Array.from({ length: voidPace(heads) }, () => voidInvoice),
        ...Array.from({ length: setOffPace(heads) }, () => setOff),
      ];
      if (tasks.length === 0) return;
      await book.setClock(day, opensAt.hour, opensAt.minute);
      for (const task of tasks) await task(random);
    },
  };
}

/** The same part of each line that charges something; nothing where an unused rest was given back already. */
function linesToCredit({ lines }: InvoiceView, percent: number) {
  if (lines.some(({ grossMinor }) => grossMinor < 0)) return [];
  return lines
    .map(({ position, grossMinor }) => ({
      position,
      amountMinor: multiplyByFraction(grossMinor, { numerator: percent, denominator: 100 }),
    }))
    .filter(({ amountMinor }) => amountMinor > 0);
}
