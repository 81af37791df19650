import { type Command, InvalidArgumentError, Option } from "commander";
import type { PriceView, SeatPrice } from "../../../shared/contract/plans.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { figure, money, readAmountOrZero } from "../foundation/amounts.ts";
import { currencyOption, wholeNumber } from "../foundation/options.ts";
import type { OpenBook } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

/** A tier of seats as it was typed: from which block to which, and what a month of one costs. */
interface TypedTier {
  readonly startsAtBlock: number;
  readonly endsAfterBlock: number | null;
  readonly fee: string;
}

export interface PriceFlags {
  readonly currency?: string;
  readonly monthly?: string;
  readonly annualMonthly?: string;
  readonly tier?: readonly TypedTier[];
  readonly blockSize?: number;
}

/** What a price asks for, as the contract takes it. */
interface PriceTerms {
  readonly currency: string;
  /** Null where the price is not offered by the month. */
  readonly monthlyMinor: number | null;
  readonly annualMonthlyMinor: number | null;
  readonly seatPrice: SeatPrice | null;
}

/** Adds the options that say what a price asks for. */
export function withPriceOptions(command: Command): Command {
  return command
    .addOption(currencyOption("the currency of the price; left out: the book's"))
    .option(
      "--annual-monthly <amount>",
      "for one month where a year is billed at once; left out: it is not offered by the year",
    )
    .addOption(
      new Option(
        "--tier <blocks=fee...>",
        "what a month of a block of seats costs beside the fee, such as 1-10=8.00 11-=6.00, or 1-=8.00 for all",
      ).argParser(typedTiers),
    )
    .option(
      "--block-size <number>",
      "how many seats a block holds, a started one whole; left out: 1",
      wholeNumber(1, 1_000_000),
    );
}

function typedTiers(text: string, before: readonly TypedTier[] = []): readonly TypedTier[] {
  const [, from, to, fee] = /^([1-9]\d{0,8})-([1-9]\d{0,8})?=(.+)$/u.exec(text) ?? [];
  if (from === undefined || fee === undefined) {
    throw new InvalidArgumentError("It is not blocks and a fee, such as 1-10=8.00.");
  }
  return [...before, { startsAtBlock: Number(from), endsAfterBlock: to === undefined ? null : Number(to), fee }];
}

/**
 * What the options ask for. Whether it can be charged is the engine's to say.
 *
 * @throws AppError `invalid_input` for what is no amount of the currency, and for blocks of seats that cost nothing said.
 */
export async function priceTerms(book: OpenBook, flags: PriceFlags): Promise<PriceTerms> {
  const currency = flags.currency ?? (await book.ask("book.settings", {})).currency;
  const fee = (text: string | undefined) => (text === undefined ? null : readAmountOrZero(text, currency));
  const { tier: tiers, blockSize } = flags;
  if (tiers === undefined && blockSize !== undefined) {
    throw new AppError("invalid_input", sentence("--block-size says how --tier is meant, and no tier was given."));
  }
  return {
    currency,
    monthlyMinor: fee(flags.monthly),
    annualMonthlyMinor: fee(flags.annualMonthly),
    seatPrice:
      tiers === undefined
        ? null
        : {
            blockSize: blockSize ?? 1,
            tiers: tiers.map(({ startsAtBlock, endsAfterBlock, fee: typed }) => ({
              startsAtBlock,
              endsAfterBlock,
              feePerBlockMinor: readAmountOrZero(typed, currency),
            })),
          },
  };
}

/** "1 to 10: 8.00; from 11 on: 6.00", as a table shows what seats cost; nothing where there are none. */
export function seatPriceText({ seatPrice, currency }: Pick<PriceView, "seatPrice" | "currency">): string {
  if (seatPrice === null) return "";
  const tiers = seatPrice.tiers.map(({ startsAtBlock, endsAfterBlock, feePerBlockMinor }) => {
    const fee = figure(feePerBlockMinor, currency);
    const isForAll = startsAtBlock === 1 && endsAfterBlock === null;
    if (isForAll) return fee;
    return endsAfterBlock === null
      ? said("from {from} on: {fee}", { from: String(startsAtBlock), fee })
      : said("{from} to {to}: {fee}", { from: String(startsAtBlock), to: String(endsAfterBlock), fee });
  });
  const text = tiers.join("; ");
  return seatPrice.blockSize === 1 ? text : said("{text}, by {size}", { text, size: String(seatPrice.blockSize) });
}

/** What a price asks for, in a sentence: "USD 20.00 a month, USD 200.00 a year". */
export function feesText(price: Pick<PriceView, "currency" | "monthlyMinor" | "annualMinor" | "seatPrice">): string {
  const { currency, monthlyMinor, annualMinor } = price;
  const seats = seatPriceText(price);
  return [
    ...(monthlyMinor === null ? [] : [said("{fee} a month", { fee: money(monthlyMinor, currency) })]),
    ...(annualMinor === null ? [] : [said("{fee} a year", { fee: money(annualMinor, currency) })]),
    ...(seats === "" ? [] : [said("seats {seats}", { seats })]),
  ].join(", ");
}
