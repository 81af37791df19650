import type { SeatPrice } from "../../../shared/contract/plans.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

const largestBlock = 1_000_000;

/**
 * Whether the graduated tiers of a price say exactly one fee for every block there can be (BEHAVIOUR 6.1): the first starts at
 * block 1, each one at the block after the one before, and the last has no end.
 *
 * @throws AppError `price_tiers_invalid` with the tier that is wrong, counted from 1, and what is wrong with it.
 */
export function requireValidTiers({ blockSize, tiers }: SeatPrice): void {
  if (!Number.isSafeInteger(blockSize) || blockSize < 1 || blockSize > largestBlock) {
    throw new AppError(
      "price_tiers_invalid",
      sentence("A block of {blockSize} seats is not one of 1 to 1,000,000.", { blockSize }),
      {
        blockSize,
      },
    );
  }
  if (tiers.length === 0) throw new AppError("price_tiers_invalid", sentence("The price of seats has no tier."));

  let nextBlock: number | null = 1;
  for (const [index, { startsAtBlock, endsAfterBlock, feePerBlockMinor }] of tiers.entries()) {
    const tier = index + 1;
    const refuse = (said: Sentence) => new AppError("price_tiers_invalid", said, { tier });
    if (nextBlock === null)
      throw refuse(sentence("Tier {tier} follows tier {before}, which has no end.", { tier, before: index }));
    if (startsAtBlock !== nextBlock) throw refuse(wrongStart(tier, startsAtBlock, nextBlock));
    if (endsAfterBlock !== null && !(Number.isSafeInteger(endsAfterBlock) && endsAfterBlock >= startsAtBlock)) {
      throw refuse(
        sentence("Tier {tier} ends after block {endsAfterBlock}, before it starts at block {startsAtBlock}.", {
          tier,
          endsAfterBlock,
          startsAtBlock,
        }),
      );
    }
    if (!Number.isSafeInteger(feePerBlockMinor) || feePerBlockMinor < 0) {
      throw refuse(
        sentence("Tier {tier} has a fee of {feePerBlockMinor}, which is not a whole amount of zero or more.", {
          tier,
          feePerBlockMinor,
        }),
      );
    }
    nextBlock = endsAfterBlock === null ? null : endsAfterBlock + 1;
  }
  if (nextBlock !== null) {
    const tier = tiers.length;
    throw new AppError(
      "price_tiers_invalid",
      sentence("Tier {tier} is the last one and ends after block {block}.", { tier, block: nextBlock - 1 }),
      {
        tier,
      },
    );
  }
}

function wrongStart(tier: number, startsAtBlock: number, nextBlock: number): Sentence {
  const given = { tier, startsAtBlock, before: tier - 1, endsAfterBlock: nextBlock - 1 };
  if (tier === 1) return sentence("Tier {tier} starts at block {startsAtBlock}, not at block 1.", given);
  if (startsAtBlock < nextBlock) {
    return sentence(
      "Tier {tier} starts at block {startsAtBlock} and overlaps tier {before}, which ends after block {endsAfterBlock}.",
      given,
    );
  }
  return sentence(
    "Tier {tier} starts at block {startsAtBlock} and leaves a gap after tier {before}, which ends after block {endsAfterBlock}.",
    given,
  );
}
