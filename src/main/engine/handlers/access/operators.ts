import type { OperatorView } from "../../../../shared/contract/operators.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { afterFailure, lockAt, noFailures } from "../../../domain/access/sign-in.ts";
import {
  findOperator,
  findOperatorBySignInName,
  findSoleOperator,
  insertOperator,
  listOperators,
  recordTries,
  setPassphraseHash,
  setSuspended,
  updateOperator,
  type StoredOperator,
} from "../../../storage/access/operator-store.ts";
import { deleteSessionsOf } from "../../../storage/access/session-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { lacking, type Actor } from "../../access.ts";
import type { SignedIn } from "../../engine.ts";
import type { CommandContext, HandlersOf } from "../../handler.ts";
import { keepSession } from "./sessions.ts";

export const operatorHandlers: HandlersOf<
  | "operators.current"
  | "operators.list"
  | "operators.unready"
  | "operators.create"
  | "operators.update"
  | "operators.suspend"
  | "operators.reinstate"
> = {
  "operators.current": ({ book, caller }) => {
    const operator = caller.agent || caller.operatorId === null ? undefined : findOperator(book, caller.operatorId);
    return {
      operator: operator ? toView(operator, caller) : null,
      rights: [...caller.rights],
      asksForSignIn: caller.mustSignIn === true || (!caller.readsOnly && findSoleOperator(book) === undefined),
    };
  },

  "operators.unready": ({ book }) => ({
    names: listOperators(book)
      .filter(
        ({ isSuspended, signInName, passphraseHash }) =>
          !isSuspended && (signInName === null || passphraseHash === null),
      )
      .map(({ name, signInName }) => name ?? signInName ?? "Owner"),
  }),

  "operators.list": ({ book, caller }) => ({
    operators: listOperators(book).map((operator) => toView(operator, caller)),
  }),

  "operators.create": (context, { name, signInName, role }) => {
    const { book, caller, makeId, nowMs, changed } = context;
    requireFreeName(book, signInName, null);
    const sole = findSoleOperator(book);
    if (sole) {
      if (sole.passphraseHash === null) {
        throw new AppError(
          "own_sign_in_missing",
          sentence("With a second operator everyone signs in, and nobody could."),
        );
      }
      // From now on it is not the system that says who this is.
      if (sole.name === null) updateOperator(book, sole.id, { ...sole, name: caller.operator });
    }
    const id = makeId("operator");
    insertOperator(book, { id, name, signInName, role, createdAtMs: nowMs });
    changed("operators");
    changed("book");
    return viewOf(context, id);
  },

  "operators.update": (context, { operatorId, name, signInName, role }) => {
    const { book, changed } = context;
    const operator = requireOperator(book, operatorId);
    if (signInName !== undefined) requireFreeName(book, signInName, operatorId);
    if (role !== undefined && role !== "admin") requireOtherAdmin(book, operator);
    updateOperator(book, operatorId, {
      name: name ?? operator.name,
      signInName: signInName ?? operator.signInName,
      role: role ?? operator.role,
    });
    changed("operators");
    changed("book");
    return viewOf(context, operatorId);
  },

  "operators.suspend": (context, { operatorId }) => {
    const { book, changed } = context;
    const operator = requireOperator(book, operatorId);
    if (!operator.isSuspended) {
      requireOtherAdmin(book, operator);
      setSuspended(book, operatorId, true);
      deleteSessionsOf(book, operatorId);
      changed("operators");
      changed("book");
    }
    return viewOf(context, operatorId);
  },

  "operators.reinstate": (context, { operatorId }) => {
    const { book, changed } = context;
    if (requireOperator(book, operatorId).isSuspended) {
      setSuspended(book, operatorId, false);
      changed("operators");
      changed("book");
    }
    return viewOf(context, operatorId);
  },
};

/** What it takes to look at a passphrase; it does not leave the engine. */
export type Credential = Pick<
  StoredOperator,
  | "id"
  | "signInName"
  | "passphraseHash"
  | "credentialNumber"
  | "isSuspended"
  | "role"
  | "failedSignIns"
  | "lockedUntilMs"
>;

/** The operator that a name or an id is about; null where there is none. */
export function findCredential(
  book: ReadableBook,
  by: { readonly signInName: string } | { readonly operatorId: string },
): Credential | null {
  const operator =
    "signInName" in by ? findOperatorBySignInName(book, by.signInName) : findOperator(book, by.operatorId);
  return operator ?? null;
}

/** Who signed in, in the words of the contract. */
interface SignInAnswer {
  readonly operator: OperatorView;
  readonly signedIn: SignedIn;
}

/**
 * Keep what came of looking at a passphrase.
 *
 * @param nowMs by the system's clock.
 */
export function recordTry(
  context: CommandContext,
  operatorId: string,
  isGood: boolean,
  nowMs: number,
): SignInAnswer & { readonly failedSignIns: number } {
  const { book, changed } = context;
  const tries = isGood ? noFailures : afterFailure(requireOperator(book, operatorId), nowMs);
  recordTries(book, operatorId, tries, isGood ? nowMs : null);
  changed("operators");
  const sessionId = isGood ? keepSession(context, requireOperator(book, operatorId)) : null;
  return { ...signInAnswer(context, operatorId, sessionId), failedSignIns: tries.failedSignIns };
}

/** One's own passphrase is for everyone to set, another's for who manages operators. @throws AppError `not_allowed`. */
export function requireMaySetPassphrase(actor: Actor, operatorId: string): void {
  if (actor.operatorId !== operatorId && !actor.rights.includes("operators")) throw lacking(actor, "operators");
}

/** Keep the hash of a new passphrase. Who sets it may have been lowered while it was made. @throws as {@link requireMaySetPassphrase}. */
export function setPassphrase(context: CommandContext, operatorId: string, passphraseHash: string): SignInAnswer {
  requireMaySetPassphrase(context.caller, operatorId);
  return savePassphrase(context, operatorId, passphraseHash);
}

/** Keep the hash of a new passphrase, for who holds the book's file. */
export function savePassphrase(context: CommandContext, operatorId: string, passphraseHash: string): SignInAnswer {
  const { book, caller, changed } = context;
  requireOperator(book, operatorId);
  setPassphraseHash(book, operatorId, passphraseHash);
  deleteSessionsOf(book, operatorId);
  changed("operators");
  // Who sets their own goes on where they are, and is out everywhere else.
  const isOwn = caller.operatorId === operatorId;
  return signInAnswer(context, operatorId, isOwn ? keepSession(context, requireOperator(book, operatorId)) : null);
}

function signInAnswer({ book, caller }: CommandContext, operatorId: string, sessionId: string | null): SignInAnswer {
  const operator = requireOperator(book, operatorId);
  return {
    operator: toView(operator, caller),
    signedIn: { operatorId, credentialNumber: operator.credentialNumber, sessionId },
  };
}

function viewOf({ book, caller }: CommandContext, operatorId: string): { operator: OperatorView } {
  return { operator: toView(requireOperator(book, operatorId), caller) };
}

/** @throws AppError `operator_not_found`. */
function requireOperator(book: ReadableBook, operatorId: string): StoredOperator {
  const operator = findOperator(book, operatorId);
  if (!operator)
    throw new AppError("operator_not_found", sentence("There is no operator {operatorId}.", { operatorId }));
  return operator;
}

/** @throws AppError `operator_exists`. */
function requireFreeName(book: ReadableBook, signInName: string, exceptId: string | null): void {
  const other = findOperatorBySignInName(book, signInName);
  if (other && other.id !== exceptId) {
    throw new AppError("operator_exists", sentence('Another operator signs in as "{signInName}".', { signInName }));
  }
}

/** @throws AppError `last_admin` where nobody but this one could manage the book. */
function requireOtherAdmin(book: ReadableBook, { id, role, isSuspended }: StoredOperator): void {
  if (role !== "admin" || isSuspended) return;
  const others = listOperators(book).some((other) => other.id !== id && other.role === "admin" && !other.isSuspended);
  if (!others) throw new AppError("last_admin", sentence("This is the last active admin of the book."));
}

function toView(operator: StoredOperator, { agent, operator: callerName }: Actor): OperatorView {
  const { id, name, signInName, role, isSuspended, passphraseHash, lastSignInAtMs, createdAtMs } = operator;
  return {
    id,
    // A program knows nothing of how the system calls the owner.
    name: name ?? (agent ? "Owner" : callerName),
    signInName,
    role,
    state: isSuspended ? "suspended" : "active",
    hasPassphrase: passphraseHash !== null,
    lockedUntilMs: lockAt(operator, Date.now()),
    createdAtMs,
    lastSignInAtMs,
  };
}
