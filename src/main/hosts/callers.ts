import { userInfo } from "node:os";
import type { SignOnOffer } from "../../shared/contract/operators.ts";
import type { Right } from "../../shared/contract/rights.ts";
import type { Caller } from "../engine/engine.ts";

/** The name of who is logged in. A system may have none for an account, as in a container that was given just a number. */
function loggedInUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? ""}`.trim();
  }
}

/** On whose behalf the desk acts: the person who is logged in to the machine. The page cannot say otherwise. */
export function deskCaller(): Caller {
  return { origin: "desk", operator: loggedInUser() };
}

/** The same person, at the command line: it opens the book itself, or is let in by a host of the same user. */
export function commandLineCaller(): Caller {
  return { origin: "cli", operator: loggedInUser(), namesPaths: true };
}

/**
 * Somebody at another machine, who is whoever they sign in as.
 *
 * @param address of the machine, which stands for who failed to.
 * @param signOn the single sign-on that is offered them; null: none.
 */
export function elsewhereCaller(address: string, signOn: SignOnOffer | null): Caller {
  return { origin: "desk", operator: address, mustSignIn: true, ...(signOn && { signOn }) };
}

/** A host on its own behalf: it tells the book what it did, and may do nothing else. */
export function hostCaller(operator: string): Caller {
  return { origin: "api", operator, agent: { id: "host", rights: ["host"] } };
}

/** A program that brought a key of the Backend API. */
export function keyCaller(
  { id, name, operatorId = null }: { readonly id: string; readonly name: string; readonly operatorId?: string | null },
  rights: readonly Right[],
): Caller {
  return { origin: "api", operator: name, agent: { id, rights, ...(operatorId !== null && { operatorId }) } };
}
