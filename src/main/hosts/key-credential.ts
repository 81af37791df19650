import { createHash } from "node:crypto";
import { keyIdOf } from "../../shared/api-key.ts";
import { rightsOfScopes } from "../../shared/contract/rights.ts";
import { AppError, requireOk } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { Caller, Engine } from "../engine/engine.ts";
import { commandLineCaller, hostCaller, keyCaller } from "./callers.ts";
import { createDesk, type Desk } from "./desk.ts";

/** By this header a command says which key it acts by, to the host that holds the book. */
export const commandKeyHeader = "countinghouse-api-key";

/** What the book is shown of a key; null of what is none. */
interface KeyCredential {
  readonly keyId: string;
  readonly secretHash: string;
}

export function credentialOfKey(secret: string): KeyCredential | null {
  const keyId = keyIdOf(secret);
  return keyId === undefined ? null : { keyId, secretHash: createHash("sha256").update(secret).digest("hex") };
}

const asker = hostCaller("Command line");

/**
 * Who acts at the command line by a key of the Backend API: the key, with its scopes, and no more than its maker may (BEHAVIOUR 11.1).
 *
 * @throws AppError `sign_in_required` where the key does not hold; which of the reasons it is is not told.
 */
export async function commandByKey(engine: Pick<Engine, "call">, secret: string): Promise<Caller> {
  const credential = credentialOfKey(secret);
  const key = credential && requireOk(await engine.call("apiKeys.authenticate", { credential }, asker)).key;
  if (!key)
    throw new AppError(
      "sign_in_required",
      sentence("The key is unknown, expired or revoked, or who made it is suspended."),
    );
  const { origin, namesPaths } = commandLineCaller();
  return { ...keyCaller(key, rightsOfScopes(key.scopes)), origin, ...(namesPaths && { namesPaths }) };
}

/** Where a command acts that brought a key; one that does not hold is told so in answer to whatever it asks. */
export async function deskByKey(engine: Pick<Engine, "call">, secret: string): Promise<Desk> {
  try {
    return createDesk(await commandByKey(engine, secret));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refusal = { ok: false, error: error.toView() } as const;
    const nobody = createDesk({ ...commandLineCaller(), mustSignIn: true });
    return { ...nobody, dispatch: () => Promise.resolve(refusal) };
  }
}
