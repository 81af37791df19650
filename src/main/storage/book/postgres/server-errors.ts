import { AppError, type ErrorCode } from "../../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../../shared/sentences/sentence.ts";

/** What a server, or the way to it, refused. */
export class ServerError extends Error {
  /** PostgreSQL's SQLSTATE, or the system's code where there was no answer. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "ServerError";
    this.code = code;
  }
}

/** What a failure of the server means for a book: the first pattern that its code begins with. */
const meanings: readonly (readonly [pattern: RegExp, code: ErrorCode, what: Sentence])[] = [
  [/^53100/u, "disk_full", sentence("There is no room left to write")],
  [/^53/u, "book_server_exhausted", sentence("The server has run out of what it needs for")],
  [/^(40|55P03|57014)/u, "book_locked", sentence("Another program keeps its hold on")],
  [/^XX00[12]/u, "book_damaged", sentence("There is damage in")],
  [/^(25006|42501)/u, "book_server_unsuitable", sentence("The server does not let this user write to")],
  [
    /^(08|28|3D|57P|E[A-Z]+|CERT|UNABLE|SELF|DEPTH|CLOSED)/u,
    "book_unreachable",
    sentence("The server does not answer for"),
  ],
];

/** Whether there is no connection any more after an error. @param code of a {@link ServerError}. */
export function endsConnection(code: string): boolean {
  return /^(08|57P|E[A-Z]+|CLOSED)/u.test(code);
}

/** Do something with a book on a server; what the server, or the way to it, refuses is said by its code. */
export function withServerErrors<Answer>(place: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    throw toBookError(place, error);
  }
}

/** PostgreSQL adds in 64 bits; a sum that needs more has left the safe integers long before (BEHAVIOUR 1.3). */
export function asRefusal(error: unknown): unknown {
  return error instanceof ServerError && error.code === "22003" && /^bigint out of range$/u.test(error.message)
    ? new AppError("amount_out_of_range", sentence("The amounts add up to more than a book can hold."))
    : error;
}

function toBookError(place: string, given: unknown): unknown {
  const error = asRefusal(given);
  if (!(error instanceof ServerError)) return error;
  const meaning = meanings.find(([pattern]) => pattern.test(error.code));
  if (!meaning) return error;
  const [, code, what] = meaning;
  // The library has no words of its own for it.
  const reason = /password must be a (?:non-empty )?string/u.test(error.message)
    ? sentence("it wants a password, and there is none in PGPASSWORD or in the file that PGPASSFILE names")
    : error.message;
  return new AppError(code, sentence("{what} {path}: {reason}.", { what, path: place, reason }));
}
