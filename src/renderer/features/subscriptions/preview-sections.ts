import type { SubscriptionView } from "../../../shared/contract/accounts.ts";
import type { Explanation } from "../../../shared/contract/explanation.ts";
import type { InvoiceFigures, InvoiceLine } from "../../../shared/contract/invoice-view.ts";
import type {
  ChangeEffect,
  SubscriptionChangePreview,
  UnusedTimeNote,
} from "../../../shared/contract/subscriptions.ts";
import { addDays, civilDate } from "../../../shared/civil-date.ts";
import { assertNever } from "../../../shared/errors.ts";
import { countText } from "../../foundation/count-text.ts";
import { dateText } from "../../foundation/day-text.ts";
import { figureSteps, taxSteps } from "../invoices/figure-steps.ts";
import { subscriptionsText } from "./subscriptions-text.ts";

/** What a row of the preview says: an amount, or words. */
export type PreviewValue =
  | { readonly kind: "money"; readonly amountMinor: number; readonly currency: string; readonly suffix?: string }
  | { readonly kind: "text"; readonly text: string };

export interface PreviewRow {
  /** What the row is about, the same on every preview. */
  readonly key: string;
  readonly label: string;
  /** Under the label: the days that a line is for. */
  readonly detail?: string;
  /** What a discount took off the amount, without sign. */
  readonly discountMinor?: number;
  readonly value: PreviewValue;
  readonly isTotal?: boolean;
  /** How the amount came about (BEHAVIOUR 8.10). */
  readonly steps?: Explanation;
}

export interface PreviewSection {
  readonly key: string;
  readonly title: string;
  /** A sentence in place of rows. */
  readonly sentence?: string;
  readonly rows: readonly PreviewRow[];
}

const words = subscriptionsText.preview;

/** A preview as it is read from top to bottom: when, what is charged now, what is so afterwards, and the invoice after that. */
export function previewSections(preview: SubscriptionChangePreview): PreviewSection[] {
  return [
    effectSection(preview),
    ...waitingSection(preview),
    ...preview.notes.map(noteSection),
    chargeSection(preview),
    afterSection(preview.subscription),
    nextInvoiceSection(preview),
  ];
}

/**
 * The rows of a fresh preview that differ from the one that was read before, by their key, each with what it said before; null
 * where there was no such row. A row that is gone is told of by the figures that followed from it.
 */
export function previewDifferences(
  before: SubscriptionChangePreview,
  after: SubscriptionChangePreview,
): ReadonlyMap<string, PreviewValue | null> {
  const rowsOf = (preview: SubscriptionChangePreview) => previewSections(preview).flatMap(({ rows }) => rows);
  const earlier = new Map(rowsOf(before).map(({ key, value }) => [key, value]));
  return new Map(
    rowsOf(after)
      .filter(({ key, value }) => JSON.stringify(earlier.get(key)) !== JSON.stringify(value))
      .map(({ key }) => [key, earlier.get(key) ?? null]),
  );
}

function text(key: string, label: string, value: string): PreviewRow {
  return { key, label, value: { kind: "text", text: value } };
}

function money(key: string, label: string, amountMinor: number, currency: string): PreviewRow {
  return { key, label, value: { kind: "money", amountMinor, currency } };
}

function effectSection({ effectiveOn, timing, pinnedOn, proration }: SubscriptionChangePreview): PreviewSection {
  const on = dateText(effectiveOn);
  const atOnce = effectiveOn === pinnedOn ? words.now(on) : on;
  const rows = [text("effectiveOn", words.effectiveOn, timing === "now" ? atOnce : words.periodEnd(on))];
  if (proration !== null) {
    const days = words.days(countText(proration.cycleDaysRemaining), countText(proration.cycleDaysTotal));
    rows.push(text("daysLeft", words.daysLeft, days));
  }
  return { key: "effect", title: words.effect, rows };
}

/** What the change takes back, replaces or carries over of what waited; no section where it is nothing (BEHAVIOUR 6.11). */
function waitingSection({ effects }: SubscriptionChangePreview): PreviewSection[] {
  if (effects.length === 0) return [];
  const rows = effects.map((effect, index) => {
    const label = words.waiting.what[effect.what];
    return text(`waiting ${index}`, label, effectText(effect));
  });
  return [{ key: "waiting", title: words.waiting.title, rows }];
}

function effectText(effect: ChangeEffect): string {
  const happens = words.waiting.effect[effect.effect];
  switch (effect.what) {
    case "cancellation":
      return happens(words.waiting.end(dateText(effect.on)));
    case "plan":
      return happens(words.waiting.from(effect.planName, dateText(effect.on)));
    case "seats":
      return happens(words.waiting.from(countText(effect.seats), dateText(effect.on)));
    case "discount":
      return happens(effect.name);
    case "trial":
      return happens(words.waiting.trialDays(countText(effect.days)));
    default:
      return assertNever(effect);
  }
}

/** What unused time takes off an invoice that is not paid in full. */
function noteSection({
  invoiceNumber,
  currency,
  lines,
  taxMinor,
  totalMinor,
  outstandingMinor,
}: UnusedTimeNote): PreviewSection {
  const key = (what: string) => `note ${invoiceNumber} ${what}`;
  const rows: PreviewRow[] = lines.map(({ position, description, netMinor, steps }) => ({
    ...money(key(`line ${position}`), description, -netMinor, currency),
    steps,
  }));
  if (taxMinor !== 0) rows.push(money(key("tax"), words.noteTax, -taxMinor, currency));
  rows.push({ ...money(key("total"), words.noteTotal, -totalMinor, currency), isTotal: true });
  rows.push(money(key("left"), words.noteLeft, outstandingMinor, currency));
  return { key: key("all"), title: words.note(invoiceNumber), rows };
}

function chargeSection({ invoice }: SubscriptionChangePreview): PreviewSection {
  if (invoice === null) return { key: "invoice", title: words.noInvoice, sentence: words.nothingCharged, rows: [] };
  const { currency, creditCreatedMinor, creditAppliedMinor, carriedMinor } = invoice;
  const steps = figureSteps(invoice);
  const rows: PreviewRow[] = [
    ...invoice.lines.map((line) => lineRow(line, currency)),
    ...invoice.taxes.map((tax) => ({
      ...money(`tax ${tax.name}`, tax.name, tax.taxMinor, currency),
      steps: taxSteps(invoice, tax),
    })),
  ];
  if (creditCreatedMinor !== 0) {
    // A total below zero is an invoice of zero; what counts is the credit that becomes of it (BEHAVIOUR 8.5).
    const created = money("created", words.creditCreated, creditCreatedMinor, currency);
    rows.push({ ...created, isTotal: true, steps: steps.creditCreated });
  } else {
    rows.push({ ...money("total", words.total, invoice.totalMinor, currency), isTotal: true, steps: steps.total });
    if (creditAppliedMinor !== 0) {
      const credit = money("credit", words.creditUsed, -creditAppliedMinor, currency);
      rows.push({ ...credit, steps: steps.creditApplied });
    }
    if (carriedMinor !== 0) {
      rows.push({ ...money("carried", words.carried, -carriedMinor, currency), steps: steps.carried });
    }
    rows.push({ ...money("due", words.due, invoice.dueMinor, currency), isTotal: true, steps: steps.due });
  }
  rows.push(money("creditLeft", words.creditLeft, invoice.creditLeftMinor, currency));
  return { key: "invoice", title: chargeTitle(invoice), rows };
}

function chargeTitle({ totalMinor, creditCreatedMinor }: InvoiceFigures): string {
  if (creditCreatedMinor > 0) return words.givenBack;
  return totalMinor > 0 ? words.charged : words.invoice;
}

function lineRow(
  { position, description, period, netMinor, discountMinor, steps }: InvoiceLine,
  currency: string,
): PreviewRow {
  return {
    ...money(`line ${position} ${description}`, description, netMinor, currency),
    steps,
    ...(discountMinor !== 0 && { discountMinor }),
    // The day that a period ends on is not part of it; people read its last day.
    ...(period && { detail: `${dateText(period.startOn)} – ${dateText(addDays(civilDate(period.endOn), -1))}` }),
  };
}

function afterSection(subscription: SubscriptionView | null): PreviewSection {
  const title = words.after;
  if (subscription === null) return { key: "after", title, sentence: words.free, rows: [] };
  const { seats, nextSeats, trialEndsOn, endsOn, discount, upcoming, currency } = subscription;
  return {
    key: "after",
    title,
    rows: [
      text("plan", words.plan, subscription.planName),
      feeRow("fee", words.fee, subscription.feeMinor, currency, subscription.period),
      ...(seats === null
        ? []
        : [
            text(
              "seats",
              words.seats,
              nextSeats === null ? countText(seats) : words.nextSeats(countText(seats), countText(nextSeats)),
            ),
          ]),
      ...(trialEndsOn === null ? [] : [text("trialEndsOn", words.trialEnds, dateText(trialEndsOn))]),
      ...(discount === null ? [] : [text("discountInForce", words.inForceDiscount, discount.name)]),
      ...(endsOn === null
        ? [text("nextBillingOn", words.nextBilling, dateText(subscription.nextBillingOn))]
        : [text("endsOn", words.endsOn, dateText(endsOn))]),
      ...(upcoming === null
        ? []
        : [
            text("upcoming", words.followed(dateText(upcoming.startsOn)), upcoming.planName),
            feeRow("upcomingFee", words.fee, upcoming.feeMinor, currency, upcoming.period),
            ...(upcoming.seats === null ? [] : [text("upcomingSeats", words.seats, countText(upcoming.seats))]),
            ...(upcoming.discount === null
              ? []
              : [text("upcomingDiscount", words.inForceDiscount, upcoming.discount.name)]),
          ]),
    ],
  };
}

function feeRow(
  key: string,
  label: string,
  amountMinor: number,
  currency: string,
  period: SubscriptionView["period"],
): PreviewRow {
  const { perMonth, perYear } = subscriptionsText.tab;
  return {
    key,
    label,
    value: { kind: "money", amountMinor, currency, suffix: period === "month" ? perMonth : perYear },
  };
}

function nextInvoiceSection({ nextInvoice }: SubscriptionChangePreview): PreviewSection {
  if (nextInvoice === null) {
    return { key: "next", title: words.noNextInvoice, sentence: words.noInvoiceFollows, rows: [] };
  }
  const { currency, totalMinor, creditAppliedMinor, dueMinor } = nextInvoice;
  return {
    key: "next",
    title: words.nextInvoice(dateText(nextInvoice.on)),
    rows: [
      money("nextTotal", words.total, totalMinor, currency),
      ...(creditAppliedMinor === 0 ? [] : [money("nextCredit", words.creditUsed, -creditAppliedMinor, currency)]),
      { ...money("nextDue", words.due, dueMinor, currency), isTotal: true },
    ],
  };
}
