import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { commandLineCaller, keyCaller } from "../../../src/main/hosts/callers.ts";
import { exportedFileOf } from "../../../src/main/hosts/exported-file.ts";
import { readTextCell } from "../../../src/shared/csv.ts";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { check } from "../../support/batches.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { issueInvoice } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, payOpen } from "../../support/company.ts";
import { rowsOf } from "../../support/exports.ts";
import { addOperators, signedInDesk } from "../../support/operators.ts";

type Exported = MethodInput<"exports.make">["of"];

async function exported(book: TestBook, of: Exported, format: "csv" | "xlsx" | "jsonl" = "csv") {
  const { result, progress } = await book.runJob("exports.make", { of, format });
  expect(result).toMatchObject({ sizeBytes: statSync(result.path).size, rowCount: progress.done });
  expect(statSync(result.path).mode & 0o777).toBe(0o600);
  return result;
}

const textOf = async (book: TestBook, of: Exported) => readFileSync((await exported(book, of)).path, "utf8");

const oddNames = [
  '=HYPERLINK("x")',
  "'-40 Degrees",
  "＝1+1",
  "שלום",
  "🙂, Inc. _x000D_",
  "two\nlines\t;=1",
  "<&>\"'",
  " spaces ",
];

/** Accounts with odd names, and credit in three currencies whose decimals differ. */
async function oddBook(): Promise<TestBook> {
  const book = await createTestBook();
  const accountIds: string[] = [];
  for (const name of oddNames) {
    const { accountId } = await book.ask("accounts.create", { kind: "user", name });
    accountIds.push(accountId);
  }
  for (const [index, accountId] of accountIds.entries()) {
    await adjust(book, accountId, 1_234_56 + index, ["USD", "JPY", "KWD"][index % 3]);
  }
  await adjust(book, accountIds[0] ?? "", -1);
  // More digits than a number of a spreadsheet keeps.
  await adjust(book, accountIds[1] ?? "", 9_007_199_254_000_000, "JPY");
  return book;
}

describe("a list as a file (BEHAVIOUR 1.1, 14.3)", () => {
  test("of the rows of a batch has more of them than a page, each with all that is wrong with it", async () => {
    const book = await createTestBook();
    await book.ask("accounts.create", { kind: "user", name: "=Ann", contact: "ann@example.com" });
    const good = Array.from({ length: 2100 }, (_each, index) => `ann@example.com,${index + 1}.00,courtesy,x`);
    const bad = ["nobody,xx,courtesy,x", "ann@example.com,-1.00,none,x"];
    const { id: batchId } = await check(book, { content: ["account,amount,reason,note", ...good, ...bad].join("\n") });
    const all = rowsOf(await textOf(book, { list: "batch_rows", batchId }));
    expect(all).toHaveLength(2102);
    expect(all[0]).toMatchObject({ line: "2", state: "ready", account_name: "'=Ann", amount: "1.00", currency: "USD" });
    const wrong = rowsOf(await textOf(book, { list: "batch_rows", batchId, withProblems: true }));
    expect(wrong.map(({ line, amount_as_written, amount }) => [line, amount_as_written, amount])).toEqual([
      ["2102", "xx", ""],
      ["2103", "'-1.00", "-1.00"],
    ]);
    expect(wrong[0]?.["problems"]).toMatch(/^No account has .* "nobody"\. "xx" is not an amount/u);
    const refused = book.runJob("exports.make", { of: { list: "batch_rows", batchId: "batch_none" }, format: "csv" });
    await expect(refused).rejects.toThrow("batch_not_found");
  });

  test("says the same in every format, to the letter and to the last digit", async () => {
    const book = await oddBook();
    for (const list of ["accounts", "ledger"] as const) {
      const inText = rowsOf(await textOf(book, { list }));
      expect(inText.length).toBe(list === "accounts" ? oddNames.length : oddNames.length + 2);

      const inLines = readFileSync((await exported(book, { list }, "jsonl")).path, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, string | number | null>);
      const written = (value: string | number | null | undefined) => String(value ?? "");
      const restored = inText.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, readTextCell(value)])),
      );
      expect(inLines.map((row) => mapValues(row, written))).toEqual(restored);

      const { sheets } = await readXlsx(readFileSync((await exported(book, { list }, "xlsx")).path));
      const [header = [], ...rows] = sheets[0]?.rows ?? [];
      const inSheet = rows.map((row) =>
        Object.fromEntries(header.map((name, index) => [String(name), row[index] ?? null])),
      );
      expect(header).toEqual(Object.keys(inText[0] ?? {}));
      for (const [index, row] of inText.entries()) {
        for (const [name, text] of Object.entries(row)) {
          const cell = inSheet[index]?.[name] ?? null;
          // A number of a spreadsheet has no decimals that say nothing; no text of it is a formula.
          if (typeof cell === "number") expect(cell).toBe(Number(text));
          else expect(cell ?? "").toBe(text);
        }
      }
    }
    const [newest] = rowsOf(await textOf(book, { list: "ledger" }));
    expect(newest).toMatchObject({ amount: "9007199254000000", balance_after: "9007199254123457" });
    expect(rowsOf(await textOf(book, { list: "accounts" })).map(({ name }) => readTextCell(name ?? ""))).toEqual(
      expect.arrayContaining(oddNames.map((name) => name.trim())),
    );
  });

  test("holds all that match the filters and nothing else, in the order of the list", async () => {
    const book = await oddBook();
    const rows = rowsOf(await textOf(book, { list: "ledger", filters: { currency: "JPY" } }));
    const listed = await book.ask("ledger.list", { filters: { currency: "JPY" } });
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(listed.rows.map(({ sequence }) => sequence));
    const none = await exported(book, { list: "ledger", filters: { currency: "EUR" } }, "xlsx");
    expect(none).toMatchObject({ rowCount: 0, fileName: "ledger.xlsx" });
    const { sheets } = await readXlsx(readFileSync(none.path));
    expect(sheets[0]?.rows).toHaveLength(1);
  });

  test("goes on behind the first page of rows", async () => {
    const book = await createTestBook();
    const text = Array.from({ length: 4_100 }, (_none, index) => `user_${index},Name ${index},\r\n`).join("");
    await book.runJob("accounts.import", {
      mode: "write",
      files: [{ kind: "users", name: "users.csv", text: `id,name,email\r\n${text}` }],
    });
    for (const format of ["csv", "xlsx", "jsonl"] as const) {
      expect(await exported(book, { list: "accounts" }, format)).toMatchObject({ rowCount: 4_100 });
    }
    const names = rowsOf(await textOf(book, { list: "accounts" })).map(({ name }) => name);
    expect(new Set(names).size).toBe(4_100);
  });

  test("of the ledger holds what it takes to check the chain elsewhere, and is imported all the same", async () => {
    const book = await oddBook();
    const text = await textOf(book, { list: "ledger" });
    let previous = "0".repeat(64);
    for (const row of rowsOf(text).toReversed()) {
      expect(row["previous_hash"]).toBe(previous);
      const digest = createHash("sha256")
        .update(Buffer.from(previous, "hex"))
        .update(row["canonical_text"] ?? "");
      previous = digest.digest("hex");
      expect(row["hash"]).toBe(previous);
    }
    const other = await createTestBook();
    const files = [
      { kind: "users" as const, name: "users.csv", text: await textOf(book, { list: "accounts" }) },
      { kind: "ledger_entries" as const, name: "ledger.csv", text },
    ];
    expect((await other.runJob("accounts.import", { mode: "write", files })).result).toMatchObject({
      outcome: "written",
      problems: [],
    });
  });

  test("of invoices, payments, credit notes, acts and calls holds every one of them", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id } = await issueInvoice(book, accountId, [{ unitMinor: 20_00 }]);
    await payOpen(book, accountId);
    const note = { invoiceId: id, lines: [{ position: 1, amountMinor: 5_00 }], destination: "credit" as const };
    const { fingerprint } = await book.ask("creditNotes.preview", note);
    await book.ask("creditNotes.issue", { ...note, fingerprint });
    expect(rowsOf(await textOf(book, { list: "invoices" }))).toMatchObject([{ number: "INV-000001", total: "20.00" }]);
    expect(rowsOf(await textOf(book, { list: "payments" }))).toMatchObject([
      { invoice: "INV-000001", amount: "20.00", status: "succeeded", gateway: "manual" },
    ]);
    expect(rowsOf(await textOf(book, { list: "credit_notes" }))).toMatchObject([
      { number: "CN-000001", total: "5.00", to_credit: "5.00" },
    ]);
    const subscriber = await createCustomer(book, { feeMinor: 12_00 });
    expect(rowsOf(await textOf(book, { list: "subscriptions" }))).toMatchObject([
      { account_id: subscriber, plan: "Team", fee: "12.00", next_billing_on: "2026-01-01" },
    ]);
    const acts = rowsOf(await textOf(book, { list: "acts" }));
    // The export is an act itself, and was written down before it began.
    expect(acts[0]).toMatchObject({ act: "exports.make" });
    expect(acts.length).toBe((await book.ask("audit.list", {})).total.count);
    expect(rowsOf(await textOf(book, { list: "api_calls" }))).toEqual([]);
    const run = await book.runJob("billing.run", { throughOn: "2026-01-01" });
    expect(await exported(book, { list: "run_problems", runId: run.result.id })).toMatchObject({ rowCount: 0 });
  });

  test("10.3 of a billing run holds its sums in each currency, and every account that it left out", async () => {
    const book = await createTestBook();
    const adjusted = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, adjusted, 5_00);
    await createCustomer(book, { feeMinor: 500, currency: "JPY" });
    const charge = { description: "Far too much", unitMinor: Number.MAX_SAFE_INTEGER, currency: "USD" };
    await book.ask("invoices.addCharge", { accountId: await createCustomer(book, { feeMinor: 1_00 }), ...charge });
    const { id: runId } = await billThrough(book, "2026-01-01");
    const of = { list: "billing_run" as const, runId };
    const file = await exported(book, of);
    expect(file).toMatchObject({ fileName: `billing-run-${runId.replace("run_", "")}.csv`, rowCount: 3 });
    expect(rowsOf(readFileSync(file.path, "utf8"))).toMatchObject([
      { record: "total", run_id: runId, through: "2026-01-01", currency: "JPY", invoiced: "500", due: "500" },
      {
        record: "total",
        currency: "USD",
        invoices: "1",
        invoiced: "20.00",
        credit_applied: "5.00",
        collected: "0.00",
        open: "15.00",
        carried: "0.00",
        due: "15.00",
        account_id: "",
      },
      {
        record: "problem",
        run_id: runId,
        currency: "",
        due: "",
        account_name: "Globex Corporation",
        error_code: "amount_out_of_range",
      },
    ]);
    const lines = readFileSync((await exported(book, of, "jsonl")).path, "utf8")
      .trim()
      .split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { record: string }).record)).toEqual(["total", "total", "problem"]);
    expect(await book.refusal("exports.make", { of: { ...of, runId: "run_none" }, format: "csv" })).toMatchObject({
      code: "run_not_found",
    });
  });
});

describe("where a file goes", () => {
  test("only the person at the machine says where, and nothing is written over", async () => {
    const book = await oddBook();
    const toPath = join(temporaryFolder(), "accounts.csv");
    const make = { of: { list: "accounts" as const }, format: "csv" as const, toPath };
    expect(await book.refusal("exports.make", make)).toMatchObject({ code: "path_not_allowed" });
    expect(existsSync(toPath)).toBe(false);
    writeFileSync(toPath, "mine");
    const byPerson = await book.engine.dispatch("exports.make", make, commandLineCaller());
    expect(byPerson).toMatchObject({ ok: false, error: { code: "export_failed" } });
    expect(readFileSync(toPath, "utf8")).toBe("mine");
  });

  test("who may not read a list may not export it", async () => {
    const book = await createTestBook();
    const reader = keyCaller({ id: "key_of_nobody", name: "Some program" }, ["read"]);
    const make = (list: string) => book.engine.dispatch("exports.make", { of: { list }, format: "csv" }, reader);
    expect(await make("acts")).toMatchObject({ ok: false, error: { code: "not_allowed" } });
    expect(await make("api_calls")).toMatchObject({ ok: false, error: { code: "not_allowed" } });
    expect(await make("ledger")).toMatchObject({ ok: true });
  });

  test("a file is shown and given to who may read what is in it, whoever has written it", async () => {
    const book = await createTestBook();
    const write = (list: "acts" | "accounts") => book.runJob("exports.make", { of: { list }, format: "csv" });
    const [acts, accounts] = [await write("acts"), await write("accounts")];
    await addOperators(book, { vic: "viewer", ann: "approver" });
    const seen = async (signInName: string, jobId: string) => {
      const desk = await signedInDesk(book, signInName);
      const job = await desk.ask("jobs.get", { jobId });
      const { jobs } = await desk.ask("jobs.list", {});
      expect(jobs).toContainEqual(job);
      return job;
    };
    for (const [signInName, { id, result }] of [
      ["vic", accounts],
      ["ann", accounts],
      ["ann", acts],
    ] as const) {
      expect(exportedFileOf(await seen(signInName, id))).toEqual(result);
    }
    const hidden = await seen("vic", acts.id);
    expect(hidden).toMatchObject({ state: "done", method: "exports.make" });
    expect(hidden).not.toHaveProperty("result");
    expect(() => exportedFileOf(hidden)).toThrow(expect.objectContaining({ code: "not_allowed" }));
  });

  test("what is refused or broken off leaves no file, and the next opening takes away what was left", async () => {
    const book = await oddBook();
    expect(
      await book.refusal("exports.make", { of: { list: "ledger", accountId: "user_none" }, format: "csv" }),
    ).toMatchObject({
      code: "account_not_found",
    });
    const folder = `${book.path}.exports`;
    expect(readdirSync(folder)).toEqual([]);
    await exported(book, { list: "accounts" });
    expect(readdirSync(folder)).toHaveLength(1);
    await book.close();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "left.csv"), "");
    await openTestBook(book.path);
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(dirname(folder))).toBe(true);
  });

  test("no more than the last twenty are kept", async () => {
    const book = await createTestBook();
    const paths: string[] = [];
    for (let count = 0; count < 22; count += 1) paths.push((await exported(book, { list: "payments" })).path);
    expect(paths.map((path) => existsSync(path)).filter(Boolean)).toHaveLength(20);
    expect(existsSync(paths.at(-1) ?? "")).toBe(true);
  });
});

function mapValues<Value, Mapped>(record: Readonly<Record<string, Value>>, map: (value: Value) => Mapped) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
