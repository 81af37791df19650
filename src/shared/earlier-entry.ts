import type { LedgerEntry } from "./contract/ledger.ts";

/**
 * What an entry that was imported from another ledger was there. Here it is an opening, since no invoice or transfer of this book stands
 * behind it; its source keeps the rest, under its hash, so that an export says the same as the export it came from.
 */
export interface EarlierEntry {
  readonly sourceType: string | null;
  readonly id: string | null;
  /** As people read them there. */
  readonly reason: string | null;
  readonly invoice: string | null;
  readonly operator: string | null;
  /** When it was written there, as an instant in UTC. */
  readonly recordedAt: string | null;
  readonly note: string | null;
}

/** What stands beside type and id in a source, under these names. */
const details = ["reason", "invoice", "operator", "recordedAt", "note"] as const;

/** The note of an entry that had none: what else says what it was for; null where nothing does. */
export function noteOfEarlier({ sourceType, reason, invoice }: EarlierEntry): string | null {
  const parts = [sourceType?.replaceAll("_", " ") ?? null, reason, invoice].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

/**
 * The source id of an imported entry: `grant/cle_2`, and what else there is behind it as in an address,
 * `grant/cle_2?reason=Courtesy&operator=Tess`. Null where nothing is known of it.
 */
export function sourceOfEarlier(earlier: EarlierEntry): string | null {
  const isPlainNote = earlier.note !== null && earlier.note === noteOfEarlier(earlier);
  const query = details.flatMap((name) => {
    // Where a note says just what would be said without one, it is named so as not to be taken for that.
    const value = name === "note" && !isPlainNote ? null : earlier[name];
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  if (earlier.sourceType === null && earlier.id === null && query.length === 0) return null;
  const path = [earlier.sourceType, earlier.id].map((part) => (part ?? "").replaceAll(/[%/?]/gu, encodeURIComponent));
  return [path.join("/"), ...(query.length === 0 ? [] : [query.join("&")])].join("?");
}

/** What an entry was in the ledger it was imported from; null for one that was made in this book. */
export function earlierEntryOf(
  entry: Pick<LedgerEntry, "sourceType" | "sourceId" | "origin" | "idempotencyKey" | "note">,
): EarlierEntry | null {
  const { sourceType, sourceId, origin, idempotencyKey, note } = entry;
  // What comes without a source is named by the import that brought it.
  const isNamedByImport = idempotencyKey?.startsWith(`${sourceId}/`) ?? false;
  if (sourceType !== "opening" || origin !== "import" || isNamedByImport) return null;
  const [path = "", query = ""] = sourceId.split("?");
  const [type, id] = path.split("/").map((part) => part.replaceAll(/%(?:25|2F|3F)/gu, decodeURIComponent) || null);
  const given = new Map(query.split("&").map((each) => each.split("=") as [string, string]));
  const detail = (name: (typeof details)[number]) => {
    const value = given.get(name);
    return value === undefined ? null : decodeURIComponent(value);
  };
  const earlier = {
    sourceType: type ?? null,
    id: id ?? null,
    reason: detail("reason"),
    invoice: detail("invoice"),
    operator: detail("operator"),
    recordedAt: detail("recordedAt"),
    note: detail("note"),
  };
  return { ...earlier, note: earlier.note ?? (note === noteOfEarlier(earlier) ? null : note) };
}
