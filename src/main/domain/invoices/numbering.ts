import type { BookSettingsView } from "../../../shared/contract/book.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence, told, type Sentence } from "../../../shared/sentences/sentence.ts";
import { remember } from "../remember.ts";

/** What is numbered, each kind by itself and without a gap (BEHAVIOUR 8.6). */
export type NumberedPaper = "invoice" | "credit_note";

/**
 * How papers are called from one of them on: `INV-` and six digits, say. The papers of a book are counted from 1 without a gap, whatever
 * they are called; a series says what is written for that count. It holds up to the next one of its kind, and never changes
 * once a paper was issued in it, so that a paper keeps what it was called.
 */
export interface NumberSeries {
  readonly paper: NumberedPaper;
  /** The count of the first paper that is called so. */
  readonly from: number;
  readonly prefix: string;
  /** As many digits as are written at least. */
  readonly digits: number;
  /** The number that is written for the first of them. */
  readonly first: number;
}

/** What the papers of a book are called until somebody chooses something else; migration 43 says the same. */
export const firstSeries: readonly NumberSeries[] = [
  { paper: "invoice", from: 1, prefix: "INV-", digits: 6, first: 1 },
  { paper: "credit_note", from: 1, prefix: "CN-", digits: 6, first: 1 },
];

/** A series, and the count of the last paper of it. */
interface BoundedSeries extends NumberSeries {
  readonly through: number;
}

/** What the papers of a book are called, by their count, and which ones a text means. */
export class PaperNumbers {
  readonly #invoices: readonly BoundedSeries[];
  readonly #creditNotes: readonly BoundedSeries[];

  constructor(series: readonly NumberSeries[]) {
    this.#invoices = boundedOf(series, "invoice", Number.MAX_SAFE_INTEGER);
    this.#creditNotes = boundedOf(series, "credit_note", Number.MAX_SAFE_INTEGER);
  }

  /** An invoice's number as printed: `INV-000042`. */
  invoice(count: number): string {
    return written(this.#invoices, count);
  }

  /** A credit note's number as printed: `CN-000007`. */
  creditNote(count: number): string {
    return written(this.#creditNotes, count);
  }

  /**
   * The counts of the invoices that a text may mean, newest series first: `INV-000042`, `inv42`, `000042` and `42` all mean number 42, the last two
   * of them in every series that has it.
   */
  invoicesCalled(text: string): number[] {
    const typed = readTyped(text);
    if (typed === null) return [];
    return this.#seriesOf(typed).flatMap(({ first, from, through }) => {
      const count = typed.number - first + from;
      return count >= from && count <= through ? [count] : [];
    });
  }

  /**
   * The spans of counts of the invoices whose number begins as it is typed: typing on adds digits at the end, so `4` finds 4, 40 to 49, 400 to 499
   * and so on.
   *
   * @param newest the count of the last invoice.
   */
  invoicesBeginning(text: string, newest: number): (readonly [from: number, through: number])[] {
    const typed = readTyped(text);
    if (typed === null) return [];
    return this.#seriesOf(typed).flatMap((series) => {
      const through = Math.min(series.through, newest);
      const last = through - series.from + series.first;
      const spans: (readonly [from: number, through: number])[] = [];
      for (let width = 1; typed.number * width <= last; width *= 10) {
        const from = Math.max(typed.number * width - series.first + series.from, series.from);
        const to = Math.min((typed.number + 1) * width - 1 - series.first + series.from, through);
        if (from <= to) spans.push([from, to]);
      }
      return spans;
    });
  }

  #seriesOf({ prefix }: Typed): readonly BoundedSeries[] {
    if (prefix === "") return this.#invoices;
    return this.#invoices.filter((series) => bare(series.prefix) === prefix);
  }
}

/** No series begins with more, so that a hundred thousand million papers later a number still has no more digits than one is read with. */
const mostToBeginWith = 899_999_999_999;

/** The numbers of a book, of its series as they are stored. */
export const paperNumbersOf = remember((stored) => new PaperNumbers(readSeries(stored)));

/** The series as they are stored. */
export function readSeries(stored: string): readonly NumberSeries[] {
  return JSON.parse(stored) as readonly NumberSeries[];
}

/**
 * Call the papers of a kind something else from the next one on. What was issued keeps its number. Numbers of one prefix have no gap and none comes
 * twice: a prefix that papers have goes on where it was left, and only another one begins where one likes.
 *
 * @param nextCount the count of the next paper.
 * @param wanted what the next one is called: letters, and as many digits as are written at least.
 * @throws AppError `numbers_invalid` where the prefix goes on with another number, or none would be left to go on with.
 */
export function changeNumbers(
  series: readonly NumberSeries[],
  paper: NumberedPaper,
  nextCount: number,
  wanted: string,
): readonly NumberSeries[] {
  const [, prefix, digits] = /^(.*\D)(\d+)$/u.exec(wanted) ?? [];
  if (prefix === undefined || digits === undefined) throw new Error(`"${wanted}" is no number of a paper`);
  if (written(boundedOf(series, paper, nextCount), nextCount) === wanted) return series;
  const kept = series.filter((each) => each.paper !== paper || each.from < nextCount);
  const issued = boundedOf(kept, paper, nextCount - 1);
  const sameName = issued.filter((each) => isSamePrefix(each.prefix, prefix));
  const goesOn = Math.max(0, ...sameName.map((each) => each.through - each.from + each.first)) + 1;
  const first = Number(digits);
  if (sameName.length > 0 && first !== goesOn) {
    const next = prefix + String(goesOn).padStart(digits.length, "0");
    throw refused(
      [paper],
      sentence("Numbers with {prefix} go on with {next}, so that none is left out and none comes twice.", {
        prefix,
        next,
      }),
    );
  }
  if (sameName.length === 0 && first > mostToBeginWith) {
    throw refused(
      [paper],
      sentence("Numbers begin with {most} at most, so that there are enough to go on with.", {
        most: prefix + String(mostToBeginWith),
      }),
    );
  }
  return [...kept, { paper, from: nextCount, prefix, digits: digits.length, first }];
}

/**
 * Invoices and credit notes never share a prefix, so that a number says which of them it is.
 *
 * @param changed whose next number was given.
 * @throws AppError `numbers_invalid`, which names the numbers that were given with that prefix.
 */
export function requireOwnPrefixes(series: readonly NumberSeries[], changed: readonly NumberedPaper[]): void {
  for (const one of series) {
    const other = series.find((each) => each.paper !== one.paper && isSamePrefix(each.prefix, one.prefix));
    if (other) {
      const given = changed.filter((paper) => {
        const next = series.findLast((each) => each.paper === paper);
        return next !== undefined && isSamePrefix(next.prefix, one.prefix);
      });
      throw refused(
        given,
        sentence("Invoices and credit notes cannot both be called {prefix}.", { prefix: one.prefix }),
      );
    }
  }
}

/** A refusal that names the fields of `book.configure` that are wrong, so that it can be told beside them. */
function refused(papers: readonly NumberedPaper[], said: Sentence): AppError {
  const fields = papers.map((paper) => ({ path: fieldOf[paper], ...told(said) }));
  return new AppError("numbers_invalid", said, { fields });
}

const fieldOf: Readonly<Record<NumberedPaper, keyof BookSettingsView>> = {
  invoice: "nextInvoiceNumber",
  credit_note: "nextCreditNoteNumber",
};

/** The series of a kind, newest first, with the last count of each. */
function boundedOf(series: readonly NumberSeries[], paper: NumberedPaper, lastCount: number): BoundedSeries[] {
  const own = series.filter((each) => each.paper === paper).toSorted((one, other) => other.from - one.from);
  return own.map((each, index) => ({ ...each, through: (own[index - 1]?.from ?? lastCount + 1) - 1 }));
}

function written(series: readonly BoundedSeries[], count: number): string {
  const own = series.find(({ from }) => from <= count);
  if (!own) throw new Error(`There is no number for the count ${count}`);
  return own.prefix + String(count - own.from + own.first).padStart(own.digits, "0");
}

/** A number as it was typed: the letters before it, without what parts them, and its value. */
interface Typed {
  readonly prefix: string;
  readonly number: number;
}

function readTyped(text: string): Typed | null {
  const [, letters = "", digits] = /^(.*?)0*(\d{1,12})$/u.exec(text.trim()) ?? [];
  const number = Number(digits ?? 0);
  return number === 0 ? null : { prefix: bare(letters), number };
}

const bare = (prefix: string): string =>
  prefix
    .trim()
    .replace(/[-._\s]+$/u, "")
    .toLowerCase();

/** Capitals and what parts letters from digits tell no numbers apart. */
const isSamePrefix = (one: string, other: string): boolean => bare(one) === bare(other);
