import { describe, expect, it } from "vitest";
import { civilDate } from "../../../shared/civil-date.ts";
import { explanationStep, type ExplanationStep } from "../../../shared/contract/explanation.ts";
import { formatMoney } from "../../../shared/money/format.ts";
import { partsOf, sentenceOf, type SentenceStep, type StepFormats } from "./step-words.ts";

const formats: StepFormats = {
  money: (amountMinor) => formatMoney(amountMinor, "USD", { locale: "en-US" }),
  day: (on) => on,
  count: String,
  share: (partsPerMillion) => `${partsPerMillion / 10_000}%`,
  taxRate: (name, partsPerMillion) => `${name} ${partsPerMillion / 10_000}%`,
};

const days = {
  kind: "days",
  startOn: civilDate("2026-06-15"),
  changeOn: civilDate("2026-07-01"),
  endOn: civilDate("2026-07-15"),
  daysLeft: 14,
  daysTotal: 30,
} as const;

/** A step of every kind that is a sentence, with what it says. */
const sentences: readonly (readonly [SentenceStep, string])[] = [
  [{ kind: "fee", period: "month", amountMinor: 2000 }, "The price’s fee for a month is $20.00."],
  [{ kind: "fee", period: "annual", amountMinor: 24_000 }, "The price’s fee for a year is $240.00."],
  [{ kind: "months", months: 12, monthlyMinor: 2000, amountMinor: 24_000 }, "$20.00 a month × 12 months = $240.00."],
  [
    { kind: "blocks", units: 17, blockSize: 5, blocks: 4 },
    "17 seats in blocks of 5 make 4; a started block counts whole.",
  ],
  [{ kind: "blocks", units: 17, blockSize: 1, blocks: 17 }, "17 seats, counted one by one."],
  [{ kind: "quantity", quantity: 3, unitMinor: 500, amountMinor: 1500 }, "3 × $5.00 = $15.00."],
  [
    { kind: "difference", afterMinor: 3000, beforeMinor: 2000, amountMinor: 1000 },
    "A whole period costs $30.00 after the change and $20.00 before it: $30.00 − $20.00 = $10.00.",
  ],
  [
    { kind: "charged", invoiceNumber: "INV-000042", position: 1, amountMinor: 1995 },
    "Line 1 of INV-000042 charged $19.95 before tax; what is not used of it is given back.",
  ],
  [
    { ...days, ofMinor: 1995, amountMinor: -931 },
    "−$19.95 × 14 of 30 days = −$9.31. The period runs from 2026-06-15 up to 2026-07-15; the change is on 2026-07-01, and that day counts as left.",
  ],
  [
    { ...days, ofMinor: 2000, amountMinor: 933 },
    "$20.00 × 14 of 30 days = $9.33, rounded once, half away from zero. The period runs from 2026-06-15 up to 2026-07-15; the change is on 2026-07-01, and that day counts as left.",
  ],
  [
    { kind: "again", invoiceNumber: "INV-000042", position: 1, amountMinor: 1995 },
    "Line 1 of INV-000042, which was voided to be billed again: $19.95.",
  ],
  [
    { kind: "earlier", ofMinor: 2000, earlierMinor: 1500, amountMinor: 500 },
    "$15.00 of that was given back before: $20.00 − $15.00 = $5.00.",
  ],
  [
    { kind: "unpaid", invoiceNumber: "INV-000042", ofMinor: 2100, amountMinor: 1600 },
    "INV-000042 still asks for $16.00 of the $21.00, which comes off it first.",
  ],
  [
    { kind: "paid", invoiceNumber: "INV-000042", ofMinor: 2100, amountMinor: 500 },
    "Of the $21.00, $5.00 was paid; the rest comes off what INV-000042 still asks.",
  ],
  [
    { kind: "limit", leftMinor: 500, amountMinor: -500 },
    "No more than what is left of it after earlier adjustments, which is $5.00: −$5.00.",
  ],
  [
    { kind: "discount", name: "Spring", partsPerMillion: 100_000, ofMinor: 1995, amountMinor: 200 },
    "The discount “Spring” takes 10% of $19.95 off: $2.00, rounded once, half away from zero.",
  ],
  [
    { kind: "discount", name: "Ten off", partsPerMillion: null, ofMinor: 500, amountMinor: 500 },
    "The discount “Ten off” takes $5.00 off $5.00.",
  ],
  [
    { kind: "share", ofMinor: 2733, weightMinor: 6833, totalWeightMinor: 13_666, amountMinor: 1367 },
    "Its share of $27.33, as $68.33 is to $136.66, by the largest remainder: $13.67.",
  ],
  [
    { kind: "tax", rateName: "VAT", ratePartsPerMillion: 240_000, baseMinor: 1429, amountMinor: 343 },
    "VAT 24% on $14.29 = $3.43, rounded once, half away from zero.",
  ],
  [
    { kind: "tax", rateName: "VAT", ratePartsPerMillion: 200_000, baseMinor: 1000, amountMinor: 200 },
    "VAT 20% on $10.00 = $2.00.",
  ],
  [{ kind: "sum", partsMinor: [1429, -200, 343], amountMinor: 1572 }, "$14.29 − $2.00 + $3.43 = $15.72."],
  [{ kind: "sum", partsMinor: [2000], amountMinor: 2000 }, "Nothing else is added to $20.00."],
  [
    { kind: "credit_created", amountMinor: 4387 },
    "More is given back than charged, so the invoice comes to nothing and $43.87 becomes account credit.",
  ],
  [
    { kind: "credit", totalMinor: 2000, availableMinor: 5000, amountMinor: 2000 },
    "$50.00 of credit is available for $20.00; the smaller of the two is used: $20.00.",
  ],
  [
    { kind: "carried", minimumMinor: 50, amountMinor: 30 },
    "$0.30 is less than the $0.50 that the gateway charges at least, so it stands on the next invoice.",
  ],
  [
    { kind: "moved", fallsOn: civilDate("2026-01-31"), datedOn: civilDate("2026-02-01") },
    "It falls on 2026-01-31, in a month that is closed, so it is dated 2026-02-01, the first open day.",
  ],
  [
    { kind: "residue", totalMinor: 16_399, earlierMinor: 8200, amountMinor: 8199 },
    "The last note takes what the notes before have left: $163.99 − $82.00 = $81.99.",
  ],
];

const tier = (startsAtBlock: number, blocks: number): ExplanationStep => ({
  kind: "tier",
  startsAtBlock,
  endsAfterBlock: null,
  blocks,
  feePerBlockMinor: 500,
  amountMinor: blocks * 500,
});
const use = (blockId: string): ExplanationStep => ({
  kind: "block",
  blockId,
  priority: 50,
  category: null,
  expiresOn: null,
  amountMinor: 100,
  leftMinor: 0,
});

describe("a step in words", () => {
  it.each(sentences)("of %j", (step, sentence) => {
    expect(explanationStep.parse(step)).toEqual(step);
    expect(sentenceOf(step, formats)).toBe(sentence);
  });

  it("is there for every kind that the contract has", () => {
    const kinds = explanationStep.options.map(({ shape }) => shape.kind.value);
    const told = new Set([...sentences.map(([{ kind }]) => kind), "tier", "block"]);
    expect(kinds.filter((kind) => !told.has(kind))).toEqual([]);
  });
});

describe("the parts of an explanation", () => {
  it("keep the order of the steps and gather tiers and blocks of credit into tables", () => {
    const sum: SentenceStep = { kind: "sum", partsMinor: [1, 2], amountMinor: 3 };
    const parts = partsOf([tier(1, 10), tier(11, 2), sum, use("blk_a"), use("blk_b"), tier(1, 1)], formats);
    expect(
      parts.map((part) => {
        if (part.kind === "tiers") return part.tiers.map(({ startsAtBlock }) => startsAtBlock);
        return part.kind === "uses" ? part.uses.map(({ blockId }) => blockId) : part.sentence;
      }),
    ).toEqual([[1, 11], "$0.01 + $0.02 = $0.03.", ["blk_a", "blk_b"], [1]]);
  });
});
