import {
  journalRole,
  type JournalAccount,
  type JournalRole,
  type JournalRule,
} from "../../../../shared/contract/journal.ts";
import { addDays, civilDate, type CivilDate } from "../../../../shared/calendar.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { createChart, requireUnambiguous } from "../../../domain/journal/chart.ts";
import { gateways } from "../../../domain/payments/payment.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import {
  listAccountRules,
  listJournalSubjects,
  writeAccountRule,
} from "../../../storage/journal/journal-account-store.ts";
import type { HandlersOf, QueryContext } from "../../handler.ts";

/** The first day that a book may hold. */
const firstOfAllDays = civilDate("1970-01-01");
/** No day comes after it, so on it every change holds. */
const lastOfAllDays = civilDate("9999-12-31");

export const journalAccountHandlers: HandlersOf<"journal.accounts" | "journal.setAccounts"> = {
  "journal.accounts": ({ book }) => ({ rules: listRules(book) }),

  "journal.setAccounts": ({ book, settings, changed }, { accounts }) => {
    const known = new Set(subjectsOf(book).map(({ role, subject }) => keyOf(role, subject)));
    for (const { role, subject, account } of accounts) {
      if (!known.has(keyOf(role, subject))) {
        throw new AppError(
          "journal_subject_unknown",
          sentence("Nothing of the book is posted as {subject}.", { subject: keyOf(role, subject) }),
        );
      }
      if (subject === "" && account === null) {
        throw new AppError("invalid_input", sentence("What is posted as {role} needs an account.", { role }));
      }
      writeAccountRule(book, { role, subject, account, fromOn: firstOpenOn(settings) });
    }
    const rules = listRules(book);
    requireUnambiguous(rules.map(({ account }) => account));
    changed("book");
    return { rules };
  },
};

/** From when on a change holds: what is posted into closed periods stays (BEHAVIOUR 11.3). */
function firstOpenOn({ closedThroughOn }: QueryContext["settings"]): CivilDate {
  return closedThroughOn === null ? firstOfAllDays : addDays(closedThroughOn, 1);
}

/** Everything that the book posts to, with the accounts that hold for the open days. */
export function listRules(book: ReadableBook): JournalRule[] {
  const rules = listAccountRules(book);
  const chart = createChart(rules);
  return subjectsOf(book).map(({ role, subject, name }) => {
    const account: JournalAccount = chart(role, subject, lastOfAllDays);
    const isOfRole = subject !== "" && !hasOwn(rules, role, subject);
    return { role, subject, subjectName: name, account, isOfRole };
  });
}

function hasOwn(rules: ReturnType<typeof listAccountRules>, role: JournalRole, subject: string): boolean {
  const own = rules.filter((rule) => rule.role === role && rule.subject === subject);
  const newest = own.toSorted((one, other) => (one.fromOn < other.fromOn ? 1 : -1))[0];
  return newest !== undefined && newest.account !== null;
}

interface Subject {
  readonly role: JournalRole;
  readonly subject: string;
  readonly name: string | null;
}

/** Every role, each followed by what is told apart within it. */
function subjectsOf(book: ReadableBook): Subject[] {
  const own: Subject[] = [
    ...Object.keys(gateways).map((gateway) => ({ role: "gateway" as const, subject: gateway, name: gateway })),
    ...listJournalSubjects(book),
  ];
  return journalRole.options.flatMap((role) => [
    { role, subject: "", name: null },
    ...own.filter((each) => each.role === role),
  ]);
}

const keyOf = (role: JournalRole, subject: string): string => (subject === "" ? role : `${role} ${subject}`);
