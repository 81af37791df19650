import type { JournalRule } from "../../../shared/contract/journal.ts";
import { reasonText } from "../../foundation/reason-names.ts";
import { invoicesText } from "../invoices/invoices-text.ts";
import { journalText as words } from "./journal-text.ts";

const gateways: Readonly<Record<string, string>> = invoicesText.paidBy;

/** What a rule is about: "Tax", "Tax: VAT 19 %". */
export function postedText({ role, subject, subjectName }: JournalRule): string {
  const name = subjectName ?? subject;
  if (subject === "") return words.roles[role];
  if (role === "gateway") return words.subject(words.roles[role], gateways[subject] ?? name);
  return words.subject(words.roles[role], role === "reason" ? reasonText(name) : name);
}
