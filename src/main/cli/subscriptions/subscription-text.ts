import type { AccountView, SubscriptionView } from "../../../shared/contract/accounts.ts";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import type { ChangeEffect, SubscriptionChangePreview } from "../../../shared/contract/subscriptions.ts";
import { assertNever } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { money } from "../foundation/amounts.ts";
import { codeText, said } from "../foundation/spoken.ts";
import { type Field, layOutFields } from "../foundation/table.ts";
import { count, type Terminal } from "../foundation/terminal.ts";
import { estimateText, figuresText } from "../invoices/invoice-text.ts";

/** A subscription for people, a fact a line. */
export function subscriptionFields(subscription: SubscriptionView): Field[] {
  const { planName, period, status, feeMinor, currency, currentPeriod, discount, upcoming } = subscription;
  const { seats, nextSeats, trialEndsOn, endsOn, nextBillingOn } = subscription;
  const fields: Field[] = [
    ["Plan", planWithFee(planName, money(feeMinor, currency), period)],
    ["Status", codeText(status).replace("_", " ")],
  ];
  if (seats !== null) {
    const later = nextSeats === null ? "" : said(", {count} from the next period on", { count: count(nextSeats) });
    fields.push(["Seats", `${seats}${later}`]);
  }
  if (trialEndsOn) fields.push(["Free trial", said("until {on}", { on: trialEndsOn })]);
  if (currentPeriod) fields.push(["Period", said("{startOn} to {endOn}", currentPeriod)]);
  if (discount) {
    const { name, periodsLeft } = discount;
    const text =
      periodsLeft === null
        ? said("{name}, for good", { name })
        : said("{name}, for {count} more {count|period|periods}", { name, count: periodsLeft });
    fields.push(["Discount", text]);
  }
  if (endsOn) fields.push(["Ends", endsOn]);
  else fields.push(["Billed again", nextBillingOn]);
  if (upcoming) {
    const { planName: next, feeMinor: fee, period: by, startsOn } = upcoming;
    const { seats: nextSeatCount, discount: nextDiscount } = upcoming;
    const withSeats = nextSeatCount === null ? "" : said(", {count} {count|seat|seats}", { count: nextSeatCount });
    const withDiscount = nextDiscount === null ? "" : said(", with {name}", { name: nextDiscount.name });
    const terms = `${planWithFee(next, money(fee, currency), by)}${withSeats}${withDiscount}`;
    fields.push(["Then", said("{terms}, from {on} on", { terms, on: startsOn })]);
  }
  return fields;
}

const effectWords: Readonly<Record<ChangeEffect["effect"], string>> = {
  taken_back: said("taken back"),
  replaced: said("replaced"),
  goes_on: said("goes along"),
  set_aside: said("set aside, until it is resumed"),
  brought_back: said("waits again"),
  ends: said("ends with its plan"),
  not_given: said("not given, because the account has had one"),
};

/** What a change does to something that waited. */
function effectField(effect: ChangeEffect): Field {
  const happens = effectWords[effect.effect];
  switch (effect.what) {
    case "cancellation":
      return ["Cancellation", said("the end on {on}: {happens}", { on: effect.on, happens })];
    case "plan":
      return ["Plan", said("{what}, from {on}: {happens}", { what: effect.planName, on: effect.on, happens })];
    case "seats":
      return ["Seats", said("{what}, from {on}: {happens}", { what: count(effect.seats), on: effect.on, happens })];
    case "discount":
      return ["Discount", `${effect.name}: ${happens}`];
    case "trial":
      return ["Free trial", said("{count} {count|day|days}: {happens}", { count: effect.days, happens })];
    default:
      return assertNever(effect);
  }
}

function planWithFee(planName: string, fee: string, period: "month" | "annual"): string {
  return period === "month"
    ? said("{planName}, {fee} a month", { planName, fee })
    : said("{planName}, {fee} a year", { planName, fee });
}

/** What a change would come to, for people who are to agree to it (BEHAVIOUR 8.9). */
export function changePreviewText(
  terminal: Terminal,
  account: AccountView,
  preview: SubscriptionChangePreview,
): string {
  const { effectiveOn, timing, invoice, subscription, nextInvoice, effects } = preview;
  const when = timing === "now" ? effectiveOn : said("{on}, at the period's end", { on: effectiveOn });
  const parts = [
    layOutFields([
      ["Account", account.name],
      ["Holds from", when],
      ...(subscription ? subscriptionFields(subscription) : [["Plan", said("the free plan")] as const]),
      ...(nextInvoice
        ? [
            [
              "Next invoice",
              said("{amount} on {on}", {
                amount: money(nextInvoice.totalMinor, nextInvoice.currency),
                on: nextInvoice.on,
              }),
            ] as const,
          ]
        : []),
    ]),
    ...(effects.length > 0 ? [`${said("What waited:")}\n\n${layOutFields(effects.map(effectField))}`] : []),
    invoice
      ? `${said("Invoiced at once:")}\n\n${figuresText(terminal, invoice)}`
      : said("Nothing is invoiced at once."),
  ];
  for (const { invoiceNumber, currency, totalMinor, outstandingMinor } of preview.notes) {
    parts.push(
      said("A credit note takes {total} of unused time off {invoiceNumber}; {outstanding} of it is left to pay.", {
        total: money(totalMinor, currency),
        invoiceNumber,
        outstanding: money(outstandingMinor, currency),
      }),
    );
  }
  if (preview.usesTestGateway) parts.push(said("The test gateway only pretends to charge."));
  if (preview.isEstimate) parts.push(estimateText);
  return parts.join("\n\n");
}

/** An account's subscription and what it was before, for people. */
export function subscriptionText(
  account: AccountView,
  { subscription, items }: MethodOutput<"subscriptions.get">,
): string {
  const now = layOutFields([
    ["Account", account.name],
    ...(subscription
      ? subscriptionFields(subscription)
      : [["Plan", said("{planName} (free)", { planName: account.planName })] as const]),
  ]);
  if (items.length === 0) return now;
  const history = items.map(({ planName, period, seats, startedOn, endsOn, status }): Field => {
    const given = { startedOn, endsOn: endsOn ?? "" };
    const terms =
      period === "month"
        ? said("{planName}, by the month", { planName })
        : said("{planName}, by the year", { planName });
    const withSeats = seats === null ? "" : said(", {count} {count|seat|seats}", { count: seats });
    return [
      sentence(endsOn === null ? "{startedOn} to now on" : "{startedOn} to {endsOn}", given),
      `${terms}${withSeats}: ${codeText(status).replace("_", " ")}`,
    ];
  });
  return `${now}\n\n${layOutFields(history)}`;
}
