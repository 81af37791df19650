import type { TypedMoney } from "../../foundation/typed-money.ts";
import type { InputWithoutKey } from "../../foundation/engine.ts";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import { chargesText } from "./charges-text.ts";

const words = chargesText.adding;
const mostUnits = 1_000_000;

/** The form of a charge, exactly as typed. */
export interface ChargeForm {
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly discount: string;
  /** `account`, `nothing`, or the id of a tax rate. */
  readonly tax: string;
}

export const emptyChargeForm: ChargeForm = {
  description: "",
  quantity: "1",
  unitPrice: "",
  discount: "",
  tax: "account",
};

type Charge = Omit<InputWithoutKey<"invoices.addCharge">, "accountId" | "currency">;

/** What is wrong with which field. */
export type ChargeProblems = Readonly<Partial<Record<keyof ChargeForm, string>>>;

/** Check the whole form: the charge it means, or every problem it has. */
export function readCharge(
  form: ChargeForm,
  read: (typed: string) => TypedMoney,
): { readonly ok: true; readonly charge: Charge } | { readonly ok: false; readonly problems: ChargeProblems } {
  const description = form.description.trim();
  const quantity = readWholeNumber(form.quantity) ?? 0;
  const unit = read(form.unitPrice);
  const discount = form.discount.trim() === "" ? ({ ok: true, amountMinor: 0 } as const) : read(form.discount);
  const unitProblem = problemOf(unit, 1, words.notAboveZero);
  const discountProblem = problemOf(discount, 0, words.negative);
  const isQuantityGood = quantity >= 1 && quantity <= mostUnits;
  if (description === "" || !isQuantityGood || !unit.ok || unitProblem || !discount.ok || discountProblem) {
    return {
      ok: false,
      problems: {
        ...(description === "" && { description: words.descriptionMissing }),
        ...(!isQuantityGood && { quantity: words.badQuantity }),
        ...(unitProblem !== null && { unitPrice: unitProblem }),
        ...(discountProblem !== null && { discount: discountProblem }),
      },
    };
  }
  return {
    ok: true,
    charge: {
      description,
      quantity,
      unitMinor: unit.amountMinor,
      discountMinor: discount.amountMinor,
      tax: form.tax === "account" || form.tax === "nothing" ? { by: form.tax } : { by: "rate", taxRateId: form.tax },
    },
  };
}

function problemOf(parsed: TypedMoney, leastMinor: number, tooLittle: string): string | null {
  if (!parsed.ok) return parsed.message;
  return parsed.amountMinor < leastMinor ? tooLittle : null;
}
