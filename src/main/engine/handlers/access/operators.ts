import type { OperatorView } from "../../../../shared/contract/operators.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { isLastAdmin, roleAfterSignOn } from "../../../domain/access/sign-on.ts";
import { afterFailure, lockAt, noFailures } from "../../../domain/access/sign-in.ts";
import {
  findOperator,
  findOperatorByIdentity,
  findOperatorBySignInName,
  findSoleOperator,
  insertOperator,
  listOperators,
  recordTries,
  setIdentity,
  setPassphraseHash,
  setSuspended,
  updateOperator,
  type StoredOperator,
} from "../../../storage/access/operator-store.ts";
import { deleteSessionsOf } from "../../../storage/access/session-store.ts";
import type { ReadableBook, WritableBook } from "../../../storage/book/book-handle.ts";
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
  | "operators.signInByIdentity"
  | "operators.linkIdentity"
> = {
  "operators.current": ({ book, caller }) => {
    const operator = caller.agent || caller.operatorId === null ? undefined : findOperator(book, caller.operatorId);
    return {
      operator: operator ? toView(operator, caller) : null,
      rights: [...caller.rights],
      asksForSignIn: caller.mustSignIn === true || (!caller.readsOnly && findSoleOperator(book) === undefined),
      ...(caller.signOn && { signOn: caller.signOn }),
    };
  },

  "operators.unready": ({ book }, { issuer }) => ({
    names: listOperators(book)
      .filter(({ isSuspended, passphraseHash, ...operator }) => {
        const isKnown = issuer !== null && operator.issuer === issuer;
        return !isSuspended && passphraseHash === null && !isKnown;
      })
      .map(({ name, signInName }) => name ?? signInName ?? "Owner"),
  }),

  "operators.list": ({ book, caller }) => ({
    operators: listOperators(book).map((operator) => toView(operator, caller)),
  }),

  "operators.create": (context, { name, signInName, role }) => {
    const { book, caller, makeId, nowMs, changed } = context;
    requireFreeName(book, signInName, null);
    prepareForOthers(book, caller.operator);
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

  "operators.signInByIdentity": (context, { issuer, subject, name, knownAs, grantedRole }) => {
    const { book, makeId, nowMs, changed } = context;
    const known = findOperatorByIdentity(book, { issuer, subject });
    if (known?.isSuspended) throw suspendedHere(name);
    if (grantedRole === null)
      throw new AppError("sign_on_not_allowed", sentence('No group of "{name}" has a role here.', { name }));
    const operatorId = known?.id ?? makeId("operator");
    const role = known === undefined ? grantedRole : roleAfterSignOn(known, grantedRole, listOperators(book));
    if (known === undefined) {
      requireNobodyElse(book, knownAs);
      prepareForOthers(book, null, issuer);
      insertOperator(book, { id: operatorId, name, signInName: null, role, createdAtMs: nowMs });
      setIdentity(book, operatorId, { issuer, subject });
    } else if (role !== known.role) updateOperator(book, operatorId, { ...known, role });
    if (role !== known?.role) changed("book");
    recordTries(book, operatorId, known ?? noFailures, Date.now());
    changed("operators");
    const operator = requireOperator(book, operatorId);
    const answer = signInAnswer(context, operatorId, keepSession(context, operator));
    return { ...answer, operatorId, operatorName: answer.operator.name, role, roleBefore: known?.role ?? null };
  },

  "operators.linkIdentity": (context, { operatorId, issuer, subject }) => {
    const { book, changed } = context;
    if (requireOperator(book, operatorId).isSuspended) {
      throw new AppError("sign_on_not_allowed", sentence("Who is suspended is let in by nothing."));
    }
    const other = findOperatorByIdentity(book, { issuer, subject });
    if (other && other.id !== operatorId) {
      throw new AppError("operator_exists", sentence("The single sign-on knows another operator by that."));
    }
    setIdentity(book, operatorId, { issuer, subject });
    changed("operators");
    return viewOf(context, operatorId);
  },
};

/**
 * An operator who comes beside the only one: from now on it is not the system that says who that is.
 *
 * @param systemUser how the system calls them, where it says; else they go by what they sign in by.
 * @param issuer of the provider by which the other one comes, and by which the only one may sign in as well.
 * @throws AppError `own_sign_in_missing` where nobody could sign in any more.
 */
function prepareForOthers(book: WritableBook, systemUser: string | null, issuer: string | null = null): void {
  const sole = findSoleOperator(book);
  if (!sole) return;
  if (sole.passphraseHash === null && (issuer === null || sole.issuer !== issuer)) {
    throw new AppError("own_sign_in_missing", sentence("With a second operator everyone signs in, and nobody could."));
  }
  if (sole.name === null) updateOperator(book, sole.id, { ...sole, name: systemUser ?? sole.signInName });
}

/**
 * One person is one operator, or they could approve what they asked for themselves (BEHAVIOUR 11.2).
 *
 * @param knownAs what somebody goes by whom no operator is tied to yet.
 * @throws AppError `sign_on_unlinked` where an operator signs in by one of these, and could be them; `sign_on_not_allowed` where that one is
 * suspended, who would come back as somebody else.
 */
function requireNobodyElse(book: ReadableBook, knownAs: readonly string[]): void {
  for (const signInName of knownAs) {
    const same = findOperatorBySignInName(book, signInName.toLowerCase());
    if (same?.issuer === null) {
      if (same.isSuspended) throw suspendedHere(same.signInName ?? signInName);
      throw new AppError(
        "sign_on_unlinked",
        sentence('Somebody signs in as "{name}" here already.', { name: same.signInName ?? signInName }),
        {
          operatorId: same.id,
        },
      );
    }
  }
}

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

/** Who was suspended is let in by no way. */
function suspendedHere(name: string): AppError {
  return new AppError("sign_on_not_allowed", sentence('"{name}" is suspended in this book.', { name }));
}

/** @throws AppError `operator_exists`. */
function requireFreeName(book: ReadableBook, signInName: string, exceptId: string | null): void {
  const other = findOperatorBySignInName(book, signInName);
  if (other && other.id !== exceptId) {
    throw new AppError("operator_exists", sentence('Another operator signs in as "{signInName}".', { signInName }));
  }
}

/** @throws AppError `last_admin` where nobody but this one could manage the book. */
function requireOtherAdmin(book: ReadableBook, operator: StoredOperator): void {
  if (isLastAdmin(operator, listOperators(book))) {
    throw new AppError("last_admin", sentence("This is the last active admin of the book."));
  }
}

function toView(operator: StoredOperator, { agent, operator: callerName }: Actor): OperatorView {
  const { id, name, signInName, role, isSuspended, passphraseHash, lastSignInAtMs, createdAtMs } = operator;
  const { issuer, subject } = operator;
  return {
    id,
    // A program knows nothing of how the system calls the owner.
    name: name ?? (agent ? "Owner" : callerName),
    signInName,
    role,
    state: isSuspended ? "suspended" : "active",
    hasPassphrase: passphraseHash !== null,
    identity: issuer === null || subject === null ? null : { issuer, subject },
    lockedUntilMs: lockAt(operator, Date.now()),
    createdAtMs,
    lastSignInAtMs,
  };
}
