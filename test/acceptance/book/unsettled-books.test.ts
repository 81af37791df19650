import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openTestBook, temporaryFolder } from "../../support/book.ts";
import { creditOf, invoicesOf } from "../../support/company.ts";

test("a book that holds what the rules of today do not allow keeps every figure, and the verifier names what is to be settled", async () => {
  // Written by the version before: 31.00 was cancelled unpaid and then voided, and a late run used credit before it was given.
  const path = join(temporaryFolder(), "book.countinghouse");
  const fixture = new URL("../../fixtures/version-5-unsettled.countinghouse.gz", import.meta.url);
  writeFileSync(path, gunzipSync(readFileSync(fixture)));
  const book = await openTestBook(path);
  const { rows } = await book.ask("accounts.list", { limit: 10 });
  const [nothing = "", late = ""] = rows.map(({ id }) => id).toSorted();
  expect(await creditOf(book, nothing)).toBe(15_00);
  expect(
    (await invoicesOf(book, nothing)).map(({ state, totalMinor, creditCreatedMinor }) => [
      state,
      totalMinor,
      creditCreatedMinor,
    ]),
  ).toEqual([
    ["void", 31_00, 0],
    ["paid", 0, 15_00],
  ]);
  const { result } = await book.runJob("ledger.verify", {});
  expect(result).toMatchObject({ ok: true, firstBroken: null, checkedEntries: 4, findingCount: 2 });
  expect(result.headHash).toBe("2362816adbd630fa498ce500107901a10ecc3e5ed5538a806dbc5ebc45ac6e2b");
  expect(result.findings).toEqual([
    { kind: "credit_without_payment", accountId: nothing, currency: "USD", on: null, shortfallMinor: 15_00 },
    { kind: "below_floor", accountId: late, currency: "USD", on: "2025-12-01", shortfallMinor: 20_00 },
  ]);
  expect(await creditOf(book, nothing)).toBe(15_00);
});
