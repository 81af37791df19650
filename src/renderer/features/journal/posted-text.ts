import type { JournalRule } from "../../../shared/contract/journal.ts";
import { journalText as words } from "./journal-text.ts";

/** What a rule is about: "Tax", "Tax: VAT 19 %". */
export function postedText({ role, subject, subjectName }: JournalRule): string {
  return subject === "" ? words.roles[role] : words.subject(words.roles[role], subjectName ?? subject);
}
