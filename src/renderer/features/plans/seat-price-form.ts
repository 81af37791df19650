import type { SeatPrice } from "../../../shared/contract/plans.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import { readFee } from "./fee.ts";
import { plansText } from "./plans-text.ts";

/** A tier as it was typed. Where it starts follows from the tier before, so that tiers neither overlap nor leave a gap. */
export interface TierForm {
  /** The last block of the tier; not looked at in the last tier, which has no end. */
  readonly endsAfterBlock: string;
  readonly fee: string;
}

/** The price of seats as it was filled in (BEHAVIOUR 6.1). */
export interface SeatPriceForm {
  readonly blockSize: string;
  /** One at least. */
  readonly tiers: readonly TierForm[];
}

export const startSeatPriceForm: SeatPriceForm = { blockSize: "1", tiers: [{ endsAfterBlock: "", fee: "" }] };

/** What is wrong with a tier, by field. */
interface TierProblems {
  readonly endsAfterBlock?: string;
  readonly fee?: string;
}

/** What a filled-in price of seats means: the price once every field is good, else what is wrong with which. */
export interface ReadSeatPrice {
  readonly seatPrice: SeatPrice | null;
  readonly blockSizeProblem: string | null;
  /** One per tier, in their order. */
  readonly tierProblems: readonly TierProblems[];
}

const words = plansText.seats;

/** The first block of each tier; null from where it is not known, because a tier before has no readable end. */
export function tierStarts(tiers: readonly TierForm[]): (number | null)[] {
  const starts: (number | null)[] = [];
  let next: number | null = 1;
  for (const { endsAfterBlock } of tiers) {
    starts.push(next);
    const end = readWholeNumber(endsAfterBlock);
    next = next === null || end === null || end < next ? null : end + 1;
  }
  return starts;
}

export function readSeatPriceForm(
  form: SeatPriceForm,
  currency: string,
  locale: string = operatorLocale,
): ReadSeatPrice {
  const blockSize = readWholeNumber(form.blockSize);
  const starts = tierStarts(form.tiers);
  const readTiers = form.tiers.map((tier, index) => {
    const isLast = index === form.tiers.length - 1;
    const startsAtBlock = starts[index] ?? null;
    const end = isLast ? null : readWholeNumber(tier.endsAfterBlock);
    const fee = readFee(tier.fee, currency, locale);
    const endProblem = isLast ? null : problemOfEnd(end, startsAtBlock);
    return {
      tier:
        startsAtBlock === null || endProblem !== null || typeof fee === "string"
          ? null
          : { startsAtBlock, endsAfterBlock: end, feePerBlockMinor: fee },
      problems: {
        ...(endProblem !== null && { endsAfterBlock: endProblem }),
        ...(typeof fee === "string" && { fee }),
      },
    };
  });
  const blockSizeProblem = blockSize === null || blockSize < 1 ? words.blockSizeWrong : null;
  const tiers = readTiers.flatMap(({ tier }) => tier ?? []);
  const isGood = blockSize !== null && blockSizeProblem === null && tiers.length === form.tiers.length;
  return {
    seatPrice: isGood ? { blockSize, tiers } : null,
    blockSizeProblem,
    tierProblems: readTiers.map(({ problems }) => problems),
  };
}

function problemOfEnd(end: number | null, startsAtBlock: number | null): string | null {
  if (end === null || end < 1) return words.endWrong;
  // Where the tier before has no readable end, that one is what is wrong.
  if (startsAtBlock !== null && end < startsAtBlock) return words.endTooSmall(startsAtBlock);
  return null;
}

/** Add a tier after the last one. What was the last one gets an end that can be typed. */
export function addTier(form: SeatPriceForm): SeatPriceForm {
  return { ...form, tiers: [...form.tiers, { endsAfterBlock: "", fee: "" }] };
}

/** Take a tier out; the one after it then starts where it started. */
export function removeTier(form: SeatPriceForm, index: number): SeatPriceForm {
  return { ...form, tiers: form.tiers.filter((_, each) => each !== index) };
}

/** Change a tier's fields. */
export function changeTier(form: SeatPriceForm, index: number, change: Partial<TierForm>): SeatPriceForm {
  return { ...form, tiers: form.tiers.map((tier, each) => (each === index ? { ...tier, ...change } : tier)) };
}
