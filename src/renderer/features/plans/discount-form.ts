import { readTypedMoney } from "../../foundation/typed-money.ts";
import type { InputWithoutKey } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { readShare } from "../../foundation/share-text.ts";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import { discountsText } from "./discounts-text.ts";

/** The new-discount dialog as it was filled in. */
export interface DiscountForm {
  readonly name: string;
  readonly kind: "share" | "amount";
  readonly share: string;
  readonly amount: string;
  readonly currency: string;
  readonly isForGood: boolean;
  readonly periods: string;
}

export function startDiscountForm(currency: string): DiscountForm {
  return { name: "", kind: "share", share: "", amount: "", currency, isForGood: true, periods: "" };
}

/** What a filled-in form means: the command's input once every field is good, else what is wrong with which. */
export interface ReadDiscountForm {
  readonly input: InputWithoutKey<"discounts.create"> | null;
  readonly problems: Readonly<Partial<Record<"name" | "share" | "amount" | "periods", string>>>;
}

const words = discountsText.new;

export function readDiscountForm(form: DiscountForm, locale: string = operatorLocale): ReadDiscountForm {
  const name = form.name.trim();
  const share = form.kind === "share" ? readShare(form.share) : null;
  const amount = form.kind === "amount" ? readTypedMoney(form.amount, form.currency, { locale }) : null;
  const periods = form.isForGood ? null : readWholeNumber(form.periods);
  const amountProblem = amount === null ? null : amount.ok ? problemOfAmount(amount.amountMinor) : amount.message;
  const problems = {
    ...(name === "" && { name: words.nameMissing }),
    ...(form.kind === "share" && (share === null || share === 0) && { share: words.shareWrong }),
    ...(amountProblem !== null && { amount: amountProblem }),
    ...(!form.isForGood && (periods === null || periods === 0) && { periods: words.periodsWrong }),
  };
  if (Object.keys(problems).length > 0) return { input: null, problems };
  return {
    problems,
    input: {
      name,
      partsPerMillion: share,
      amountMinor: amount?.ok === true ? amount.amountMinor : null,
      currency: amount === null ? null : form.currency,
      periods,
    },
  };
}

function problemOfAmount(amountMinor: number): string | null {
  return amountMinor > 0 ? null : words.amountNotAboveZero;
}
