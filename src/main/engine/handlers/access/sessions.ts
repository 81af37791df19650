import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { endOfSession } from "../../../domain/access/session.ts";
import { findOperator, listOperators, type StoredOperator } from "../../../storage/access/operator-store.ts";
import {
  deleteSession,
  findSession,
  findSessionBySecret,
  insertSession,
  listSessions,
  setLastSeen,
  setSessionSecret,
  type LimitedSession,
} from "../../../storage/access/session-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { isInForce, lacking, type Actor } from "../../access.ts";
import type { SignedIn } from "../../engine.ts";
import type { CommandContext, HandlersOf } from "../../handler.ts";

/** Sessions that are over are forgotten with the next sign-in, and shown to nobody until then. */
export const sessionHandlers: HandlersOf<
  "sessions.list" | "sessions.end" | "sessions.find" | "sessions.move" | "sessions.seen"
> = {
  "sessions.list": ({ book, caller }) => {
    const operators = new Map(listOperators(book).map((operator) => [operator.id, operator]));
    const sessions = listSessions(book).flatMap((session) => {
      const operator = operators.get(session.operatorId);
      if (!operator || !isInForce(session, operator) || !mayEnd(caller, session)) return [];
      const { id, operatorId, createdAtMs, lastSeenAtMs, address, agent } = session;
      return {
        id,
        operatorId,
        operatorName: operator.name ?? caller.operator,
        createdAtMs,
        lastSeenAtMs,
        endsAtMs: endOfSession(session, session),
        address,
        agent,
        isThisOne: caller.signedIn?.sessionId === id,
      };
    });
    return { sessions };
  },

  "sessions.end": ({ book, caller, changed }, { sessionId }) => {
    const session = findSession(book, sessionId);
    // Who may not end it is not told that there is one.
    if (!session || !mayEnd(caller, session)) {
      if (caller.operatorId === null) throw lacking(caller, "operators");
      throw new AppError("session_not_found", sentence("There is no session {sessionId}.", { sessionId }));
    }
    deleteSession(book, sessionId);
    changed("operators");
    changed("book");
    return { operatorId: session.operatorId };
  },

  "sessions.find": ({ book }, { secretHash }) => ({ signedIn: findSignedIn(book, secretHash)?.signedIn ?? null }),

  "sessions.move": ({ book }, { fromSecretHash, toSecretHash }) => {
    const found = findSignedIn(book, fromSecretHash);
    if (found) setSessionSecret(book, found.signedIn.sessionId, Buffer.from(toSecretHash, "base64"));
    return { signedIn: found?.signedIn ?? null };
  },

  "sessions.seen": ({ book }, { calls }) => {
    for (const { sessionId, atMs } of calls) setLastSeen(book, sessionId, atMs);
    return {};
  },
};

/** Keep that an operator has signed in, where the door remembers it. @returns the session; null where the door does not. */
export function keepSession(
  { book, caller, makeId, changed }: CommandContext,
  operator: StoredOperator,
): string | null {
  const { door } = caller;
  if (!door) return null;
  const operators = new Map(listOperators(book).map((each) => [each.id, each]));
  for (const session of listSessions(book)) {
    const whose = operators.get(session.operatorId);
    if (!whose || !isInForce(session, whose)) deleteSession(book, session.id);
  }
  const nowMs = Date.now();
  const id = makeId("session");
  insertSession(book, Buffer.from(door.secretHash, "base64"), {
    id,
    operatorId: operator.id,
    credentialNumber: operator.credentialNumber,
    address: door.address,
    agent: door.agent,
    createdAtMs: nowMs,
    lastSeenAtMs: nowMs,
  });
  changed("operators");
  return id;
}

/** End the session in which somebody signs out. */
export function endOwnSession({ book, caller, changed }: CommandContext): { wasSignedIn: boolean } {
  const sessionId = caller.signedIn?.sessionId ?? null;
  if (sessionId !== null) {
    deleteSession(book, sessionId);
    changed("operators");
  }
  return { wasSignedIn: true };
}

/** One's own is for everyone to end, another's for who manages operators. */
function mayEnd(caller: Actor, { operatorId }: LimitedSession): boolean {
  return caller.operatorId === operatorId || caller.rights.includes("operators");
}

function findSignedIn(
  book: ReadableBook,
  secretHash: string,
): { readonly signedIn: SignedIn & { readonly sessionId: string } } | undefined {
  const session = findSessionBySecret(book, Buffer.from(secretHash, "base64"));
  const operator = session && findOperator(book, session.operatorId);
  if (!operator || !isInForce(session, operator)) return undefined;
  const { id: sessionId, operatorId, credentialNumber } = session;
  return { signedIn: { operatorId, credentialNumber, sessionId } };
}
