import { z } from "zod";
import { query, record } from "./definition.ts";
import { civilDateText, id, instantMs, keyId, line, pageLimit, rowTotal, searchText, sha256Hex } from "./fields.ts";
import { origin } from "./ledger.ts";

const fields = z.record(z.string(), z.unknown());

const auditEntry = z.strictObject({
  /** 1 for the first act of the book, without gaps. */
  sequence: z.int().positive(),
  atMs: instantMs,
  /**
   * Who it was, whatever the name: an operator or a key by its id; who had not signed in, and who it was before there were operators, as
   * `person:` and the name of the system's user.
   */
  operatorId: z.string(),
  operator: z.string(),
  origin,
  /** A method of the contract. */
  act: z.string(),
  /** What kind of record it was about; null where it was about none. */
  subject: z.string().nullable(),
  subjectId: z.string().nullable(),
  /** The account that the record belongs to, and its name as it is now. */
  accountId: id.nullable(),
  accountName: z.string().nullable(),
  /** The fields that changed, as they were; null where the record was not there. */
  before: fields.nullable(),
  /** The same as they are; what an act that is about no record says of itself. */
  after: fields.nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const exportedAct = auditEntry.extend({
  previousHash: sha256Hex,
  hash: sha256Hex,
  /** What the hash covers. */
  canonicalText: z.string(),
});
export type ExportedAct = z.infer<typeof exportedAct>;

const auditFilters = {
  /** Part of a name, an act, an id, or a value before or after, without regard to capitals and accents (BEHAVIOUR 1.8). */
  search: searchText.default(""),
  accountId: id.nullable().default(null),
  operatorId: line(200).nullable().default(null),
  act: z.string().max(100).nullable().default(null),
  /** Days in the book's time zone, both included. */
  fromOn: civilDateText.nullable().default(null),
  throughOn: civilDateText.nullable().default(null),
  /** The page starts below this sequence number. */
  beforeSequence: z.int().positive().nullable().default(null),
  limit: pageLimit.default(100),
};
export type AuditFilters = z.output<z.ZodObject<typeof auditFilters>>;

/** `beforeSequence` of the next page; null at the end. */
const nextBeforeSequence = z.int().nullable();

const apiCall = z.strictObject({
  operator: line(100),
  /** Null where no key was named, or one that does not exist. */
  keyId: keyId.nullable(),
  /** An HTTP method and the template of its path. */
  act: z.string().min(1).max(200),
  /** What was answered. */
  status: z.int().min(100).max(599),
  /** Whom or what it was about, where the path named it. */
  subjectId: id.nullable(),
});
/** One call of the API, as its host writes it down. */
export type ApiCallRecord = z.infer<typeof apiCall>;

const loggedApiCall = apiCall.extend({
  sequence: z.int().positive(),
  /** When it was written down, which is a moment after it was answered. */
  atMs: instantMs,
});
export type LoggedApiCall = z.infer<typeof loggedApiCall>;

export const auditContract = {
  "audit.list": query({
    summary: "Lists who did what that no ledger entry tells, newest first, a page at a time (BEHAVIOUR 11.6).",
    right: "audit",
    /** The page passes over `skip` rows. */
    input: z.strictObject({ ...auditFilters, skip: z.int().min(0).default(0) }),
    output: z.strictObject({ rows: z.array(auditEntry), nextBeforeSequence, total: rowTotal }),
    errors: ["account_not_found"],
  }),
  "audit.operators": query({
    summary: "Lists who is in the audit log: people, keys and the application itself, each with the newest name.",
    right: "audit",
    input: z.strictObject({}),
    output: z.strictObject({ operators: z.array(z.strictObject({ operatorId: z.string(), operator: z.string() })) }),
    errors: [],
  }),
  "audit.export": query({
    summary: "Lists the same with what it takes to check the chain of hashes elsewhere.",
    right: "audit",
    audit: { notes: ["search", "accountId", "operatorId", "act", "fromOn", "throughOn"] },
    input: z.strictObject(auditFilters),
    output: z.strictObject({
      rows: z.array(exportedAct),
      nextBeforeSequence,
      total: rowTotal,
    }),
    errors: ["account_not_found"],
  }),
  "audit.apiCalls": query({
    summary: "Lists the calls of the Backend API with what was answered, newest first, a page at a time.",
    right: "audit",
    input: z.strictObject({
      keyId: id.nullable().default(null),
      beforeSequence: auditFilters.beforeSequence,
      limit: auditFilters.limit,
    }),
    output: z.strictObject({ rows: z.array(loggedApiCall), nextBeforeSequence, total: rowTotal }),
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
