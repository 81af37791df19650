import type { ExplanationStep } from "../../../shared/contract/explanation.ts";
import { assertNever } from "../../../shared/errors.ts";
import { explanationsText as words } from "./explanations-text.ts";

/** A step that is a row of a table, beside others of its kind. */
export type TierStep = Extract<ExplanationStep, { kind: "tier" }>;
export type BlockStep = Extract<ExplanationStep, { kind: "block" }>;
/** A step that is a sentence of its own. */
export type SentenceStep = Exclude<ExplanationStep, TierStep | BlockStep>;

/** How the figures in the sentences are written: the operator's locale, the invoice's currency. */
export interface StepFormats {
  readonly money: (amountMinor: number) => string;
  readonly day: (on: string) => string;
  readonly count: (count: number) => string;
  /** A share in parts per million. */
  readonly share: (partsPerMillion: number) => string;
  /** A tax by its name, with its rate where the name does not carry it. */
  readonly taxRate: (name: string, partsPerMillion: number) => string;
}

/** A part of an explanation as it is read: a sentence, or a table of steps that belong together. */
export type ExplanationPart =
  | { readonly kind: "sentence"; readonly sentence: string }
  | { readonly kind: "tiers"; readonly tiers: readonly TierStep[] }
  | { readonly kind: "uses"; readonly uses: readonly BlockStep[] };

/** An explanation in the order of its steps (BEHAVIOUR 8.10); neighbours that are rows of one table come together. */
export function partsOf(steps: readonly ExplanationStep[], formats: StepFormats): ExplanationPart[] {
  const parts: ExplanationPart[] = [];
  for (const step of steps) {
    const last = parts.at(-1);
    if (step.kind === "tier") {
      if (last?.kind === "tiers") parts.splice(-1, 1, { ...last, tiers: [...last.tiers, step] });
      else parts.push({ kind: "tiers", tiers: [step] });
    } else if (step.kind === "block") {
      if (last?.kind === "uses") parts.splice(-1, 1, { ...last, uses: [...last.uses, step] });
      else parts.push({ kind: "uses", uses: [step] });
    } else {
      parts.push({ kind: "sentence", sentence: sentenceOf(step, formats) });
    }
  }
  return parts;
}

/** One step in words, with its exact figures. */
export function sentenceOf(step: SentenceStep, { money, day, count, share, taxRate }: StepFormats): string {
  switch (step.kind) {
    case "fee":
      return words.fee[step.period](money(step.amountMinor));
    case "months":
      return words.months(money(step.monthlyMinor), count(step.months), money(step.amountMinor));
    case "blocks":
      return step.blockSize === 1
        ? words.seats(count(step.units))
        : words.blocks(count(step.units), count(step.blockSize), count(step.blocks));
    case "quantity":
      return words.quantity(count(step.quantity), money(step.unitMinor), money(step.amountMinor));
    case "difference":
      return words.difference(money(step.afterMinor), money(step.beforeMinor), money(step.amountMinor));
    case "charged":
      return words.charged(step.invoiceNumber, count(step.position), money(step.amountMinor));
    case "days": {
      // What is given back has the sign of the figure it comes to, so that the sentence reads as it is computed.
      const ofMinor = step.amountMinor < 0 ? -Math.abs(step.ofMinor) : step.ofMinor;
      const rounding = roundingOf(ofMinor, step.daysLeft, step.daysTotal);
      const computed = words.days(
        money(ofMinor),
        count(step.daysLeft),
        count(step.daysTotal),
        money(step.amountMinor),
        rounding,
      );
      return `${computed} ${words.dayRange(day(step.startOn), day(step.changeOn), day(step.endOn))}`;
    }
    case "again":
      return words.again(step.invoiceNumber, count(step.position), money(step.amountMinor));
    case "earlier":
      return words.earlier(money(step.ofMinor), money(step.earlierMinor), money(step.amountMinor));
    case "unpaid":
      return words.unpaid(step.invoiceNumber, money(step.ofMinor), money(step.amountMinor));
    case "paid":
      return words.paid(step.invoiceNumber, money(step.ofMinor), money(step.amountMinor));
    case "limit":
      return words.limit(money(step.leftMinor), money(step.amountMinor));
    case "discount": {
      const off = money(Math.abs(step.amountMinor));
      if (step.partsPerMillion === null) return words.discountAmount(step.name, money(step.ofMinor), off);
      const rounding = roundingOf(step.ofMinor, step.partsPerMillion, 1_000_000);
      return words.discountShare(step.name, share(step.partsPerMillion), money(step.ofMinor), off, rounding);
    }
    case "share":
      return words.share(
        money(step.ofMinor),
        money(step.weightMinor),
        money(step.totalWeightMinor),
        money(step.amountMinor),
      );
    case "tax":
      return words.tax(
        taxRate(step.rateName, step.ratePartsPerMillion),
        money(step.baseMinor),
        money(step.amountMinor),
        roundingOf(step.baseMinor, step.ratePartsPerMillion, 1_000_000),
      );
    case "sum":
      return step.partsMinor.length === 1
        ? words.onlyPart(money(step.amountMinor))
        : words.sum(addition(step.partsMinor, money), money(step.amountMinor));
    case "credit_created":
      return words.creditCreated(money(Math.abs(step.amountMinor)));
    case "credit":
      return words.credit(money(step.availableMinor), money(step.totalMinor), money(Math.abs(step.amountMinor)));
    case "carried":
      return words.carried(money(step.minimumMinor), money(Math.abs(step.amountMinor)));
    case "moved":
      return words.moved(day(step.fallsOn), day(step.datedOn));
    case "residue":
      return words.residue(money(step.totalMinor), money(step.earlierMinor), money(step.amountMinor));
    default:
      return assertNever(step);
  }
}

/** Says that a product was rounded, where it was: where the multiplication does not come out even. */
function roundingOf(amountMinor: number, numerator: number, denominator: number): string {
  return (BigInt(amountMinor) * BigInt(numerator)) % BigInt(denominator) === 0n ? "" : words.rounded;
}

/** `20.00 + 4.80 − 2.00` */
function addition(partsMinor: readonly number[], money: StepFormats["money"]): string {
  return partsMinor
    .map((partMinor, index) => {
      if (index === 0) return money(partMinor);
      return partMinor < 0 ? `− ${money(-partMinor)}` : `+ ${money(partMinor)}`;
    })
    .join(" ");
}
