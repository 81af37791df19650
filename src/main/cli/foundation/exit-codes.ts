import type { ErrorCode } from "../../../shared/errors.ts";

/** How a command ends, for scripts. A number never gets another meaning. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  notFound: 3,
  bookUnavailable: 4,
  incomplete: 5,
  failed: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What each of them says, for the documentation. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: "Done.",
  refused: "Refused by a rule of the book, and the reason is on standard error. Nothing was written.",
  usage: "The command line itself was wrong. Nothing was tried.",
  notFound: "Something that the command names is not in the book: an account, an invoice, an entry, a run.",
  bookUnavailable: "The book cannot be used: it is missing, open elsewhere, damaged, or newer than the program.",
  incomplete: "Done, and something was left out that needs a look: a billing run parked accounts.",
  failed: "An error of the program itself.",
  interrupted: "Stopped by Ctrl+C, SIGTERM or SIGHUP. A billing run that was stopped can be resumed.",
};

/** What is said of a book that can be used, for all that. */
const usableBook: ReadonlySet<ErrorCode> = new Set(["book_exists", "book_is_linked"]);

/** The exit code of a refusal. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  if (code === "internal_error" || code === "engine_restarted") return exitCodes.failed;
  if (code.endsWith("_not_found")) return exitCodes.notFound;
  if (
    code === "engine_stopped" ||
    code === "certificate_refused" ||
    (code.startsWith("book_") && !usableBook.has(code))
  ) {
    return exitCodes.bookUnavailable;
  }
  return exitCodes.refused;
}
