import type { AuditedRecord } from "../../../shared/contract/definition.ts";
import type { AuditReport } from "../../../shared/contract/ledger.ts";
import { finding } from "../../../shared/sentences/sentence.ts";
import { firstSeries } from "../invoices/numbering.ts";
import { fieldsIn, isAsTold, type Fields, type SealedAct } from "./act.ts";

interface ComparedFields {
  /** Those that something else than an act about the record may change. */
  readonly changing?: readonly string[];
  /** Those of which it is compared whether there is one, and not which. */
  readonly anyIsGood?: readonly string[];
  /** What some are in a book that was made of an export, which leaves secrets and what goes with them out. */
  readonly leftOut?: Fields;
  /** What some are until an act tells that they were changed, where even that says something of what was done before. */
  readonly atFirst?: Fields;
}

/**
 * The records on which authority or prices hang, which are the book's, and which nobody changes without an act that tells of it; those of accounts have a
 * verifier of their own. Something else changes where an operator's sign-ins end and a plan's features; what is closed is compared with the closings. A clock that is set by hand stands
 * for the system's, which may stand anywhere: what nobody may have done unseen is to give one to a book that lives by the system's.
 */
const comparedRecords: ReadonlyMap<string, ComparedFields> = new Map<AuditedRecord, ComparedFields>([
  ["apiKey", {}],
  [
    "book",
    { changing: ["closedThroughOn", "linkId"], anyIsGood: ["testClockAtMs"], atFirst: { numbering: firstSeries } },
  ],
  ["discount", {}],
  ["journal", {}],
  ["limits", {}],
  ["operator", { changing: ["credentialNumber"], leftOut: { hasPassphrase: false, passphraseDigest: null } }],
  ["plan", { changing: ["features"] }],
  ["price", { changing: ["isDefault"] }],
  ["taxRate", {}],
  ["webhook", { leftOut: { isPaused: true } }],
]);

/** Their names are not those of columns: what is not there any more was taken away. */
const namedFreely: readonly string[] = ["journal", "limits"] satisfies AuditedRecord[];

/** A record by its kind, and by its id where there are several. */
interface NamedRecord {
  readonly subject: string;
  readonly id: string | null;
}

/** The records as they are now. */
interface PresentRecords {
  /** Null where the record is not there. */
  readonly find: (record: NamedRecord) => Fields | "unreadable" | null;
  /** Those of which the log has to tell. */
  readonly listed: readonly NamedRecord[];
  /** The names of all limits. */
  readonly limitNames: readonly string[];
}

/** Compares the book's records on which authority or prices hang with what the audit log tells, which is chained (BEHAVIOUR 11.6). */
export interface RecordVerifier {
  /** Take the next act of the log. */
  readonly take: (act: SealedAct) => void;
  /**
   * Compares them, of which there may be as many as there are prices for single customers.
   *
   * @yields after each record.
   * @returns the act of the first record that is another one than it tells; where no act tells of it, the last of all.
   */
  readonly findFirstBroken: (present: PresentRecords) => Generator<void, AuditReport["firstBroken"], void>;
}

/** What the log tells of a record. */
interface ToldRecord extends NamedRecord {
  /** The newest act about it. */
  sequence: number;
  isRemoved: boolean;
  readonly fields: Map<string, { readonly sequence: number; readonly value: unknown }>;
}

export function createRecordVerifier(): RecordVerifier {
  const told = new Map<string, ToldRecord>();
  let lastSequence = 1;
  let firstUntoldChange: AuditReport["firstBroken"] = null;

  function tellOf(record: NamedRecord, sequence: number, fields: Fields): ToldRecord {
    const key = keyOf(record);
    const known = told.get(key) ?? { ...record, sequence, isRemoved: false, fields: new Map() };
    told.set(key, known);
    known.sequence = sequence;
    for (const [name, value] of Object.entries(fields)) known.fields.set(name, { sequence, value });
    return known;
  }

  /** What was something else already when an act first told that it was changed, no act had told of. */
  function compareWithFirst(record: NamedRecord, sequence: number, before: Fields): void {
    const known = told.get(keyOf(record));
    for (const [field, value] of Object.entries(comparedRecords.get(record.subject)?.atFirst ?? {})) {
      if (field in before && !known?.fields.has(field) && !isAsTold(value, before[field]))
        firstUntoldChange ??= untoldChange(record, sequence, field);
    }
  }

  /** A price that new subscriptions get takes the place of the one before, without an act about its plan. */
  function tellOfDefault(sequence: number, { planId, price, isDefault }: Fields): void {
    const plan = { subject: "plan", id: String(planId) };
    if (isDefault === true) tellOf(plan, sequence, { price });
    // An earlier version did not tell whether it does.
    else if (isDefault === undefined) told.get(keyOf(plan))?.fields.delete("price");
  }

  function firstDifference(record: ToldRecord, fields: Fields | "unreadable" | null): AuditReport["firstBroken"] {
    const recordId = nameOf(record);
    const { sequence, isRemoved } = record;
    if (fields === null) {
      // An act of before the log told of fields may have been the one that removed it.
      if (isRemoved || record.fields.size === 0) return null;
      return { sequence, problem: finding("the record {recordId} that it tells of is not there", { recordId }) };
    }
    if (fields === "unreadable")
      return { sequence, problem: finding("the record {recordId} cannot be read", { recordId }) };
    if (isRemoved)
      return { sequence, problem: finding("the record {recordId} that it removed is there", { recordId }) };
    const { changing = [], anyIsGood = [], leftOut = {}, atFirst = {} } = comparedRecords.get(record.subject) ?? {};
    const isWhole = namedFreely.includes(record.subject);
    for (const [field, { sequence: toldBy, value }] of record.fields) {
      // An earlier version may have told of what is no field any more.
      if (changing.includes(field) || !(isWhole || field in fields) || isAsTold(value, fields[field])) continue;
      if (field in leftOut && leftOut[field] === fields[field]) continue;
      if (anyIsGood.includes(field) && (value === null) === (fields[field] === null)) continue;
      return {
        sequence: toldBy,
        problem: finding('"{field}" of {recordId} is not what it tells', { field, recordId }),
      };
    }
    const untold = Object.entries(atFirst).find(
      ([field, value]) => !record.fields.has(field) && !isAsTold(value, fields[field]),
    );
    return untold ? untoldChange(record, lastSequence, untold[0]) : null;
  }

  function firstUntold({ listed, limitNames }: PresentRecords): AuditReport["firstBroken"] {
    const limits = told.get(keyOf({ subject: "limits", id: null }));
    const untold =
      listed.find((record) => !told.has(keyOf(record)))?.id ?? limitNames.find((name) => !limits?.fields.has(name));
    if (untold === undefined) return null;
    const problem = finding("the log does not tell of the record {recordId}", { recordId: untold });
    return { sequence: lastSequence, problem };
  }

  return {
    take({ sequence, act, subject, subjectId, before, after }) {
      lastSequence = sequence;
      if (act === "operators.signInByIdentity") {
        const { operatorId, role, issuer, subject: identity } = fieldsIn(after);
        if (typeof operatorId === "string")
          tellOf({ subject: "operator", id: operatorId }, sequence, { role, issuer, subject: identity });
      }
      if (subject === null || !comparedRecords.has(subject)) return;
      const fields = fieldsIn(after);
      const { price } = fields;
      if (subject === "price") tellOfDefault(sequence, fields);
      // A plan comes with its first price, which nothing else tells of.
      if (subject === "plan" && typeof price === "object" && price !== null && "id" in price)
        tellOf({ subject: "price", id: String(price.id) }, sequence, { price });
      compareWithFirst({ subject, id: subjectId }, sequence, fieldsIn(before));
      const record = tellOf({ subject, id: subjectId }, sequence, fields);
      record.isRemoved = before !== null && after === null;
    },
    *findFirstBroken(present) {
      if (firstUntoldChange) return firstUntoldChange;
      // The book is there even where no act is about it.
      const book = { subject: "book", id: null };
      if (!told.has(keyOf(book))) tellOf(book, lastSequence, {});
      for (const record of told.values()) {
        const broken = firstDifference(record, present.find(record));
        if (broken) return broken;
        yield;
      }
      return firstUntold(present);
    },
  };
}

const untoldChange = (record: NamedRecord, sequence: number, field: string): AuditReport["firstBroken"] => ({
  sequence,
  problem: finding('the log does not tell that "{field}" of {recordId} was changed', {
    field,
    recordId: nameOf(record),
  }),
});

const keyOf = ({ subject, id }: NamedRecord): string => `${subject} ${id}`;

const nameOf = ({ subject, id }: NamedRecord): string => id ?? subject;
