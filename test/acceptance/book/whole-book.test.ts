import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { importBook } from "../../../src/main/engine/handlers/book/import-book.ts";
import { verifyClosedBook } from "../../../src/main/engine/handlers/ledger/verify-ledger.ts";
import { leftOutColumns, leftOutTables, recordNames } from "../../../src/main/storage/book/record-tables.ts";
import { addDays, civilDate } from "../../../src/shared/calendar.ts";
import { AppError } from "../../../src/shared/errors.ts";
import { upload } from "../../support/batches.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer, invoicesOf, payOpen } from "../../support/company.ts";
import { makeAndKill } from "../../support/kill.ts";
import { addOperators, signedInDesk } from "../../support/operators.ts";
import { passphraseOf } from "../../support/passphrases.ts";
import { checkedByStranger, hasPython } from "../../support/stranger.ts";
import { addEndpoint } from "../../support/webhooks.ts";
import { expectSameBookOfExport, filePlace, importInto, recordsOf } from "../../support/whole-book.ts";

const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

/** A book in which something of almost every kind has happened. */
async function eventfulBook(): Promise<TestBook> {
  const book = await createTestBook({ today: "2026-01-10" });
  await addEndpoint(book, { secret: webhookSecret });
  const accountId = await createCustomer(book, { feeMinor: 30_00, startOn: "2026-01-15" });
  const other = await createCustomer(book, { feeMinor: 7_00, startOn: "2026-01-31", timeZone: "Asia/Kathmandu" });
  await adjust(book, accountId, 50_00);
  await adjust(book, accountId, 7, "JPY");
  const note = 'Grüße 🎉 \u2028 "quoted" \\ \t\n\u0001 漢字 \u007f';
  const odd = {
    accountId: other,
    action: "increase",
    amountMinor: 1,
    currency: "USD",
    reasonCode: "other",
    note,
  } as const;
  await book.ask("credits.adjust", odd);
  await book.ask("credits.transfer", {
    fromAccountId: accountId,
    toAccountId: other,
    amountMinor: 5_00,
    currency: "USD",
  });
  await book.setToday("2026-02-20");
  await billThrough(book, "2026-02-20");
  await payOpen(book, other);
  const open = (await invoicesOf(book, accountId)).find(({ state }) => state === "open");
  await book.ask("invoices.void", { invoiceId: open?.id ?? "", periods: "bill_again" });
  await book.ask("periods.close", { month: "2026-01" });
  await book.ask("book.configure", { sellerName: "Acme =1+1" });
  const taken = {
    accountId,
    action: "decrease",
    amountMinor: 1,
    currency: "JPY",
    reasonCode: "other",
    note,
  } as const;
  const act = { method: "credits.adjust", input: { ...taken, idempotencyKey: "held" } } as const;
  const evidence = [{ name: "bytes.bin", uploadId: await upload(book, Buffer.from([0, 255, 10, 34, 92])) }];
  await book.ask("approvals.request", { act, comment: note, evidence });
  return book;
}

/** The code that something is refused with. */
function refusalOf(work: () => unknown): string {
  try {
    work();
    return "none";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

/** An export as its lines, without the empty one behind the last. */
const linesOf = (path: string): string[] => readFileSync(path, "utf8").trimEnd().split("\n");

function written(path: string, content: string | Uint8Array): string {
  writeFileSync(path, content);
  return path;
}

/** Write lines with an end that fits them. */
function sealed(path: string, lines: readonly string[]): string {
  const bytes = `${lines.join("\n")}\n`;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  writeFileSync(path, `${bytes}${JSON.stringify({ record: "end", records: lines.length - 1, sha256 })}\n`);
  return path;
}

describe("the whole book as a file", () => {
  test("makes the same book: the same bytes again, the same chain, balances and lists, to strangers too", async () => {
    const book = await eventfulBook();
    const days = Array.from({ length: 60 }, (_each, index) => addDays(civilDate("2026-01-08"), index));
    await expectSameBookOfExport(book, days);

    const exported = (await book.runJob("book.export", {})).result;
    expect(exported).toMatchObject({ rowCount: linesOf(exported.path).length - 2, right: "book" });
    expect(statSync(exported.path).mode & 0o777).toBe(0o600);
    const [head] = (await book.ask("ledger.list", { limit: 1 })).rows;
    const manifest = JSON.parse(linesOf(exported.path)[0] ?? "") as Record<string, unknown>;
    expect(manifest).toMatchObject({ record: "manifest", format: "countinghouse-book", version: 1 });
    expect(manifest["ledger"]).toMatchObject({ sequence: head?.sequence });

    // Through the door it is an act, and nothing else is different.
    const path = join(temporaryFolder(), "imported.countinghouse");
    const imported = await openTestBook(path);
    const made = await importInto(imported, exported.path);
    expect(made).toMatchObject({ ok: true, value: { path, entryCount: head?.sequence } });
    expect((await imported.ask("audit.list", { limit: 1 })).rows).toMatchObject([
      { act: "book.import", origin: "cli" },
    ]);
    await imported.close();
    const isAct = (line: string) => line.startsWith('{"record":"audit_entry"');
    const withoutActs = (lines: readonly string[]) => lines.slice(1, -1).filter((line) => !isAct(line));
    expect(withoutActs(recordsOf(path).toString().trimEnd().split("\n"))).toEqual(withoutActs(linesOf(exported.path)));
    if (hasPython) {
      const checked = checkedByStranger(path);
      expect(checked).toEqual({ status: 0, said: expect.stringContaining(`${head?.sequence} entries`) });
    }
    // What is there is not replaced.
    expect(await importInto(await openTestBook(path), exported.path)).toMatchObject({ error: { code: "book_exists" } });
  });

  test("holds no secret, and lets nobody in who has not been given a new one", async () => {
    const book = await eventfulBook();
    await addOperators(book, { carol: "clerk" });
    const text = recordsOf(book.path).toString();
    expect(text).toContain('"sign_in_name":"carol"');
    for (const secret of [webhookSecret, "scrypt", passphraseOf("carol")]) expect(text).not.toContain(secret);
  });

  test("is the business of who may copy the book", async () => {
    const book = await createTestBook();
    const { admin } = await addOperators(book, { alan: "approver" });
    const approver = await signedInDesk(book, "alan");
    expect(await approver.code("book.export", {})).toBe("not_allowed");
    expect((await book.refusal("book.export", {})).code).toBe("sign_in_required");
    expect(await admin.code("book.export", {})).toBeNull();
  });

  test("names every table and column of the schema: as a record, or as left out", async () => {
    const { path } = await createTestBook();
    const database = new Database(path, { readonly: true });
    const tables = database
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')")
      .pluck()
      .all() as string[];
    const named = [...recordNames, ...Object.keys(leftOutTables)];
    // A new table is added to `recordTables`, or with the reason to `leftOutTables`, in storage/book/record-tables.ts.
    expect(tables.filter((name) => !name.startsWith("sqlite_")).toSorted()).toEqual(named.toSorted());
    for (const [table, columns] of Object.entries(leftOutColumns)) {
      const known = database.prepare("SELECT name FROM pragma_table_xinfo(?)").pluck().all(table);
      expect(known).toEqual(expect.arrayContaining(Object.keys(columns)));
    }
    database.close();
  });
});

test("a process that is killed while it exports or imports leaves nothing half under its name", async () => {
  const book = await eventfulBook();
  const accountId = await createCustomer(book);
  for (let entry = 0; entry < 50; entry += 1) await adjust(book, accountId, 1_00);
  await book.close();
  const folder = temporaryFolder();
  for (const times of [1, 3]) await makeAndKill(folder, book.path, times);
  const made = (ending: string) => readdirSync(folder).filter((name) => name.endsWith(ending));
  const exported = made(".jsonl").map((name) => join(folder, name));
  expect(exported.length).toBeGreaterThan(1);
  for (const path of exported) {
    const lines = linesOf(path);
    const sha256 = createHash("sha256")
      .update(`${lines.slice(0, -1).join("\n")}\n`)
      .digest("hex");
    expect(JSON.parse(lines.at(-1) ?? "")).toEqual({ record: "end", records: lines.length - 2, sha256 });
  }
  for (const times of [1, 3]) await makeAndKill(folder, exported[0] ?? "", times);
  expect(made(".countinghouse").length).toBeGreaterThan(1);
  for (const name of made(".countinghouse")) {
    expect(verifyClosedBook(join(folder, name))).toMatchObject({ ok: true });
  }
});

describe("what is no export is refused, and nothing is left", () => {
  let original: readonly string[] = [];
  /** Made by the first test that needs it. */
  async function exportOnce(): Promise<void> {
    if (original.length > 0) return;
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 30_00 });
    await adjust(book, accountId, 50_00);
    await adjust(book, accountId, -5_00);
    original = linesOf((await book.runJob("book.export", {})).result.path);
    await book.close();
  }
  const records = () => original.slice(0, -1);
  const manifest = (change: (content: Record<string, unknown>) => void) => {
    const content = JSON.parse(original[0] ?? "") as Record<string, unknown>;
    change(content);
    return [JSON.stringify(content), ...records().slice(1)];
  };
  const found = (table: string, nth = 0) =>
    records().flatMap((line, index) => (line.startsWith(`{"record":"${table}"`) ? [index] : []))[nth] ?? -1;
  /** Writes a file, and says where it is. */
  type Make = (path: string) => string;
  /** A good export but for its first record of a table. */
  const altered = (table: string, change: (line: string) => string): Make => {
    return (path) => {
      const at = found(table);
      return sealed(
        path,
        records().map((line, index) => (index === at ? change(line) : line)),
      );
    };
  };
  const hostile: readonly (readonly [what: string, make: Make])[] = [
    ["nothing", (path) => written(path, "")],
    ["another program's file", (path) => written(path, '{"a":1}\n'.repeat(5))],
    ["a folder", (path) => dirname(path)],
    ["one that is not there", (path) => `${path}.none`],
    [
      "a cut off file",
      (path) => {
        writeFileSync(path, `${original.join("\n")}\n`);
        truncateSync(path, statSync(path).size - 40);
        return path;
      },
    ],
    ["one that ends after a whole line", (path) => written(path, `${records().join("\n")}\n`)],
    [
      "a flipped byte in a name",
      (path) => written(path, `${original.join("\n")}\n`.replace("Globex Corporation", "Globex Corporatioo")),
    ],
    ["something behind the end", (path) => written(path, `${original.join("\n")}\n\n`)],
    [
      "a line twice",
      (path) =>
        sealed(
          path,
          records().flatMap((line, index) => (index === found("account") ? [line, line] : [line])),
        ),
    ],
    ["a record too few", (path) => sealed(path, records().toSpliced(found("ledger_entry", 1), 1))],
    [
      "wrong counts",
      (path) =>
        sealed(
          path,
          manifest((content) => ((content["records"] as Record<string, number>)["account"] = 2)),
        ),
    ],
    [
      "another head of the ledger",
      (path) =>
        sealed(
          path,
          manifest((content) => (content["ledger"] = { sequence: 1, hash: "0".repeat(64) })),
        ),
    ],
    ["no book", (path) => sealed(path, manifest(() => undefined).toSpliced(found("book"), 1))],
    ["a forged entry", altered("ledger_entry", (line) => line.replace('"amount_minor":5000', '"amount_minor":6000'))],
    ["a forged entry that adds up", altered("ledger_entry", (line) => line.replace('"note":null', '"note":"x"'))],
    ["a forged act", altered("audit_entry", (line) => line.replace('"at_ms":', '"at_ms":1'))],
    [
      "an account that nobody is",
      altered("subscription", (line) => line.replace(/"account_id":"[^"]+"/u, '"account_id":"org_x"')),
    ],
    ["an unknown kind", altered("account", (line) => line.replace('"account"', '"sqlite_master"'))],
    ["kinds in another order", (path) => sealed(path, [...records().slice(0, 1), ...records().slice(1).toReversed()])],
    ["a field too many", altered("account", (line) => line.replace("}", ',"x":1}'))],
    ["a field that is a prototype", altered("account", (line) => line.replace("}", ',"__proto__":null}'))],
    ["a field twice", altered("account", (line) => line.replace("}", ',"id":"org_y"}'))],
    ["spaces", altered("account", (line) => line.replace(",", ", "))],
    ["a fraction", altered("account", (line) => line.replace(/"created_at_ms":(\d+)/u, '"created_at_ms":$1.5'))],
    [
      "a number too large",
      altered("account", (line) => line.replace(/"created_at_ms":\d+/u, '"created_at_ms":9007199254740993')),
    ],
    ["a text for a number", altered("account", (line) => line.replace(/"created_at_ms":\d+/u, '"created_at_ms":"5"'))],
    ["a number for a text", altered("account", (line) => line.replace(/"name":"[^"]+"/u, '"name":5'))],
    ["half a character", altered("account", (line) => line.replace(/"name":"[^"]+"/u, '"name":"\\ud800"'))],
    [
      "what is nested a million deep",
      altered("account", (line) => line.replace(/"name":"[^"]+"/u, `"name":${"[".repeat(1e6)}`)),
    ],
    [
      "no UTF-8",
      (path) => written(path, Buffer.concat([Buffer.from(`${original[0]}\n`), Buffer.from([0x7b, 0xff, 0x0a])])),
    ],
    [
      "a line of 40 MB",
      (path) => {
        writeFileSync(path, `${original[0]}\n{"record":"account","id":"`);
        for (let piece = 0; piece < 40; piece += 1) writeFileSync(path, Buffer.alloc(1_000_000, 0x41), { flag: "a" });
        return path;
      },
    ],
  ];
  test("whatever it is", async () => {
    await exportOnce();
    const folder = temporaryFolder();
    const path = join(folder, "new.countinghouse");
    const outcomes = hostile.map(([what, make]) => {
      const code = refusalOf(() => importBook(filePlace(path), make(join(folder, "given.jsonl")), 0));
      const left = readdirSync(folder).filter((name) => name.startsWith("new."));
      return [what, /^export_(?:broken|not_found)$/u.test(code) ? "refused" : code, left];
    });
    expect(outcomes).toEqual(hostile.map(([what]) => [what, "refused", []]));
  });

  test("through the door as well, and the place is free then", async () => {
    await exportOnce();
    const folder = temporaryFolder();
    const broken = join(folder, "broken.jsonl");
    writeFileSync(broken, `${records().join("\n")}\n`);
    const path = join(folder, "new.countinghouse");
    const book = await openTestBook(path);
    expect(await importInto(book, broken)).toMatchObject({ ok: false, error: { code: "export_broken" } });
    expect(existsSync(path)).toBe(false);
    expect((await book.refusal("book.info", {})).code).toBe("book_missing");
    writeFileSync(broken, `${original.join("\n")}\n`);
    expect(await importInto(book, broken)).toMatchObject({ ok: true });
    await book.ask("book.info", {});
  });

  test("one of a later format or of a later schema is told by that", async () => {
    await exportOnce();
    const folder = temporaryFolder();
    for (const later of [
      manifest((content) => Object.assign(content, { version: 2, whatever: true })),
      manifest((content) => (content["schema"] = 9999)),
    ]) {
      const path = sealed(join(folder, "later.jsonl"), later);
      expect(refusalOf(() => importBook(filePlace(join(folder, "new.countinghouse")), path, 0))).toBe("book_newer");
    }
  });

  test("a page or a program cannot name the file", async () => {
    const path = join(temporaryFolder(), "new.countinghouse");
    const book = await openTestBook(path);
    expect((await book.refusal("book.import", { fromPath: "/etc/passwd" })).code).toBe("path_not_allowed");
    expect(existsSync(path)).toBe(false);
  });
});
