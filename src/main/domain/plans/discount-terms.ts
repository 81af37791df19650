import type { DiscountView } from "../../../shared/contract/plans.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

const wholePartsPerMillion = 1_000_000;

/**
 * Whether a discount says one thing that can be taken off (BEHAVIOUR 6.8): a share above 0 % up to 100 %, or an amount above zero in
 * a currency, for at least one period or for good.
 *
 * @throws AppError `discount_out_of_range`.
 */
export function requireDiscountTerms(terms: Omit<DiscountView, "id" | "name">): void {
  const { partsPerMillion, amountMinor, currency, periods } = terms;
  const refuse = (said: Sentence) => new AppError("discount_out_of_range", said);
  if (partsPerMillion === null && amountMinor === null) throw refuse(sentence("The discount takes nothing off."));
  if (partsPerMillion !== null && amountMinor !== null)
    throw refuse(sentence("The discount is a share and an amount at once."));
  if (partsPerMillion !== null && (partsPerMillion < 1 || partsPerMillion > wholePartsPerMillion)) {
    throw refuse(
      sentence("A share of {partsPerMillion} parts per million is not above 0 % and at most 100 %.", {
        partsPerMillion,
      }),
    );
  }
  if (amountMinor !== null && amountMinor < 1)
    throw refuse(sentence("An amount of {amountMinor} is not above zero.", { amountMinor }));
  if (amountMinor !== null && currency === null) throw refuse(sentence("The discount's amount has no currency."));
  if (partsPerMillion !== null && currency !== null) throw refuse(sentence("A share has no currency of its own."));
  if (periods !== null && periods < 1)
    throw refuse(sentence("A discount for {periods} periods takes nothing off.", { periods }));
}
