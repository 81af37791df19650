import type Database from "better-sqlite3";
import { civilDateAt, createDayOfRecord } from "../../../shared/calendar.ts";
import { equalityKey, searchKey } from "../../../shared/folding.ts";
import type { BatchRowReading } from "../../../shared/contract/batches.ts";
import type { Origin } from "../../../shared/contract/ledger.ts";
import { canonicalActText } from "../../domain/access/act.ts";
import { adjustmentKey } from "../../domain/batches/adjustment-key.ts";
import { sealAttribution } from "../../domain/ledger/attribution.ts";
import { chainHash } from "../../domain/ledger/hash-chain.ts";
import { remember } from "../../domain/remember.ts";
import { searchGrams } from "../accounts/account-search.ts";
import type { AccountKind } from "../accounts/account-store.ts";
import { noteWords } from "../ledger/note-search.ts";

/** What migrations, and tables that follow from others, are computed with and SQLite does not know: time zones, and how texts are folded. */
export function defineFunctions(database: Database.Database): void {
  const isAlwaysSame = { deterministic: true };
  database.function("civil_date_at", isAlwaysSame, (atMs, timeZone) => civilDateAt(Number(atMs), String(timeZone)));
  const daysOfRecord = remember(createDayOfRecord);
  database.function("day_of_record", isAlwaysSame, (atMs, timeZone) => daysOfRecord(String(timeZone))(Number(atMs)));
  database.function("equality_key", isAlwaysSame, (text) => equalityKey(String(text)));
  database.function("search_key", isAlwaysSame, (text) => searchKey(String(text)));
  database.function("adjustment_key", isAlwaysSame, (content) =>
    adjustmentKey(JSON.parse(String(content)) as BatchRowReading),
  );
  database.function("note_words", isAlwaysSame, (note) => noteWords(String(note)));
  database.function("act_hash", { ...isAlwaysSame, varargs: true }, hashOfOldAct);
  database.function("attribution_hash", { ...isAlwaysSame, varargs: true }, hashOfOldAttribution);
  database.function("search_grams", isAlwaysSame, (kind, nameKey, contactSearchKey) =>
    searchGrams({
      kind: kind as AccountKind,
      nameKey: String(nameKey),
      contactSearchKey: String(contactSearchKey),
    }),
  );
}

/** The hash of what says whose the entries are that were written before that was said. */
function hashOfOldAttribution(...values: unknown[]): Uint8Array {
  const [previousHash, sequence, entrySequence, operator, origin, operatorId, approvalId] = values;
  const head = { sequence: Number(sequence) - 1, hash: previousHash as Uint8Array };
  return sealAttribution(
    {
      entrySequence: Number(entrySequence),
      operator: String(operator),
      origin: origin as Origin,
      operatorId: operatorId as string | null,
      approvalId: approvalId as string | null,
    },
    head,
  ).hash;
}

/** The hash of an act that was written down before acts were chained: it says nothing of what was before and after. */
function hashOfOldAct(...values: unknown[]): Uint8Array {
  const [previousHash, sequence, atMs, operatorId, operator, origin, act, subject, subjectId] = values;
  return chainHash(
    previousHash as Uint8Array,
    canonicalActText(Number(sequence), {
      atMs: Number(atMs),
      operatorId: String(operatorId),
      operator: String(operator),
      origin: origin as Origin,
      act: String(act),
      subject: subject as string | null,
      subjectId: subjectId as string | null,
      accountId: null,
      before: null,
      after: null,
    }),
  );
}
