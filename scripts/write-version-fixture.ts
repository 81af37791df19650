import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { loadMigrations } from "../src/main/storage/book/migrate.ts";

/*
 * Writes the book of this version into test/fixtures, with what this version says of it, for the tests of every version after it:
 * `node scripts/write-version-fixture.ts`, before a migration is added. The company is made by the command line, as people do it.
 */

interface Lists {
  "accounts list": { name: string; id: string; planName: string; currency: string } & Record<string, unknown>;
  "invoices list": { number: string; state: string } & Record<string, unknown>;
}

const folder = mkdtempSync(join(tmpdir(), "countinghouse-fixture-"));
const book = join(folder, "book.countinghouse");
const program = fileURLToPath(new URL("../src/main/cli/index.ts", import.meta.url));
const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

function countinghouse(...commandLine: string[]): string {
  return execFileSync(process.execPath, [program, ...commandLine], {
    encoding: "utf8",
    env: { ...process.env, COUNTINGHOUSE_BOOK: book },
  });
}

function valueOf(...commandLine: string[]): unknown {
  return (JSON.parse(countinghouse(...commandLine, "--json")) as { value: unknown }).value;
}

function rowsOf<Name extends keyof Lists>(name: Name, ...options: string[]): Lists[Name][] {
  return (valueOf(...name.split(" "), ...options) as { rows: Lists[Name][] }).rows;
}

try {
  countinghouse("sample", "--out", book, "--accounts", "10", "--seed", "9", "--today", dayFromNow(-2));
  // It stands still from here on: a book whose clock runs catches up when it is opened years later.
  countinghouse("clock", "set", dayFromNow(0));
  const [giver, receiver] = rowsOf("accounts list").filter(
    ({ planName, currency }) => currency === "USD" && !planName.startsWith("Free"),
  );
  if (!giver || !receiver) throw new Error("The sample company has too few customers");
  countinghouse("credits", "adjust", giver.id, "increase", "75.50", "--reason", "promotion", "--priority", "10");
  countinghouse("credits", "transfer", giver.id, receiver.id, "25.25");
  const [open] = rowsOf("invoices list", "--state", "open");
  if (open) countinghouse("invoices", "pay", open.number, "1.00");
  countinghouse("keys", "create", "Billing sync", "--scope", "read", "credits");
  countinghouse("webhooks", "add", "https://example.com/billing-events");
  countinghouse("credits", "adjust", receiver.id, "increase", "5.00", "--reason", "courtesy");

  const { checkedEntries, headHash } = valueOf("ledger", "verify") as { checkedEntries: number; headHash: string };
  const figures = {
    entries: checkedEntries,
    headHash,
    accounts: rowsOf("accounts list").map((row) =>
      ["name", "planName", "creditBalanceMinor", "nextChargeOn", "nextChargeMinor"].map((field) => row[field]),
    ),
    invoices: rowsOf("invoices list")
      .toReversed()
      .map((row) =>
        ["number", "accountName", "state", "totalMinor", "creditAppliedMinor", "outstandingMinor"].map(
          (field) => row[field],
        ),
      ),
  };
  const target = fileURLToPath(new URL(`../test/fixtures/version-${loadMigrations().length}`, import.meta.url));
  writeFileSync(`${target}.json`, JSON.stringify(figures));
  writeFileSync(`${target}.countinghouse.gz`, gzipSync(readFileSync(book), { level: 9 }));
  console.log(`Wrote ${target}.json (format it: npx oxfmt) and ${target}.countinghouse.gz.`);
} finally {
  rmSync(folder, { recursive: true });
}
