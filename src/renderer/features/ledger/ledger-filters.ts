import { asOfBasis, type AsOfBasis, type EntrySourceType } from "../../../shared/contract/ledger.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { isCivilDate, type CivilDate } from "../../../shared/civil-date.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import { readAmounts, type AmountReading, type TypedAmounts } from "../../components/list/typed-amounts.ts";
import { entrySourceTypes } from "./ledger-text.ts";

/** What `ledger.list` takes. */
export type LedgerFilters = NonNullable<MethodInput<"ledger.list">["filters"]>;

/** What stands in the filter bar. Empty text and an empty list mean that the filter is not in use. */
export interface LedgerFilterForm extends TypedAmounts {
  readonly fromOn: string;
  readonly throughOn: string;
  readonly sourceTypes: readonly EntrySourceType[];
  readonly reasonCodes: readonly string[];
  readonly operator: string;
  /** Words of notes and of the names of accounts. */
  readonly search: string;
  /** The day that the ledger is looked at from, and which of an entry's two dates that goes by (BEHAVIOUR 11.4). */
  readonly asOfOn: string;
  readonly asOfBy: AsOfBasis;
}

export const emptyLedgerFilterForm: LedgerFilterForm = {
  fromOn: "",
  throughOn: "",
  sourceTypes: [],
  reasonCodes: [],
  operator: "",
  search: "",
  currency: "",
  minimum: "",
  maximum: "",
  asOfOn: "",
  asOfBy: "effective",
};

/** A day to look back from, as `ledger.balancesAsOf` takes it. */
export interface AsOfMoment {
  readonly on: CivilDate;
  readonly by: AsOfBasis;
}

/** The day to look back from; null while none is chosen or it is still being typed. */
export function asOfMoment({ asOfOn, asOfBy }: LedgerFilterForm): AsOfMoment | null {
  return isCivilDate(asOfOn) ? { on: asOfOn, by: asOfBy } : null;
}

/** The last effective day that is shown: where both the span and the look back end it, the earlier one. */
function lastEffectiveDay(form: LedgerFilterForm): CivilDate | undefined {
  const asOf = asOfMoment(form);
  const days = [form.throughOn, asOf?.by === "effective" ? asOf.on : ""];
  return days.filter((day) => isCivilDate(day)).toSorted()[0];
}

/** What the bar's filters ask of the engine. A date that is still being typed does not count. */
export function toLedgerFilters(form: LedgerFilterForm, reading: AmountReading): LedgerFilters {
  const { currency, minimumMinor, maximumMinor } = readAmounts(form, reading);
  const { operator } = form;
  const search = form.search.trim();
  const throughOn = lastEffectiveDay(form);
  const asOf = asOfMoment(form);
  return {
    ...(isCivilDate(form.fromOn) && { fromOn: form.fromOn }),
    ...(throughOn !== undefined && { throughOn }),
    ...(asOf?.by === "recorded" && { recordedThroughOn: asOf.on }),
    ...(form.sourceTypes.length > 0 && { sourceTypes: [...form.sourceTypes] }),
    ...(form.reasonCodes.length > 0 && { reasonCodes: [...form.reasonCodes] }),
    ...(operator !== "" && { operator }),
    ...(search !== "" && { search }),
    ...(currency !== null && { currency }),
    ...(minimumMinor !== null && { minimumMinor }),
    ...(maximumMinor !== null && { maximumMinor }),
  };
}

/** How many filters narrow the list; the two ends of a span count as one. */
export function countLedgerFilters(form: LedgerFilterForm): number {
  return [
    form.fromOn !== "" || form.throughOn !== "",
    form.sourceTypes.length > 0,
    form.reasonCodes.length > 0,
    form.operator !== "",
    form.search.trim() !== "",
    form.currency !== "",
    form.minimum.trim() !== "" || form.maximum.trim() !== "",
    form.asOfOn !== "",
  ].filter(Boolean).length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The filters of the last session, from whatever is stored; what does not make sense any more is not in use. */
export function readLedgerFilterForm(stored: unknown): LedgerFilterForm {
  if (!isRecord(stored)) return emptyLedgerFilterForm;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((item) => typeof item === "string") : []);
  const currency = text(stored.currency);
  return {
    fromOn: text(stored.fromOn),
    throughOn: text(stored.throughOn),
    sourceTypes: entrySourceTypes.filter((type) => texts(stored.sourceTypes).includes(type)),
    reasonCodes: texts(stored.reasonCodes),
    operator: text(stored.operator).slice(0, 200),
    search: text(stored.search).slice(0, 200),
    currency: isCurrencyCode(currency) ? currency : "",
    minimum: text(stored.minimum),
    maximum: text(stored.maximum),
    asOfOn: text(stored.asOfOn),
    asOfBy: asOfBasis.safeParse(stored.asOfBy).data ?? emptyLedgerFilterForm.asOfBy,
  };
}
