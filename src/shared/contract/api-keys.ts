import { z } from "zod";
import { command, query, record } from "./definition.ts";
import { id, idempotencyKey, instantMs, line, pageLimit } from "./fields.ts";
import { origin } from "./ledger.ts";
import { apiScopes } from "./rights.ts";

/** What a key of the Backend API may do, by names for sets of rights. */
const apiScope = z.enum(apiScopes);

/** Made by the caller together with the secret that it is part of; see `makeApiKey`. */
const apiKeyId = z.string().regex(/^key_[0-9a-hjkmnp-tv-z]{26}$/u, { error: "is not the id of a key" });
const secretHash = z.string().regex(/^[0-9a-f]{64}$/u, { error: "is not a SHA-256 in hex" });

const apiKeyView = z.strictObject({
  id,
  name: z.string(),
  scopes: z.array(apiScope),
  state: z.enum(["active", "expired", "revoked"]),
  createdAtMs: instantMs,
  /** Null: it never expires. */
  expiresAtMs: instantMs.nullable(),
  /** To the minute; null while it was never used. */
  lastUsedAtMs: instantMs.nullable(),
  revokedAtMs: instantMs.nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;

const auditEntry = z.strictObject({
  /** 1 for the first entry of the book, without gaps. */
  sequence: z.int().positive(),
  /** When it was written down, which for a call of the API is a moment after it was answered. */
  atMs: instantMs,
  operator: z.string(),
  origin,
  /** Null where no key was named, or one that does not exist. */
  keyId: id.nullable(),
  /** A method of the contract, or an HTTP method and the template of its path. */
  act: z.string(),
  /** What was answered; null for an act that is no request. */
  status: z.int().nullable(),
  /** Whom or what it was about, where the path named it. */
  subjectId: id.nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** One call of the API, as its host writes it down. */
const apiCall = z.strictObject({
  operator: line(100),
  keyId: apiKeyId.nullable(),
  act: z.string().min(1).max(200),
  status: z.int().min(100).max(599),
  subjectId: id.nullable(),
});
export type ApiCallRecord = z.infer<typeof apiCall>;

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
    input: z.strictObject({ credential: z.strictObject({ keyId: apiKeyId, secretHash }).nullable() }),
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
      keyId: apiKeyId,
      secretHash,
      name: line(100),
      scopes: z
        .array(apiScope)
        .min(1)
        .refine((scopes) => new Set(scopes).size === scopes.length, { error: "has a scope twice" }),
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
  "audit.list": query({
    summary: "Lists who did what when, newest first, a page at a time (BEHAVIOUR 11.6).",
    right: "audit",
    input: z.strictObject({
      keyId: id.nullable().default(null),
      /** The page starts below this sequence number. */
      beforeSequence: z.int().positive().nullable().default(null),
      limit: pageLimit.default(100),
    }),
    output: z.strictObject({
      rows: z.array(auditEntry),
      /** `beforeSequence` of the next page; null at the end. */
      nextBeforeSequence: z.int().nullable(),
    }),
    errors: [],
  }),
  "audit.record": record({
    summary: "Writes down what the API's own host answered, several calls at once. Nobody else may.",
    right: "host",
    input: z.strictObject({ calls: z.array(apiCall).min(1).max(1000) }),
    output: z.strictObject({ recorded: z.int() }),
    errors: ["unknown_method", "api_key_not_found"],
  }),
};
