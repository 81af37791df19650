import { execFile } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { addDays, civilDate, startOfDayMs } from "../../../src/shared/calendar.ts";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { readFigures, withoutMadeUpIds } from "../../support/book-figures.ts";
import { createTestBook, temporaryFolder } from "../../support/book.ts";
import { checkRollForward } from "../../support/roll-forward.ts";
import { liveThroughClockChanges, type ZonePlans } from "../../support/zone-life.ts";

const timeZones = ["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"];

describe("time zones change no amount (BEHAVIOUR 6.5)", () => {
  test("the same book read in UTC, New York, Kathmandu and Auckland gives the same money", async () => {
    const book = await createTestBook({ timeZone: "America/New_York", today: "2026-01-30" });
    // At this hour it is the same day in all four.
    const setClock = (date: string) =>
      book.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse(`${date}T08:00:00Z`) } });
    const plans = await liveThroughClockChanges(book, {
      timeZones,
      moveTo: async (date) => void (await setClock(date)),
    });
    // The period is over where the customers in the east live, and not yet where those in the west do.
    const nowMs = Date.parse("2026-05-31T01:00:00Z");
    await book.ask("book.setClock", { clock: { kind: "test", nowMs } });
    await book.runJob("billing.catchUp", {});
    await book.close();

    const folder = temporaryFolder();
    const readings = await Promise.all(
      timeZones.map(async (timeZone, index) => {
        const path = join(folder, `copy-${index}.countinghouse`);
        copyFileSync(book.path, path);
        return readIn(timeZone, path, changesOf(plans));
      }),
    );
    const [first, ...others] = readings;
    expect(readings.map(({ minutesBehindUtc }) => minutesBehindUtc)).toEqual([0, 300, -345, -780]);
    expect(first?.verification).toMatchObject({ ok: true });
    const text = withoutMadeUpIds(first?.figures);
    for (const word of ['"kind": "unused_time"', '"code": "period_not_billed"', '"pinnedOn": "2026-05-30"']) {
      expect(text).toContain(word);
    }
    for (const { figures, verification } of others) {
      expect(figures).toEqual(first?.figures);
      expect(verification).toEqual(first?.verification);
    }
  });

  test("a book kept in UTC, New York, Kathmandu or Auckland, from the first to the last moment of a day, comes to the same", async () => {
    const lives: string[] = [];
    for (const timeZone of timeZones) {
      const book = await createTestBook({ timeZone, today: "2026-01-01" });
      let isAtEnd = false;
      const plans = await liveThroughClockChanges(book, {
        timeZones: [timeZone],
        moveTo: async (date) => {
          const day = civilDate(date);
          const nowMs = isAtEnd ? startOfDayMs(addDays(day, 1), timeZone) - 1 : startOfDayMs(day, timeZone);
          isAtEnd = !isAtEnd;
          expect(await book.ask("book.setClock", { clock: { kind: "test", nowMs } })).toMatchObject({ today: date });
        },
      });
      await checkRollForward(book, { fromOn: "2026-01-31", throughOn: "2026-04-29" });
      lives.push(withoutPlaceAndInstants(withoutMadeUpIds(await readFigures(book.engine, changesOf(plans)))));
    }
    const [first, ...others] = lives;
    expect(first).toContain('"kind": "unused_time"');
    for (const life of others) expect(life).toBe(first);
  });
});

type Change = MethodInput<"subscriptions.previewChange">["change"];

/** What is previewed for each customer. */
function changesOf({ planId, largePlanId }: ZonePlans): Change[] {
  return [
    { type: "seats", seats: 9 },
    { type: "plan", planId: largePlanId, period: "annual", timing: "now" },
    { type: "plan", planId, period: "month", timing: "period_end" },
    { type: "cancel", timing: "now", withCredit: true },
    { type: "cancel", timing: "period_end" },
  ];
}

/** Read a book in a process of its own whose machine stands in another time zone. */
async function readIn(timeZone: string, bookPath: string, changes: readonly Change[]) {
  const script = fileURLToPath(new URL("../../support/reading-process.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, bookPath, JSON.stringify(changes)], {
    env: { ...process.env, TZ: timeZone },
    maxBuffer: 100_000_000,
  });
  return JSON.parse(stdout) as { minutesBehindUtc: number; figures: Record<string, unknown>; verification: unknown };
}

/** Instants and names of places differ between books in different places; dates and amounts do not. */
function withoutPlaceAndInstants(text: string): string {
  return text.replaceAll(/"(createdAtMs|timeZone)": (?:\d+|"[^"]*")/gu, '"$1": "…"');
}
