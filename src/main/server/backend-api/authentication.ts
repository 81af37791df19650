import { sentence } from "../../../shared/sentences/sentence.ts";
import type { ApiKeyView } from "../../../shared/contract/api-keys.ts";
import { rightsOfScopes, scopeOf, type Right } from "../../../shared/contract/rights.ts";
import type { Engine } from "../../engine/engine.ts";
import { hostCaller } from "../../hosts/callers.ts";
import { credentialOfKey } from "../../hosts/key-credential.ts";
import { refusalOf, refuse, type ApiRefusal } from "./refusal.ts";

/** A key that holds, and what programs know the book by. */
interface Admitted {
  readonly outcome: "admitted";
  readonly key: ApiKeyView;
  readonly instanceId: string;
}

/** What came of looking at a call's key. */
type Admission =
  | Admitted
  /** `keyId` and `name` where it is a key of the book that does not hold. */
  | { readonly outcome: "refused"; readonly keyId: string | null; readonly name: string | null }
  /** There is no key yet, and so no API. */
  | { readonly outcome: "off" };

const asker = hostCaller("Backend API");

/** Who may call the API. */
export interface Authentication {
  /** @param authorization the header as it was sent. @throws ApiRefusal where the book cannot be asked. */
  admit(authorization: string | undefined): Promise<Admission>;
  close(): void;
}

/**
 * Asks the book about keys. Of one that holds the answer is kept until the book says that it has changed, which it does before it answers
 * whoever changed it: so a key that is revoked, or whose maker is suspended, is refused from then on. Where it may be changed through another host, the
 * book is asked each time.
 */
export function createAuthentication(engine: Engine): Authentication {
  /** By the digest of the secret. What is still being asked when the book changes goes into the one of before, which nobody reads. */
  let kept = new Map<string, Admitted>();
  const unsubscribe = engine.subscribe((event) => {
    if (event.type === "changed" && event.topics.includes("book")) kept = new Map();
  });

  return {
    async admit(authorization) {
      const credential = credentialOf(authorization);
      const known = credential && kept.get(credential.secretHash);
      if (known && !isPast(known.key.expiresAtMs)) return known;
      const keptNow = kept;
      const result = await engine.call("apiKeys.authenticate", { credential }, asker);
      if (!result.ok) throw refusalOf(result.error);
      const { isOn, key, instanceId, refusedName } = result.value;
      if (!isOn) return { outcome: "off" };
      if (!key || !credential) {
        const keyId = refusedName === null || !credential ? null : credential.keyId;
        return { outcome: "refused", keyId, name: refusedName };
      }
      const admitted = { outcome: "admitted", key, instanceId } as const;
      if (!engine.sharesBook) keptNow.set(credential.secretHash, admitted);
      return admitted;
    },
    close: unsubscribe,
  };
}

/** By the system's clock; where the book's is another, the book is asked again. */
function isPast(expiresAtMs: number | null): boolean {
  return expiresAtMs !== null && expiresAtMs <= Date.now();
}

function credentialOf(authorization: string | undefined): { keyId: string; secretHash: string } | null {
  const secret = /^Bearer ([\x21-\x7E]{1,200})$/iu.exec(authorization ?? "")?.[1];
  return secret === undefined ? null : credentialOfKey(secret);
}

/** The key is missing, unknown, expired or revoked; which of them is not told. */
export function unauthenticated(): ApiRefusal {
  return refuse(
    401,
    "clerk_key_invalid",
    sentence("The provided secret key is invalid."),
    sentence(
      "The provided secret key is missing, unknown, expired or revoked. Make a key in the application's settings.",
    ),
  );
}

/** @throws ApiRefusal 403 unless the key may do what the route is for. */
export function requireRightOf(key: ApiKeyView, right: Right): void {
  if (rightsOfScopes(key.scopes).includes(right)) return;
  const scope = scopeOf(right);
  throw refuse(
    403,
    "authorization_invalid",
    sentence("Not allowed"),
    sentence('The key "{name}" lacks the scope "{scope}".', { name: key.name, scope }),
    {
      required_scope: scope,
    },
  );
}
