import type { AuditEntry } from "../../../shared/contract/audit.ts";
import { isCivilDate } from "../../../shared/civil-date.ts";
import { momentText } from "../../components/date-text.tsx";
import { dateText } from "../../foundation/day-text.ts";
import { text } from "../../foundation/text.ts";
import { accountsText } from "../accounts/accounts-text.ts";
import { approvalsText } from "../approvals/approvals-text.ts";
import { invoicesText } from "../invoices/invoices-text.ts";
import { ledgerText } from "../ledger/ledger-text.ts";
import { paymentsText } from "../payments/payments-text.ts";
import { settingsText } from "../settings/settings-text.ts";
import { subscriptionsText } from "../subscriptions/subscriptions-text.ts";
import { actName, auditText, isMomentField } from "./audit-text.ts";

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

/** How a value of an act is said: codes by their words, days and moments as they are written elsewhere; what was not there is blank. */
export function valueText(
  { subject }: Pick<AuditEntry, "subject">,
  field: string,
  value: unknown,
  timeZone: string,
): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? auditText.yes : auditText.no;
  if (typeof value === "string") {
    if (isCivilDate(value)) return dateText(value);
    return codeText(subject, field, value) ?? value;
  }
  if (typeof value === "number") return isMomentField(field) ? momentText(value, timeZone) : String(value);
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) {
    return value.map((each) => valueText({ subject }, field, each, timeZone)).join(", ");
  }
  return JSON.stringify(value, null, 1);
}

/** What the record of an act is called; null where the act does not say it. */
export function recordName({ before, after }: Pick<AuditEntry, "before" | "after">): string | null {
  const name = after?.["name"] ?? before?.["name"];
  return typeof name === "string" && name !== "" ? name : null;
}
