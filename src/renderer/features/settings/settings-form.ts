import type { BookSettingsView } from "../../../shared/contract/book.ts";
import type { ErrorView } from "../../../shared/errors.ts";
import type { PaperLanguage } from "../../../shared/paper/paper-language.ts";
import { hasTooManyLines } from "../../../shared/paper/paper-lines.ts";
import { paperNumberPattern } from "../../../shared/paper/paper-number.ts";
import type { Told } from "../../../shared/sentences/sentence.ts";
import type { InputWithoutKey } from "../../foundation/engine.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { toldText } from "../../foundation/refusal-text.ts";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import { settingsText } from "./settings-text.ts";

/** How the book bills, as it was filled in. */
export interface SettingsForm {
  readonly name: string;
  readonly sellerName: string;
  readonly sellerAddress: string;
  readonly sellerTaxNumbers: string;
  readonly paymentDetails: string;
  readonly paperLanguage: PaperLanguage;
  readonly terms: string;
  readonly note: string;
  readonly nextInvoiceNumber: string;
  readonly nextCreditNoteNumber: string;
  readonly retryDays: string;
  readonly afterLastRetry: BookSettingsView["afterLastRetry"];
}

export function settingsFormOf(settings: BookSettingsView): SettingsForm {
  return {
    name: settings.name,
    sellerName: settings.sellerName ?? "",
    sellerAddress: settings.sellerAddress ?? "",
    sellerTaxNumbers: settings.sellerTaxNumbers ?? "",
    paymentDetails: settings.paymentDetails ?? "",
    paperLanguage: settings.paperLanguage,
    terms: String(settings.paymentTermsDays),
    note: settings.invoiceNote ?? "",
    nextInvoiceNumber: settings.nextInvoiceNumber,
    nextCreditNoteNumber: settings.nextCreditNoteNumber,
    retryDays: settings.retryDays.join(", "),
    afterLastRetry: settings.afterLastRetry,
  };
}

/** What a filled-in form means: the command's input once every field is good, else what is wrong with which. */
export interface ReadSettings {
  readonly input: InputWithoutKey<"book.configure"> | null;
  readonly problems: Readonly<Partial<Record<"name" | "terms" | "retryDays" | PaperTextField | NumberField, string>>>;
}

const paperTextFields = ["sellerAddress", "sellerTaxNumbers", "paymentDetails"] as const;
type PaperTextField = (typeof paperTextFields)[number];

/** The settings that are numbers of papers. */
export const numberFields = ["nextInvoiceNumber", "nextCreditNoteNumber"] as const;
type NumberField = (typeof numberFields)[number];

const { paper, numbers, retries } = settingsText;
const maximumRetries = 20;

/**
 * @param changed the fields that were typed into. Only these are sent, so that what someone else changed meanwhile stays.
 */
export function readSettings(changed: Partial<SettingsForm>): ReadSettings {
  const name = changed.name?.trim();
  const terms = changed.terms === undefined ? undefined : readWholeNumber(changed.terms);
  const retryDays = changed.retryDays === undefined ? undefined : readRetryDays(changed.retryDays);
  const isTermsWrong = terms === null || (terms !== undefined && terms > 365);
  const problems = {
    ...(name === "" && { name: paper.nameMissing }),
    ...(isTermsWrong && { terms: paper.termsWrong }),
    ...(retryDays === null && { retryDays: retries.daysWrong }),
    ...Object.fromEntries(
      numberFields
        .filter((field) => changed[field] !== undefined && !paperNumberPattern.test(changed[field].trim()))
        .map((field) => [field, numbers.wrong]),
    ),
    ...Object.fromEntries(
      paperTextFields
        .filter((field) => hasTooManyLines(changed[field] ?? ""))
        .map((field) => [field, paper.tooManyLines]),
    ),
  };
  if (Object.keys(problems).length > 0) return { input: null, problems };
  return {
    problems,
    input: {
      ...(name !== undefined && { name }),
      ...(changed.sellerName !== undefined && { sellerName: orNothing(changed.sellerName.trim()) }),
      ...Object.fromEntries(
        paperTextFields.flatMap((field) => {
          const text = changed[field];
          return text === undefined ? [] : [[field, orNothing(text)]];
        }),
      ),
      ...(changed.paperLanguage !== undefined && { paperLanguage: changed.paperLanguage }),
      ...(terms !== undefined && terms !== null && { paymentTermsDays: terms }),
      ...(changed.note !== undefined && { invoiceNote: orNothing(changed.note) }),
      ...Object.fromEntries(
        numberFields.flatMap((field) => {
          const typed = changed[field]?.trim();
          return typed === undefined ? [] : [[field, typed]];
        }),
      ),
      ...(retryDays !== undefined && retryDays !== null && { retryDays }),
      ...(changed.afterLastRetry !== undefined && { afterLastRetry: changed.afterLastRetry }),
    },
  };
}

/** What a refusal by the engine says is wrong with which number; nothing of one that is about something else. */
export function refusedNumbers(refusal: Pick<ErrorView, "details"> | null): ReadSettings["problems"] {
  const fields = (refusal?.details?.["fields"] ?? []) as readonly (Told & { readonly path: string })[];
  return Object.fromEntries(
    numberFields.flatMap((field) => {
      const refused = fields.find(({ path }) => path === field);
      return refused ? [[field, toldText(refused)]] : [];
    }),
  );
}

/** Days as people list them: `1, 3, 5, 7`. Null where they are not rising whole numbers from 1 to 365. */
export function readRetryDays(typed: string): number[] | null {
  const parts = typed.split(/[\s,;]+/u).filter((part) => part !== "");
  const days = parts.map((each) => readWholeNumber(each));
  const isRising = days.every((day, index) => day !== null && day <= 365 && day > (days[index - 1] ?? 0));
  return isRising && days.length <= maximumRetries ? days.flatMap((day) => day ?? []) : null;
}
