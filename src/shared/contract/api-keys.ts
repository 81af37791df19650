import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { command, query } from "./definition.ts";
import { id, idempotencyKey, instantMs, keyId, line } from "./fields.ts";
import { apiScopes } from "./rights.ts";

/** What a key of the Backend API may do, by names for sets of rights. */
const apiScope = z.enum(apiScopes);

const secretHash = z.string().regex(/^[0-9a-f]{64}$/u, { error: problemText("is not a SHA-256 in hex") });

const apiKeyView = z.strictObject({
  id,
  name: z.string(),
  scopes: z.array(apiScope),
  /** Suspended: as the operator is who made it. */
  state: z.enum(["active", "expired", "revoked", "suspended"]),
  /** Who made it, and than whom it may do no more. */
  operatorId: id.nullable(),
  createdAtMs: instantMs,
  /** Null: it never expires. */
  expiresAtMs: instantMs.nullable(),
  /** To the minute; null while it was never used. */
  lastUsedAtMs: instantMs.nullable(),
  revokedAtMs: instantMs.nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;

export const apiKeysContract = {
  "apiKeys.list": query({
    summary: "Lists the keys of the Backend API, newest first.",
    right: "programs",
    input: z.strictObject({}),
    output: z.strictObject({ keys: z.array(apiKeyView) }),
    errors: [],
  }),
  "apiKeys.authenticate": query({
    summary: "Tells the API's own host whether a key is good. Nobody else is answered.",
    right: "host",
    input: z.strictObject({ credential: z.strictObject({ keyId, secretHash }).nullable() }),
    output: z.strictObject({
      /** Whether there is any key; until then the API is not there. */
      isOn: z.boolean(),
      /** What programs know the book by. */
      instanceId: z.string(),
      /** The key, where it is good. */
      key: apiKeyView.nullable(),
      /** The name that a refused key goes by; null where there is none with the id. */
      refusedName: z.string().nullable(),
    }),
    errors: ["unknown_method"],
  }),
  "apiKeys.create": command({
    summary: "Adds a key of the Backend API. The secret stays with the caller; only its SHA-256 comes here.",
    right: "programs",
    audit: { about: "apiKey", id: "keyId" },
    input: z.strictObject({
      keyId,
      secretHash,
      name: line(100),
      scopes: z
        .array(apiScope)
        .min(1)
        .refine((scopes) => new Set(scopes).size === scopes.length, { error: problemText("has a scope twice") }),
      expiresAtMs: instantMs.nullable().default(null),
      idempotencyKey,
    }),
    output: z.strictObject({ key: apiKeyView }),
    errors: ["idempotency_conflict", "api_key_exists", "expiry_not_ahead"],
  }),
  "apiKeys.revoke": command({
    summary: "Ends a key at once and for good. Doing it twice changes nothing.",
    right: "programs",
    audit: { about: "apiKey", id: "keyId" },
    input: z.strictObject({ keyId: id, idempotencyKey }),
    output: z.strictObject({ key: apiKeyView }),
    errors: ["api_key_not_found", "idempotency_conflict"],
  }),
};
