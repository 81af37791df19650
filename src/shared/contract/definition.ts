import type { z } from "zod";
import type { ErrorCode } from "../errors.ts";
import type { Right } from "./rights.ts";

/**
 * How one thing the application can do is written down. Hosts, preload, command line and renderer are all derived from these
 * records; nothing is listed twice.
 *
 * - `query` reads, on the reader thread.
 * - `command` writes, in one transaction, on the writer thread. Its input carries an `idempotencyKey` made by the caller.
 * - `record` writes down what comes with the work of hosts, such as the trail of their calls, and what must not be remembered under a
 *   key because a passphrase is part of it. It takes no key, and nothing is remembered of it beside what it writes.
 * - `job` starts work that takes a while and answers with the job's id; progress and result follow as events.
 */
export type MethodKind = "query" | "command" | "record" | "job";

/** What an act can be about, where its trace holds how the record was before and is after. */
export type AuditedRecord =
  | "account"
  | "apiKey"
  | "approvalRequest"
  | "book"
  | "charge"
  | "discount"
  | "invoice"
  | "journal"
  | "limits"
  | "operator"
  | "payment"
  | "paymentMethod"
  | "plan"
  | "price"
  | "subscription"
  | "taxRate"
  | "webhook";

/**
 * What a method leaves in the audit log (BEHAVIOUR 11.6). Whatever it is, the dispatcher writes it, in the act's own transaction.
 *
 * - `nothing`: it reads, or it is the bookkeeping of a host.
 * - `ledger`: what it does stands in the ledger, whose entries name who made them.
 * - `about`: the record with this id, as it was before and as it is after. The id is a field of the input, or of the answer of what
 *   makes the record (`endpoint.id` is a field of a field); a subscription goes by its account. There is one book, and it has none.
 * - `notes`: that it was done, with these fields of its input or of its answer.
 */
export type Audit =
  | "nothing"
  | "ledger"
  | { readonly about: AuditedRecord; readonly id: string | null }
  | { readonly notes: readonly string[] };

export interface MethodDefinition<
  Kind extends MethodKind = MethodKind,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly kind: Kind;
  /** One sentence for the docs, starting with a verb. */
  readonly summary: string;
  /** What a caller must be allowed to do. */
  readonly right: Right;
  readonly audit: Audit;
  readonly input: Input;
  /** What a query or command returns; what a job's result is. */
  readonly output: Output;
  /**
   * Fields of the input that came after the first version, each with a default. While one holds it, it is no part of the content that
   * an idempotency key stands for, so that a key that an older version accepted still finds its answer.
   */
  readonly addedFields?: readonly string[];
  /** Whether it is for the upstream to do in a book that is linked to one: there it answers `book_is_linked` (BEHAVIOUR 12.4). */
  readonly isLeftToUpstream?: true;
  /** Codes particular to the method, beside those any call may meet (bad input, a book that is not open). */
  readonly errors: readonly ErrorCode[];
}

type Details<Input extends z.ZodType, Output extends z.ZodType> = Omit<
  MethodDefinition<MethodKind, Input, Output>,
  "kind"
>;
/** Details whose right and trace go without saying. */
type ShortDetails<Input extends z.ZodType, Output extends z.ZodType, Unsaid extends "right" | "audit"> = Omit<
  Details<Input, Output>,
  Unsaid
> &
  Partial<Pick<Details<Input, Output>, Unsaid>>;

/**
 * What goes without saying, and what is said. What is compiled says its schemas by getters (`config/delay-schemas.ts`), so they are
 * not read here.
 */
function define<Kind extends MethodKind, Input extends z.ZodType, Output extends z.ZodType>(
  unsaid: Pick<MethodDefinition<Kind>, "kind"> & Partial<MethodDefinition>,
  said: Partial<MethodDefinition>,
) {
  return Object.defineProperties({ ...unsaid }, Object.getOwnPropertyDescriptors(said)) as MethodDefinition<
    Kind,
    Input,
    Output
  >;
}

/** Takes no more than the right to read, and leaves no trace, unless it says otherwise. */
export function query<Input extends z.ZodType, Output extends z.ZodType>(
  details: ShortDetails<Input, Output, "right" | "audit">,
) {
  return define<"query", Input, Output>({ kind: "query", right: "read", audit: "nothing" }, details);
}

export function command<Input extends z.ZodType<{ idempotencyKey: string }>, Output extends z.ZodType>(
  details: Details<Input, Output>,
) {
  return define<"command", Input, Output>({ kind: "command" }, details);
}

/** Leaves no trace beside what it writes down. */
export function record<Input extends z.ZodType, Output extends z.ZodType>(
  details: ShortDetails<Input, Output, "audit">,
) {
  return define<"record", Input, Output>({ kind: "record", audit: "nothing" }, details);
}

export function job<Input extends z.ZodType, Output extends z.ZodType>(details: Details<Input, Output>) {
  return define<"job", Input, Output>({ kind: "job" }, details);
}

/** Join the parts of the contract. A name that stands in two parts is a mistake, found before anything starts. */
export function joinContract<Parts extends readonly Readonly<Record<string, MethodDefinition>>[]>(
  ...parts: Parts
): UnionToIntersection<Parts[number]> {
  const joined: Record<string, MethodDefinition> = {};
  for (const part of parts) {
    for (const [name, definition] of Object.entries(part)) {
      if (name in joined) throw new Error(`The method "${name}" is defined twice`);
      joined[name] = definition;
    }
  }
  return joined as UnionToIntersection<Parts[number]>;
}

type UnionToIntersection<Union> = (Union extends unknown ? (part: Union) => void : never) extends (
  part: infer Intersection,
) => void
  ? Intersection
  : never;
