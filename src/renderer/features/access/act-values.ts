import type { AuditEntry } from "../../../shared/contract/audit.ts";
import { isCivilDate } from "../../../shared/civil-date.ts";
import { momentText } from "../../foundation/moment-text.ts";
import { dateText } from "../../foundation/day-text.ts";
import { text } from "../../foundation/text.ts";
import { accountsText } from "../accounts/accounts-text.ts";
import { approvalsText } from "../approvals/approvals-text.ts";
import { invoicesText } from "../invoices/invoices-text.ts";
import { ledgerText } from "../ledger/ledger-text.ts";
import { paymentsText } from "../payments/payments-text.ts";
import { settingsText } from "../settings/settings-text.ts";
import { subscriptionsText } from "../subscriptions/subscriptions-text.ts";
import { actName, amountName, auditText, fieldName, isAmountField, isMomentField } from "./audit-text.ts";

type Words = Readonly<Record<string, string>>;
type Labels = Readonly<Record<string, { readonly label: string }>>;

const labelsOf = (choices: Labels): Words =>
  Object.fromEntries(Object.entries(choices).map(([code, { label }]) => [code, label]));

const { gateways, paymentStatus } = invoicesText.invoice;

/** What the codes of a field are called, whatever record has it. */
const wordsOfField: Readonly<Record<string, Words>> = {
  afterLastRetry: labelsOf(settingsText.retries.afterLastRetry),
  forKind: accountsText.kindNames,
  gateway: gateways,
  origin: ledgerText.origins,
  period: { month: subscriptionsText.choice.month, annual: subscriptionsText.choice.annual },
  role: text.rights.roles,
  roleBefore: text.rights.roles,
  scopes: labelsOf(settingsText.newApiKey.scope),
};

/** The same where it depends on the record. */
const wordsOfRecord: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  account: { kind: accountsText.kindNames },
  approvalRequest: {
    state: Object.fromEntries(Object.entries(approvalsText.states).map(([state, { word }]) => [state, word])),
  },
  invoice: { state: invoicesText.states },
  payment: { status: paymentStatus },
  paymentMethod: { kind: paymentsText.kinds },
};

/** @returns what the desk calls a code; null for what is no code that it knows. */
function codeText(subject: string | null, field: string, code: string): string | null {
  if (field === "act") return actName(code);
  const words = wordsOfRecord[subject ?? ""]?.[field] ?? wordsOfField[field] ?? {};
  return Object.hasOwn(words, code) ? (words[code] ?? null) : null;
}

/** What of a value is for others to say. */
export interface ValueTelling {
  readonly timeZone: string;
  /** An amount with the code of its currency. */
  readonly amountText: (minor: number, currency: string) => string;
  /** What a reason is called. */
  readonly reasonName: (code: string) => string;
}

/** Where a value stands: in a record of this kind, whose amounts are in this currency. */
interface ValuePlace {
  readonly subject: string | null;
  /** Null where the record does not say. */
  readonly currency: string | null;
}

/** In what the amounts of a record are; null where it does not say. */
export function currencyOf(record: Readonly<Record<string, unknown>>): string | null {
  const { currency } = record;
  return typeof currency === "string" ? currency : null;
}

/** What a field is called in a record: of amounts that are written as money, the unit is not said. */
export function fieldText({ currency }: Pick<ValuePlace, "currency">, field: string): string {
  return currency !== null && isAmountField(field) ? amountName(field) : fieldName(field);
}

/**
 * How a value of an act is said: codes by their words, amounts as money, days and moments as they are written elsewhere, what a record
 * holds within itself field by field; what was not there is blank.
 */
export function valueText(place: ValuePlace, field: string, value: unknown, telling: ValueTelling): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? auditText.yes : auditText.no;
  if (typeof value === "string") {
    if (isCivilDate(value)) return dateText(value);
    if (field === "reasonCode") return telling.reasonName(value);
    return codeText(place.subject, field, value) ?? value;
  }
  if (typeof value === "number") return numberText(place, field, value, telling);
  if (Array.isArray(value)) return listText(place, field, value, telling);
  return isRecord(value) ? fieldLines(place, value, telling).join("\n") : "";
}

function numberText({ currency }: ValuePlace, field: string, value: number, telling: ValueTelling): string {
  if (isMomentField(field)) return momentText(value, telling.timeZone);
  return currency !== null && isAmountField(field) ? telling.amountText(value, currency) : String(value);
}

/** Single values beside each other; records one below the other, each in a line. */
function listText(place: ValuePlace, field: string, values: readonly unknown[], telling: ValueTelling): string {
  const said = values.map((value) =>
    isRecord(value) ? fieldLines(place, value, telling).join(", ") : valueText(place, field, value, telling),
  );
  return said.join(values.some(isRecord) ? "\n" : ", ");
}

/** The fields of a record within a record, what has several lines indented below its name. What is not there is passed over. */
function fieldLines({ currency }: ValuePlace, record: object, telling: ValueTelling): string[] {
  const fields: Record<string, unknown> = { ...record };
  // What kind of record it is, nothing says, so that only codes are told that a field has wherever it stands.
  const place = { subject: null, currency: currencyOf(fields) ?? currency };
  return Object.entries(fields).flatMap(([field, value]) => {
    const said = valueText(place, field, value, telling);
    if (said === "") return [];
    const below = said.includes("\n") ? `\n  ${said.replaceAll("\n", "\n  ")}` : ` ${said}`;
    return [`${fieldText(place, field)}:${below}`];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What the record of an act is called; null where the act does not say it. */
export function recordName({ before, after }: Pick<AuditEntry, "before" | "after">): string | null {
  const name = after?.["name"] ?? before?.["name"];
  return typeof name === "string" && name !== "" ? name : null;
}
