import { inLanguage } from "../../foundation/language.ts";

/** How an amount grows out of others, ready for translation. Every amount comes in as text, with its currency. */
export const explanationsText = inLanguage("explanationsText", {
  /** What the figure's button says to those who hear it: the figure first, as it is read on the screen. */
  ask: (name: string, amount: string) => `${amount}, ${name}: why?`,
  title: (amount: string) => `Why ${amount}?`,
  label: (name: string) => `${name}: why?`,
  close: "Close",
  rounded: ", rounded once, half away from zero",
  fee: {
    month: (amount: string) => `The price’s fee for a month is ${amount}.`,
    annual: (amount: string) => `The price’s fee for a year is ${amount}.`,
  },
  months: (monthly: string, months: string, amount: string) => `${monthly} a month × ${months} months = ${amount}.`,
  seats: (seats: string) => `${seats} seats, counted one by one.`,
  blocks: (seats: string, blockSize: string, blocks: string) =>
    `${seats} seats in blocks of ${blockSize} make ${blocks}; a started block counts whole.`,
  quantity: (quantity: string, unit: string, amount: string) => `${quantity} × ${unit} = ${amount}.`,
  difference: (after: string, before: string, amount: string) =>
    `A whole period costs ${after} after the change and ${before} before it: ${after} − ${before} = ${amount}.`,
  charged: (invoiceNumber: string, position: string, amount: string) =>
    `Line ${position} of ${invoiceNumber} charged ${amount} before tax; what is not used of it is given back.`,
  days: (of: string, daysLeft: string, daysTotal: string, amount: string, rounding: string) =>
    `${of} × ${daysLeft} of ${daysTotal} days = ${amount}${rounding}.`,
  dayRange: (start: string, change: string, end: string) =>
    `The period runs from ${start} up to ${end}; the change is on ${change}, and that day counts as left.`,
  again: (invoiceNumber: string, position: string, amount: string) =>
    `Line ${position} of ${invoiceNumber}, which was voided to be billed again: ${amount}.`,
  earlier: (of: string, earlier: string, amount: string) =>
    `${earlier} of that was given back before: ${of} − ${earlier} = ${amount}.`,
  unpaid: (invoiceNumber: string, of: string, amount: string) =>
    `${invoiceNumber} still asks for ${amount} of the ${of}, which comes off it first.`,
  paid: (invoiceNumber: string, of: string, amount: string) =>
    `Of the ${of}, ${amount} was paid; the rest comes off what ${invoiceNumber} still asks.`,
  limit: (left: string, amount: string) =>
    `No more than what is left of it after earlier adjustments, which is ${left}: ${amount}.`,
  discountShare: (name: string, share: string, of: string, amount: string, rounding: string) =>
    `The discount “${name}” takes ${share} of ${of} off: ${amount}${rounding}.`,
  discountAmount: (name: string, of: string, amount: string) => `The discount “${name}” takes ${amount} off ${of}.`,
  share: (of: string, weight: string, totalWeight: string, amount: string) =>
    `Its share of ${of}, as ${weight} is to ${totalWeight}, by the largest remainder: ${amount}.`,
  tax: (rate: string, base: string, amount: string, rounding: string) => `${rate} on ${base} = ${amount}${rounding}.`,
  sum: (parts: string, amount: string) => `${parts} = ${amount}.`,
  onlyPart: (amount: string) => `Nothing else is added to ${amount}.`,
  creditCreated: (amount: string) =>
    `More is given back than charged, so the invoice comes to nothing and ${amount} becomes account credit.`,
  credit: (available: string, total: string, amount: string) =>
    `${available} of credit is available for ${total}; the smaller of the two is used: ${amount}.`,
  carried: (minimum: string, amount: string) =>
    `${amount} is less than the ${minimum} that the gateway charges at least, so it stands on the next invoice.`,
  moved: (fallsOn: string, datedOn: string) =>
    `It falls on ${fallsOn}, in a month that is closed, so it is dated ${datedOn}, the first open day.`,
  residue: (total: string, earlier: string, amount: string) =>
    `The last note takes what the notes before have left: ${total} − ${earlier} = ${amount}.`,
  tiers: {
    label: "The tiers that the blocks fall into",
    range: "Blocks",
    rangeOf: (first: string, last: string) => `${first} to ${last}`,
    rangeFrom: (first: string) => `${first} and up`,
    count: "Counted",
    fee: "Each",
    amount: "Amount",
    sum: "Together",
  },
  uses: {
    label: "The blocks of credit in the order in which they are used",
    priority: "Priority",
    category: "Kind",
    categories: { promotional: "Promotional", paid: "Paid", none: "General" },
    expires: "Expires",
    never: "Never",
    used: "Used",
    left: "Left",
  },
});
