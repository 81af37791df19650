import type { SeatPrice } from "../../../shared/contract/plans.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { readFee, yearOf } from "./fee.ts";
import { plansText } from "./plans-text.ts";
import { readSeatPriceForm, startSeatPriceForm, type ReadSeatPrice, type SeatPriceForm } from "./seat-price-form.ts";

/** A price as it was filled in; amounts as they were typed. */
export interface PriceForm {
  readonly currency: string;
  readonly hasMonthly: boolean;
  readonly monthly: string;
  readonly hasAnnual: boolean;
  readonly annualMonthly: string;
  readonly hasSeats: boolean;
  readonly seats: SeatPriceForm;
}

export function startPriceForm(currency: string): PriceForm {
  return {
    currency,
    hasMonthly: true,
    monthly: "",
    hasAnnual: false,
    annualMonthly: "",
    hasSeats: false,
    seats: startSeatPriceForm,
  };
}

interface PriceProblems {
  readonly monthly?: string;
  readonly annualMonthly?: string;
  /** About the price as a whole. */
  readonly price?: string;
}

/** A price that can be sent. */
export interface PriceInput {
  readonly currency: string;
  readonly monthlyMinor: number | null;
  readonly annualMonthlyMinor: number | null;
  readonly seatPrice: SeatPrice | null;
}

/** What a filled-in price means: the price once every field is good, else what is wrong with which. */
export interface ReadPriceForm {
  readonly price: PriceInput | null;
  readonly problems: PriceProblems;
  /** What was made of the seats; null where there are none. */
  readonly seats: ReadSeatPrice | null;
  /** The annual charge without seats, twelve times the monthly amount; null until it can be computed. */
  readonly annualMinor: number | null;
}

const words = plansText.price;

export function readPriceForm(form: PriceForm, locale: string = operatorLocale): ReadPriceForm {
  const monthly = form.hasMonthly ? readFee(form.monthly, form.currency, locale) : null;
  const annualMonthly = form.hasAnnual ? readFee(form.annualMonthly, form.currency, locale) : null;
  const annual = typeof annualMonthly === "number" ? yearOf(annualMonthly) : null;
  const seats = form.hasSeats ? readSeatPriceForm(form.seats, form.currency, locale) : null;
  const problems: PriceProblems = {
    ...(typeof monthly === "string" && { monthly }),
    ...(typeof annualMonthly === "string" && { annualMonthly }),
    ...(typeof annual === "string" && { annualMonthly: annual }),
    ...(!form.hasMonthly && !form.hasAnnual && { price: words.noPeriod }),
  };
  const isGood =
    Object.keys(problems).length === 0 &&
    typeof monthly !== "string" &&
    typeof annualMonthly !== "string" &&
    seats?.seatPrice !== null;
  return {
    problems,
    seats,
    annualMinor: typeof annual === "number" ? annual : null,
    price: isGood
      ? {
          currency: form.currency,
          monthlyMinor: monthly,
          annualMonthlyMinor: annualMonthly,
          seatPrice: seats?.seatPrice ?? null,
        }
      : null,
  };
}
