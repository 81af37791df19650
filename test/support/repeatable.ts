import { createHash } from "node:crypto";

/** A prefix and a ULID, or what else was made up in its length. */
const ids = /\b([a-z]+_)[0-9a-hjkmnp-tv-z]{26}\b/gu;

/** Where a receiver of webhooks is in the examples, whatever port it listened on. */
const receiverAddress = "https://warehouse.example.com/countinghouse";

/** Noon of the story's last day, for whatever happened by the machine's clock. */
const momentMs = Date.parse("2026-04-01T12:00:00Z");
const dayMs = 86_400_000;

/**
 * What was recorded, the same for every run: made-up ids, digests and secrets counted through in the order in which they occur, and one
 * moment for all that the machine's clock said.
 *
 * @param startedAtMs by the machine's clock, when recording began.
 * @param folder of the book that it was recorded of.
 */
export function makeRepeatable<Recorded>(recorded: Recorded, startedAtMs: number, folder: string): Recorded {
  const counted = new Map<string, number>();
  const countOf = (text: string): number => {
    if (!counted.has(text)) counted.set(text, counted.size + 1);
    return counted.get(text) ?? 0;
  };
  const text = JSON.stringify(recorded)
    .replaceAll(ids, (id, prefix: string) => prefix + String(countOf(id)).padStart(26, "0"))
    .replaceAll(/\b[0-9a-f]{64}\b/gu, (digest) =>
      createHash("sha256")
        .update(String(countOf(digest)))
        .digest("hex"),
    )
    .replaceAll(/\b[0-9a-f]{32}\b/gu, (trace) => String(countOf(trace)).padStart(32, "0"))
    .replaceAll(/whsec_[A-Za-z0-9+/=]+/gu, `whsec_${Buffer.alloc(32, "example").toString("base64")}`)
    .replaceAll(folder, "/home/ada/books")
    .replaceAll(/\.backup-[0-9a-z]+-\d{8}T\d{9}Z/gu, ".backup-mn1tlc00-20260401T120000000Z")
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+\/v1/gu, "https://api.clerk.com/v1")
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+\//gu, receiverAddress);
  return JSON.parse(text, (key, value: unknown) => {
    if (key === "took_ms") return 12;
    // Made-up ids inside of what was encoded, where nobody finds them.
    if (key === "base64")
      return Buffer.from("account,amount,reason\nada@example.com,5.00,courtesy\n").toString("base64");
    if (key === "next_cursor" && typeof value === "string") return "WyJBbiBvcGFxdWUgcGxhY2UiXQ";
    if (key === "size_bytes") return 1_048_576;
    const isOfTheMachine = typeof value === "number" && value >= startedAtMs && value <= Date.now() + dayMs;
    return isOfTheMachine ? momentMs : value;
  }) as Recorded;
}
