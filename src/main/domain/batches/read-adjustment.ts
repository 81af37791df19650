import type { CivilDate } from "../../../shared/calendar.ts";
import type { BatchChoices, BatchField, BatchRowProblem, BatchRowReading } from "../../../shared/contract/batches.ts";
import type { AdjustmentAction, ReasonCode } from "../../../shared/contract/credits.ts";
import { readTextCell } from "../../../shared/csv.ts";
import { AppError } from "../../../shared/errors.ts";
import { searchKey } from "../../../shared/folding.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import { actionsOf, decideDay, decideTerms, requireFittingReason } from "../credits/adjustment.ts";
import type { ClosedDays } from "../periods/dating.ts";
import type { MemoryMap } from "../imports/import-memory.ts";
import type { ColumnEvidence } from "./column-evidence.ts";
import { currencyNamedIn, readAmount, readDay } from "./reading-values.ts";
import { cellText, problemOfLetters, problemOfWidth, type SheetRow } from "./sheet.ts";
import { sentence, told, verbatim, type Sentence, type Told } from "../../../shared/sentences/sentence.ts";

/** An account that a row may mean. */
export interface FoundAccount {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
}

/** What reading needs to know about the book. */
export interface AdjustmentFacts {
  readonly todayOn: CivilDate;
  readonly closed: ClosedDays;
  readonly bookCurrency: string;
  readonly reasons: readonly ReasonCode[];
  /** The accounts that go by an id, an e-mail address, a slug, or failing these by a name. */
  findAccounts(reference: string): readonly FoundAccount[];
  findLedgerBalance(accountId: string, currency: string): number;
  /** What can be taken, which takes longer to find out than the balance. */
  findAvailable(accountId: string, currency: string): number;
}

/** A row as it was read, and the row of an earlier batch that did the same. */
export interface ReadAdjustment<Twin> {
  readonly row: BatchRowReading;
  readonly repeats: Twin | null;
}

/** The credit of an account in one currency, as the rows so far leave it and later rows find it. */
export interface RunningCredit {
  readonly ledgerMinor: number;
  /** What could be taken before the first row; null while no row takes any. */
  readonly foundAvailableMinor: number | null;
  /** What the rows do to that, without what cannot be used yet. */
  readonly movedMinor: number;
}

/**
 * Reads rows of adjustments in their order. Each says all that is wrong with it, and is measured by what the good rows before it leave
 * (BEHAVIOUR 3.1, 3.3). A row that an earlier batch has applied is left out unless somebody wants it again, so later rows find what is there
 * without it.
 *
 * @param width how many columns the table has; a row of a text that has others was cut or divided in the wrong place.
 * @param credit where it is kept what the rows leave of the credit of each account that they name.
 */
export function createAdjustmentReader(
  choices: BatchChoices,
  evidence: ColumnEvidence,
  facts: AdjustmentFacts,
  width: number | null,
  credit: MemoryMap<RunningCredit>,
): <Twin>(row: SheetRow, findTwin: (reading: BatchRowReading) => Twin | null) => ReadAdjustment<Twin> {
  const reasons = new Map(
    facts.reasons.flatMap((reason): [string, ReasonCode][] => [
      [searchKey(reason.name), reason],
      [reason.code, reason],
    ]),
  );

  return <Twin>(row: SheetRow, findTwin: (reading: BatchRowReading) => Twin | null) => {
    let repeats: Twin | null = null;
    const problems: BatchRowProblem[] = [];
    const add = (field: BatchField | null, said: Sentence) => void problems.push({ field, ...told(said) });
    const cells = "cells" in row ? row.cells : [];
    const cell = (field: BatchField) => {
      const index = choices.columns[field];
      return index === undefined ? "" : (cells[index] ?? "");
    };
    const amountCell = cellText(cell("amount")).trim() === "" ? (choices.amount ?? "") : cell("amount");
    const text = (field: BatchField) => readTextCell(cellText(cell(field)).trim());

    const reading: BatchRowReading = {
      lineNumber: row.lineNumber,
      accountText: text("account").slice(0, 500),
      amountText: cellText(amountCell).trim().slice(0, 500),
      accountId: null,
      accountName: null,
      currency: null,
      amountMinor: null,
      reasonCode: null,
      note: null,
      effectiveOn: null,
      expiresOn: null,
      priority: null,
      category: null,
      countsOn: null,
      problems,
    };
    if ("fault" in row) {
      add(null, row.fault);
      return { row: reading, repeats };
    }
    for (const problem of [problemOfLetters(cells), problemOfWidth(cells, width)]) {
      if (problem !== null) add(null, problem);
    }

    const account = readAccount(text("account"), facts, add);
    const currency = readCurrency(text("currency"), currencyNamedIn(amountCell), choices, account, add);
    // Where it is not known which currency it is in, it is still said what is wrong with the amount itself.
    // For want of another word, the currency is the one that the account is billed in.
    const isBilledIn =
      account !== undefined && currency === account.currency && text("currency") === "" && choices.currency === null;
    const readMinor = signedAmount(currency ?? facts.bookCurrency, isBilledIn);
    const amountMinor = currency === null ? null : readMinor;
    const reason = readReason();
    const note = readNote();
    const terms = readTerms();
    const countsOn = day("countsOn");
    collect(add, { countsOn: "countsOn" }, () => decideDay(countsOn, facts.todayOn, facts.closed), "countsOn");
    Object.assign(reading, {
      accountId: account?.id ?? null,
      accountName: account?.name ?? null,
      currency,
      amountMinor,
    });
    Object.assign(reading, { reasonCode: reason?.code ?? null, note, ...terms, countsOn });
    // Which way it goes may not be known: what is wrong whichever it is is said all the same.
    const action = actionOf(readMinor);
    if (reason) {
      const [possible] = actionsOf(reason);
      const fields = { reasonCode: "reason", note: "note" } as const;
      collect(add, fields, () => requireFittingReason(reason, action ?? possible ?? "increase", note));
    }
    if (Object.values(terms).some((term) => term !== null)) {
      const given = { ...terms, priority: terms.priority ?? 50 };
      const fields = {
        "terms.expiresOn": "expiresOn",
        "terms.priority": "priority",
        terms: "amount",
      } as const;
      collect(add, fields, () => decideTerms(action ?? "increase", given, facts.todayOn, countsOn ?? facts.todayOn));
    }
    if (amountMinor !== null) {
      if (problems.length === 0) repeats = findTwin(reading);
      if (account && currency !== null && repeats === null) {
        follow(account.id, currency, amountMinor, terms.effectiveOn);
      }
    }
    return { row: reading, repeats };

    function actionOf(minor: number | null): AdjustmentAction | null {
      if (minor !== null) return minor > 0 ? "increase" : "decrease";
      return choices.direction === "signed" ? null : choices.direction;
    }

    function signedAmount(code: string, isOfAccount: boolean): number | null {
      const written = amountCell;
      if (cellText(written).trim() === "") {
        add("amount", sentence("The amount is missing."));
        return null;
      }
      const read = readAmount(
        written,
        code,
        { chosen: choices.decimal, isMixed: evidence.decimal.isMixed },
        facts.bookCurrency,
      );
      if (!read.ok) {
        const { named } = read;
        add(
          "amount",
          isOfAccount && named !== undefined
            ? sentence(
                '"{text}" is in {named}, and the account is billed in {currency}. Where that is meant, name the currency, as in 50 {named}.',
                { text: cellText(written).trim(), named, currency: code },
              )
            : read.said,
        );
        return null;
      }
      if (read.value === 0) {
        add("amount", sentence("{amount} changes nothing.", { amount: { amountMinor: 0, currency: code } }));
        return null;
      }
      if (choices.direction === "signed") return read.value;
      if (read.value > 0) return choices.direction === "decrease" ? -read.value : read.value;
      const given = { text: cellText(written).trim() };
      add(
        "amount",
        choices.direction === "increase"
          ? sentence('"{text}" is below zero, and every row adds what it says.', given)
          : sentence('"{text}" is below zero, and every row removes what it says.', given),
      );
      return null;
    }

    function readReason(): ReasonCode | undefined {
      const said = text("reason");
      if (said === "" && choices.reasonCode === null) {
        add("reason", sentence("A reason is missing."));
        return undefined;
      }
      const found =
        said === "" ? reasons.get(choices.reasonCode ?? "") : (reasons.get(said) ?? reasons.get(searchKey(said)));
      if (!found)
        add("reason", sentence('"{reason}" is no reason of the book.', { reason: said || (choices.reasonCode ?? "") }));
      return found;
    }

    function readNote(): string | null {
      const said = readTextCell(cellText(cell("note")));
      const kept = said.trim() === "" ? choices.note : said;
      if (kept !== null && kept.length > 2000) {
        add(
          "note",
          sentence("The note has {count} characters; {most} are the most.", { count: kept.length, most: 2000 }),
        );
        return null;
      }
      if (kept === null || (kept.isWellFormed() && !kept.includes("\0"))) return kept;
      add("note", sentence("The note has a character that cannot be stored."));
      return null;
    }

    function day(field: "effectiveOn" | "expiresOn" | "countsOn"): CivilDate | null {
      if (text(field) === "") return null;
      const read = readDay(cell(field), { chosen: choices.dateOrder, ...evidence.dateOrder });
      if (read.ok) return read.value;
      add(field, read.said);
      return null;
    }

    function readTerms() {
      const saidPriority = text("priority");
      const saidCategory = text("category").toLowerCase();
      const isPriority = /^\d{1,3}$/u.test(saidPriority);
      if (saidPriority !== "" && !isPriority)
        add("priority", sentence('"{text}" is not a whole number from 0 to 100.', { text: saidPriority }));
      const category = saidCategory === "promotional" || saidCategory === "paid" ? saidCategory : null;
      if (saidCategory !== "" && category === null)
        add("category", sentence('"{text}" is neither promotional nor paid.', { text: saidCategory }));
      return {
        effectiveOn: day("effectiveOn"),
        expiresOn: day("expiresOn"),
        priority: isPriority ? Number(saidPriority) : null,
        category,
      } as const;
    }

    /** Measure the row by what is there, and where nothing is wrong with it let later rows find what it leaves. */
    function follow(accountId: string, code: string, minor: number, effectiveOn: CivilDate | null): void {
      const key = `${accountId} ${code}`;
      const before = findCredit(key, accountId, code, minor < 0);
      const availableMinor = (before.foundAvailableMinor ?? 0) + before.movedMinor;
      if (minor < 0 && -minor > availableMinor) {
        add(
          "amount",
          sentence("Removing {needed} is more than the {available} that is available.", {
            needed: { amountMinor: -minor, currency: code },
            available: { amountMinor: availableMinor, currency: code },
          }),
        );
      }
      const ledgerMinor = before.ledgerMinor + minor;
      if (!Number.isSafeInteger(ledgerMinor))
        add("amount", sentence("The balance would be larger than a book can hold."));
      const isUsable = effectiveOn === null || effectiveOn <= facts.todayOn;
      const movedMinor = before.movedMinor + (isUsable ? minor : 0);
      credit.set(key, problems.length > 0 ? before : { ...before, ledgerMinor, movedMinor });
    }

    /** Asks the book at most once: an account may have as many blocks as the file has rows. */
    function findCredit(key: string, accountId: string, code: string, takes: boolean): RunningCredit {
      const { ledgerMinor, foundAvailableMinor, movedMinor } = credit.get(key) ?? {
        ledgerMinor: facts.findLedgerBalance(accountId, code),
        foundAvailableMinor: null,
        movedMinor: 0,
      };
      return {
        ledgerMinor,
        foundAvailableMinor: foundAvailableMinor ?? (takes ? facts.findAvailable(accountId, code) : null),
        movedMinor,
      };
    }
  };
}

type AddProblem = (field: BatchField | null, said: Sentence) => void;

function readAccount(reference: string, facts: AdjustmentFacts, add: AddProblem): FoundAccount | undefined {
  if (reference === "") {
    add("account", sentence("The account is missing."));
    return undefined;
  }
  const found = facts.findAccounts(reference.slice(0, 500));
  const [first, ...others] = found;
  if (!first)
    add("account", sentence('No account has the id, e-mail address, slug or name "{reference}".', { reference }));
  if (others.length === 0) return first;
  const ids = found.slice(0, 3).map(({ id }) => id);
  add(
    "account",
    sentence('"{reference}" fits {count} accounts ({ids}); write the id.', {
      reference,
      count: found.length,
      ids: found.length > 3 ? [...ids, "…"] : ids,
    }),
  );
  return undefined;
}

function readCurrency(
  said: string,
  namedInAmount: string | null,
  choices: BatchChoices,
  account: FoundAccount | undefined,
  add: AddProblem,
): string | null {
  const code = said.toUpperCase();
  if (said !== "" && !isCurrencyCode(code)) {
    add("currency", sentence('"{text}" is not an ISO 4217 currency, such as "USD".', { text: said }));
    return null;
  }
  return code || choices.currency || namedInAmount || (account?.currency ?? null);
}

/**
 * Do what throws what is wrong, and add that to the row's problems under the fields of the row.
 *
 * @param field what it is about where it names none.
 */
function collect(
  add: AddProblem,
  fields: Readonly<Record<string, BatchField>>,
  check: () => unknown,
  field: BatchField | null = null,
): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const named = (error.details?.["fields"] ?? []) as readonly (Told & { readonly path: string })[];
    for (const { path, message, sentence: said } of named) add(fields[path] ?? null, said ?? verbatim(message));
    if (named.length === 0) add(field, error.sentence);
  }
}
