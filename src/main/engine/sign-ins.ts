import { contract, type MethodAnswer } from "../../shared/contract/index.ts";
import { AppError, requireOk, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { afterFailure, lockAt, noFailures, type SignInTries } from "../domain/access/sign-in.ts";
import type { Actor } from "./access.ts";
import type { Caller } from "./engine.ts";
import { requireMaySetPassphrase, type Credential } from "./handlers/access/operators.ts";
import { parseInput } from "./parse-input.ts";
import { hashPassphrase, isPassphraseOf, type PassphraseCost } from "./passphrase.ts";
import type { Request } from "./thread.ts";

/** The methods that look at passphrases. No thread of the engine waits for that, and none is told one. */
const signInMethods = ["operators.signIn", "operators.setPassphrase", "operators.recover"] as const;
export type SignInMethod = (typeof signInMethods)[number];

export function isSignInMethod(method: string): method is SignInMethod {
  return (signInMethods as readonly string[]).includes(method);
}

/** With more of them waiting, whoever comes next is sent away: somebody guesses. */
const waitingLimit = 20;

/** So many names that nobody signs in by are remembered; with more of them, the one that was tried longest ago is forgotten. */
const strangerLimit = 1000;

export interface SignIns {
  /** @param actor who asks, as the book knows them. @throws AppError what the method's definition names. */
  answer<Name extends SignInMethod>(name: Name, input: unknown, actor: Actor): Promise<MethodAnswer<Name>>;
}

/**
 * Passphrases are looked at one after the other, so that five failures are five, however many come at once, and take the memory of one.
 *
 * @param read asks the thread that reads.
 * @param write asks the thread that writes.
 * @param cost of a new passphrase's hash.
 */
export function createSignIns(
  read: (request: Request) => Promise<Result<unknown>>,
  write: (request: Request) => Promise<Result<unknown>>,
  cost: PassphraseCost,
): SignIns {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** What came of names that nobody can sign in by: they are locked as others are, so that no answer tells which those are. */
  const strangers = new Map<string, SignInTries>();

  function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (waiting >= waitingLimit) throw new AppError("sign_in_locked", sentence("Too many sign-ins are tried at once."));
    waiting += 1;
    const done = last.then(work).finally(() => (waiting -= 1));
    last = done.catch(() => undefined);
    return done;
  }

  async function findCredential(by: { signInName: string } | { operatorId: string }): Promise<Credential | null> {
    return requireOk(await read({ type: "findCredential", by })) as Credential | null;
  }

  function keepStranger(signInName: string, tries: SignInTries): void {
    strangers.delete(signInName);
    strangers.set(signInName, tries);
    const [oldest] = strangers.keys();
    if (strangers.size > strangerLimit && oldest !== undefined) strangers.delete(oldest);
  }

  /** @throws AppError `sign_in_locked`, `sign_in_refused`; what failed is kept. */
  async function requirePassphrase(
    credential: Credential | null,
    passphrase: string,
    caller: Caller,
    signInName: string,
  ): Promise<unknown> {
    const isStranger = !credential?.passphraseHash || credential.isSuspended;
    const tries = isStranger ? (strangers.get(signInName) ?? noFailures) : credential;
    const locked = lockAt(tries, Date.now());
    if (locked !== null) {
      throw new AppError(
        "sign_in_locked",
        sentence('"{signInName}" is locked until {until}.', { signInName, until: new Date(locked).toISOString() }),
        {
          lockedUntilMs: locked,
        },
      );
    }
    const isGood = await isPassphraseOf(credential?.passphraseHash ?? null, passphrase, cost);
    const refusal = new AppError("sign_in_refused", sentence("The name or the passphrase is not right."));
    if (isStranger) {
      keepStranger(signInName, afterFailure(tries, Date.now()));
      throw refusal;
    }
    const { id: operatorId, credentialNumber } = credential;
    // Who has proved it is who does it from here on.
    const by = isGood ? { ...caller, signedIn: { operatorId, credentialNumber, sessionId: null } } : caller;
    const answer = requireOk(await write({ type: "recordTry", operatorId, signInName, isGood, caller: by }));
    if (!isGood) throw refusal;
    return answer;
  }

  async function save(method: SignInMethod, operatorId: string, passphrase: string, caller: Caller): Promise<unknown> {
    const passphraseHash = await hashPassphrase(passphrase, cost);
    return requireOk(await write({ type: "savePassphrase", method, operatorId, passphraseHash, caller }));
  }

  async function signIn(rawInput: unknown, actor: Actor) {
    const { signInName, passphrase } = parseInput("operators.signIn", contract["operators.signIn"].input, rawInput);
    requirePerson(actor);
    return inTurn(async () => requirePassphrase(await findCredential({ signInName }), passphrase, actor, signInName));
  }

  async function setPassphrase(rawInput: unknown, actor: Actor) {
    const method = "operators.setPassphrase";
    const input = parseInput(method, contract[method].input, rawInput);
    const { operatorId, currentPassphrase, passphrase } = input;
    requirePerson(actor);
    requireMaySetPassphrase(actor, operatorId);
    const isOwn = actor.operatorId === operatorId;
    return inTurn(async () => {
      const credential = await findCredential({ operatorId });
      if (!credential)
        throw new AppError("operator_not_found", sentence("There is no operator {operatorId}.", { operatorId }));
      const { signInName, passphraseHash } = credential;
      if (signInName === null) {
        throw new AppError(
          "own_sign_in_missing",
          sentence("A passphrase goes with a name to sign in by, and there is none."),
        );
      }
      if (isOwn && passphraseHash !== null) {
        // Who says their passphrase once more is signed in already.
        const { door: _door, ...noDoor } = actor;
        await requirePassphrase(credential, currentPassphrase ?? "", noDoor, signInName);
      }
      return save(method, operatorId, passphrase, actor);
    });
  }

  async function recover(rawInput: unknown, actor: Actor) {
    const method = "operators.recover";
    const { signInName, passphrase } = parseInput(method, contract[method].input, rawInput);
    requirePerson(actor);
    if (actor.holdsBook !== true) {
      throw new AppError("not_allowed", sentence("Only a command that opens the book's file itself may do this."));
    }
    return inTurn(async () => {
      const credential = await findCredential({ signInName });
      if (credential?.role !== "admin" || credential.isSuspended) {
        throw new AppError(
          "operator_not_found",
          sentence('No active admin signs in as "{signInName}".', { signInName }),
        );
      }
      const { operator } = (await save(method, credential.id, passphrase, actor)) as MethodAnswer<"operators.signIn">;
      return { operatorId: credential.id, operator };
    });
  }

  const answers = {
    "operators.signIn": signIn,
    "operators.setPassphrase": setPassphrase,
    "operators.recover": recover,
  } satisfies Record<SignInMethod, (input: unknown, actor: Actor) => Promise<unknown>>;

  return {
    answer: (name, input, actor) => answers[name](input, actor) as Promise<MethodAnswer<typeof name>>,
  };
}

/** A program has a key and no passphrase. */
function requirePerson({ agent, operator }: Actor): void {
  if (agent)
    throw new AppError(
      "not_allowed",
      sentence('"{operator}" is no person, and signs in by nothing but its key.', { operator }),
    );
}
