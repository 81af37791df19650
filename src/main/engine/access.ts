import { methodDefinition, type MethodName } from "../../shared/contract/index.ts";
import { doorRights, ownerRights, rights, roleRights, rolesWith, type Right } from "../../shared/contract/rights.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { endOfSession } from "../domain/access/session.ts";
import { findOperator, findSoleOperator, type StoredOperator } from "../storage/access/operator-store.ts";
import { findSession, type LimitedSession } from "../storage/access/session-store.ts";
import type { ReadableBook } from "../storage/book/book-handle.ts";
import type { Caller, SignedIn } from "./engine.ts";

/** A caller as the book knows them. */
export interface Actor extends Caller {
  /** Who it is, by an id that no other has: an operator, a key, or what hosts and the engine go by. */
  readonly actorId: string;
  /** The person behind it, whatever the door: of a key, who made it. Null where the book knows nobody. */
  readonly operatorId: string | null;
  /** The request whose approval lets through what they do; left out: nothing of it needs one. */
  readonly approvalId?: string;
  /** All that they may do now (BEHAVIOUR 11.1). */
  readonly rights: readonly Right[];
}

/** Find out who calls. It is asked with every call, so that a role that is lowered and a sign-in that is over count from the next one on. */
export function identify(book: ReadableBook, caller: Caller): Actor {
  const { agent, signedIn } = caller;
  if (agent) {
    const { operatorId = null, rights: given } = agent;
    const allowed = operatorId === null ? given : rightsOf(findOperator(book, operatorId));
    return { ...caller, actorId: agent.id, operatorId, rights: given.filter((right) => allowed.includes(right)) };
  }
  const operator =
    (signedIn && findSignedIn(book, signedIn)) ?? (caller.mustSignIn ? undefined : findSoleOperator(book));
  if (!operator) return stranger(caller);
  return {
    ...caller,
    operator: operator.name ?? (caller.mustSignIn ? operator.signInName : null) ?? caller.operator,
    actorId: operator.id,
    operatorId: operator.id,
    rights: rightsOf(operator),
  };
}

/** Somebody of whom the book knows no more than how the system calls them. */
function stranger(caller: Caller): Actor {
  // Who can read the file can open a copy of it; they look at it as anybody may who works with it.
  const allowed = caller.readsOnly ? roleRights.viewer : doorRights;
  return { ...caller, actorId: `person:${caller.operator}`, operatorId: null, rights: allowed };
}

/** Who acts where there is no book yet to ask. */
export function actorWithoutBook(caller: Caller): Actor {
  const { agent } = caller;
  return agent
    ? { ...caller, actorId: agent.id, operatorId: agent.operatorId ?? null, rights: agent.rights }
    : { ...stranger(caller), rights: caller.mustSignIn ? doorRights : ownerRights };
}

function findSignedIn(
  book: ReadableBook,
  { operatorId, credentialNumber, sessionId }: SignedIn,
): StoredOperator | undefined {
  const operator = findOperator(book, operatorId);
  if (operator?.credentialNumber !== credentialNumber || operator.isSuspended) return undefined;
  if (sessionId === null) return operator;
  const session = findSession(book, sessionId);
  return session && isInForce(session, operator) ? operator : undefined;
}

/** Whether a session still lets its operator in: it has not ended by itself, and neither suspension nor another passphrase has ended it. */
export function isInForce(session: LimitedSession, operator: StoredOperator): boolean {
  return (
    session.operatorId === operator.id &&
    session.credentialNumber === operator.credentialNumber &&
    !operator.isSuspended &&
    Date.now() < endOfSession(session, session)
  );
}

function rightsOf(operator: StoredOperator | undefined): readonly Right[] {
  return operator === undefined || operator.isSuspended ? [] : roleRights[operator.role];
}

/**
 * The one check of who may do what (BEHAVIOUR 11.1); every call passes it, whichever door it came through.
 *
 * @throws AppError `not_allowed`; `sign_in_required` of who has not said who they are; `unknown_method` for what only hosts do, so that
 * nobody takes their place.
 */
export function requireRight(method: MethodName, actor: Actor): void {
  const { right } = methodDefinition(method);
  if (actor.rights.includes(right)) return;
  if (right === "host")
    throw new AppError("unknown_method", sentence('Only the host of the book may ask "{method}".', { method }));
  if (!actor.agent && actor.operatorId === null && !actor.readsOnly) {
    throw new AppError("sign_in_required", sentence("Several operators work with this book, so everyone signs in."));
  }
  throw lacking(actor, right);
}

/** The refusal of somebody who may not, with who could. */
export function lacking({ operator, agent }: Actor, right: Right): AppError {
  const lacks = sentence('"{operator}" lacks the right "{right}": to {what}.', {
    operator,
    right,
    what: sentence(rights[right]),
  });
  if (agent) return new AppError("not_allowed", lacks, { right });
  const roles = rolesWith(right);
  return new AppError(
    "not_allowed",
    sentence("{lacks} Whose role is {roles} may.", { lacks, roles: { oneOf: roles.map((role) => sentence(role)) } }),
    { right, roles },
  );
}
