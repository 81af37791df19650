import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, it } from "vitest";
import { germanCodes } from "../../src/main/cli/german/german-codes.ts";
import { germanHelp } from "../../src/main/cli/german/german-help.ts";
import { germanResults } from "../../src/main/cli/german/german-results.ts";
import { germanWords } from "../../src/main/cli/german/german-words.ts";
import { createProgram } from "../../src/main/cli/program.ts";
import { createTerminal } from "../../src/main/cli/foundation/terminal.ts";
import { germanReasons } from "../../src/shared/sentences/german-reasons.ts";
import { germanRefusals } from "../../src/shared/sentences/german-refusals.ts";
import { germanSentences } from "../../src/shared/sentences/german-sentences.ts";
import { temporaryFolder } from "../support/book.ts";
import { countinghouse, countinghouseReading, type Ended } from "../support/command-line.ts";
import { adjust } from "../support/company.ts";
import { linkWithUser } from "../support/linked-books.ts";
import { linkPassphrase } from "../support/link-passphrase.ts";

const catalogues: readonly Readonly<Record<string, string>>[] = [
  germanHelp,
  germanResults,
  germanSentences,
  germanWords,
  germanCodes,
  germanReasons,
];

const wordsIn = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => text.replaceAll(/\{[^}]*\}/gu, " ").match(/\p{L}{2,}/gu) ?? []));

/** Words of English texts that stand in no German one. */
function englishWords(): ReadonlySet<string> {
  const german = wordsIn([
    ...catalogues.flatMap((catalogue) => Object.values(catalogue)),
    ...Object.values(germanRefusals).flatMap(({ message, remedy }) => [message, remedy]),
  ]);
  const all = wordsIn(catalogues.flatMap((catalogue) => Object.keys(catalogue)));
  return new Set([...all].filter((word) => !german.has(word)));
}

/** The commands that do something, by their words. */
function allCommands(): string[] {
  const terminal = createTerminal(process.stdin, process.stdout, process.stderr);
  const program = createProgram(terminal, { origin: "cli", operator: "Tess Tester" }, () => undefined);
  const leaves = (command: Command, words: readonly string[]): string[] =>
    command.commands.length === 0
      ? [words.join(" ")]
      : command.commands.flatMap((each) => leaves(each, [...words, each.name()]));
  return leaves(program, []);
}

/** What people or an upstream have written, the contract's names of acts, columns and files, and addresses: they stay as they are. */
const names =
  /https?:\S+|countinghouse [a-z-]+ [a-z-]+|\S*[/@]\S*|\b\w+\.\w+\b|\b\w+_\w+\b|\b\w*\d\w*\b|--\S+|[„"][^“"\n]*[“"]|Removing USD .*|As it is at .*|Balance of .*|: email:|\b(?:Ann|Lee|Acme|Corp|Team|Plus|Promo|free|Free|Tess|Tester|Countinghouse|Billing|sync|admin_?host)\b/gu;

it("says in German whatever people read of any command, and to programs the same as everywhere", async () => {
  const folder = temporaryFolder();
  const english = englishWords();
  const walked = new Set<string>();
  const remained: string[] = [];
  const commands = allCommands().toSorted((one, other) => other.length - one.length);
  const hear = (words: readonly string[], { output, errors }: Ended): void => {
    const line = words.join(" ");
    walked.add(commands.find((each) => line.startsWith(each)) ?? line);
    // Acts and their fields, and accounts of the general ledger, are the contract's and the book's.
    const isOfNames = line.startsWith("audit list") || line === "journal accounts";
    // The first column of these two is what plans and reasons are chosen by.
    const isByCode = line === "plans list" || line === "credits reasons";
    const told = isOfNames ? output.split("\n")[0] : isByCode ? output.replaceAll(/^\S+/gmu, "") : output;
    const shown = `${told}\n${errors}`.replaceAll(names, " ");
    const found = new Set((shown.match(/\p{L}{2,}/gu) ?? []).filter((word) => english.has(word)));
    if (found.size > 0) remained.push(`${line}: ${[...found].join(", ")}\n${output}${errors}`);
  };
  const at =
    (path: string) =>
    async (...words: string[]): Promise<Ended> => {
      const ended = await countinghouse(...words, "--book", path);
      hear(words, ended);
      return ended;
    };
  const reading = async (input: string, ...words: string[]): Promise<Ended> => {
    const ended = await countinghouseReading(input, ...words);
    hear(words, ended);
    return ended;
  };
  const value = async <Value>(path: string, ...words: string[]): Promise<Value> =>
    (JSON.parse((await countinghouse(...words, "--json", "--book", path)).output) as { value: Value }).value;

  const book = join(folder, "book.countinghouse");
  const on = at(book);
  await on("book", "new", "--name", "Acme", "--time-zone", "UTC", "--currency", "USD", "--for-trying");
  await on("book", "info");
  await on("book", "health");
  await on("book", "recent");
  await on("clock", "set", "2026-01-10");
  await on("clock", "show");
  await reading(
    "slug,name,for,currency,monthly_fee\nteam,Team,user,USD,20\nplus,Plus,user,USD,30\n",
    "accounts",
    "import",
    "--plans",
    "-",
    "--book",
    book,
  );
  await reading(
    "name,email\nAnn Lee,ann@example.com\nAnn Corp,corp@example.com\n",
    "accounts",
    "import",
    "--users",
    "-",
    "--book",
    book,
  );
  await reading("name,email\n,nobody\nAnn,ann@example.com\n", "accounts", "import", "--users", "-", "--book", book);
  await on("accounts", "list");
  await on("accounts", "show", "ann@example.com");
  await on("credits", "adjust", "ann@example.com", "increase", "50.00", "--reason", "promotion");
  await on("credits", "adjust", "ann@example.com", "decrease", "5.00", "--reason", "billing_error");
  await on("credits", "adjust", "ann@example.com", "decrease", "500.00", "--reason", "billing_error");
  await on("credits", "transfer", "ann@example.com", "corp@example.com", "5.00");
  await on("credits", "show", "ann@example.com", "--blocks");
  await on("credits", "history", "ann@example.com");
  const { rows: entries } = await value<{ rows: { id: string; sourceType: string }[] }>(book, "ledger", "list");
  expect(entries.map(({ sourceType }) => sourceType)).toContain("transfer_out");
  const deduction = entries.find(({ sourceType }) => sourceType === "deduction");
  await on("credits", "reverse", deduction?.id ?? "");
  const sheet = "account,amount,currency\nann@example.com,4.00,USD\ncorp@example.com,3.00,USD\n";
  const importing = ["credits", "import", "-", "--reason", "courtesy", "--book", book];
  await reading(sheet, ...importing, "--check");
  await reading(sheet, ...importing);
  await reading(`${sheet}nobody,x,USD\n`, ...importing);
  const { rows: batches } = await value<{ rows: { id: string }[] }>(book, "credits", "batches");
  await on("credits", "batches");
  await on("credits", "undo-batch", batches.at(-1)?.id ?? "");
  await on("credits", "show-batch", batches.at(-1)?.id ?? "");
  await on("credits", "batch-rows", batches.at(-1)?.id ?? "");
  for (const { id } of batches) await on("credits", "discard-batch", id);
  await on("subscriptions", "change", "ann@example.com", "--plan", "team", "--dry-run");
  await on("subscriptions", "change", "ann@example.com", "--plan", "team", "--yes");
  await on("subscriptions", "change", "corp@example.com", "--plan", "plus", "--yes");
  await on("subscriptions", "change", "corp@example.com", "--plan", "team", "--yes");
  await on("subscriptions", "show", "corp@example.com");
  await on("subscriptions", "cancel", "corp@example.com", "--dry-run");
  await on("subscriptions", "cancel", "corp@example.com");
  await on("subscriptions", "cancel", "corp@example.com", "--yes");
  await on("subscriptions", "list");
  await on("accounts", "show", "ann@example.com");
  await on("accounts", "update", "ann@example.com", "--time-zone", "Asia/Tokyo");
  await on("invoices", "preview", "ann@example.com");
  await on("clock", "set", "2026-03-20");
  await on("billing", "run", "--until", "2026-03-20", "--dry-run");
  await on("billing", "run", "--until", "2026-03-20");
  await on("billing", "runs");
  const { rows: runs } = await value<{ rows: { id: string }[] }>(book, "billing", "runs");
  const runId = runs[0]?.id ?? "";
  await on("billing", "resume");
  await on("billing", "problems", runId, "--to", join(folder, "problems.csv"));
  await on("billing", "report", runId, "--to", join(folder, "report.csv"));
  const { rows: invoices } = await value<{ rows: { number: string; outstandingMinor: number; accountName: string }[] }>(
    book,
    "invoices",
    "list",
  );
  const open = invoices.filter(({ outstandingMinor }) => outstandingMinor > 0).map(({ number }) => number);
  const [first = "", second = "", third = ""] = open;
  expect(third).not.toBe("");
  await on("invoices", "list");
  await on("plans", "create", "promo", "--name", "Promo", "--for", "user", "--monthly", "5", "--tier", "1-5=2", "6-=1");
  await on("plans", "create", "promo", "--name", "Promo", "--for", "user", "--monthly", "5");
  await on("plans", "update", "promo", "--trial-days", "7");
  await on("plans", "archive", "promo");
  await on("plans", "restore", "promo");
  await on("plans", "list");
  await on("prices", "create", "promo", "--monthly", "4", "--annual-monthly", "3");
  await on("prices", "list", "promo");
  await on("tax-rates", "create", "Promo", "7.5");
  await on("tax-rates", "create", "Promo", "107");
  await on("tax-rates", "list");
  await on("discounts", "create", "Promo", "--percent", "10", "--periods", "3");
  await on("discounts", "create", "Promo");
  await on("discounts", "list");
  await on("accounts", "create", "organization", "Team", "--contact", "team");
  await on("accounts", "update", "team", "--tax-rate", "Promo", "--payment-terms", "30");
  await on("accounts", "update", "team", "--tax-rate", "Plus");
  await on("payment-methods", "test-numbers");
  await on("payment-methods", "add", "team", "--test-number", "4242424242424242");
  await on("payment-methods", "add", "team");
  await on("payment-methods", "list", "team");
  const { rows: methods } = await value<{ rows: { id: string }[] }>(book, "payment-methods", "list", "team");
  await on("payment-methods", "set-default", methods[1]?.id ?? "");
  for (const { id } of methods) await on("payment-methods", "remove", id);
  await on("invoices", "add-charge", "team", "Promo", "12.50", "--quantity", "2");
  await on("invoices", "add-charge", "team", "Plus", "1.00");
  await on("invoices", "charges", "team");
  const { rows: charges } = await value<{ rows: { id: string }[] }>(book, "invoices", "charges", "team");
  await on("invoices", "remove-charge", charges[0]?.id ?? "");
  await on("invoices", "issue", "team", "--dry-run");
  await on("invoices", "issue", "team");
  await on("invoices", "issue", "team", "--yes");
  await on("credits", "adjust", "team", "increase", "5.00", "--reason", "courtesy", "--dry-run");
  await on("billing", "show", runId);
  await on("book", "settings", "--retry-days", "1,2", "--after-last-retry", "cancel");
  await on("jobs", "list");
  await on("jobs", "stop", "job_01");
  await on("credits", "reasons");
  await on("invoices", "collect", first);
  await on("invoices", "pay", first, "1.00");
  await on("invoices", "pay", first);
  await on("invoices", "void", second);
  await on("invoices", "write-off", third, "--reason", "Ann");
  await on("invoices", "show", first);
  await on("invoices", "show", third);
  const { payments } = await value<{ payments: { id: string }[] }>(book, "invoices", "show", first);
  await on("invoices", "take-back-payment", payments[0]?.id ?? "", "--reason", "Ann");
  await on("invoices", "show", first);
  await on("invoices", "issue-credit-note", first, "--dry-run");
  await on("invoices", "issue-credit-note", first, "--yes");
  await on("invoices", "mark-uncollectible", open[3] ?? "");
  const granted = ["credits", "adjust", "corp@example.com", "increase", "1.00", "--reason", "courtesy"];
  await on(...granted);
  await on("credits", "apply", "corp@example.com");
  await on(...granted, "--expires", "2026-12-31");
  await on("credits", "show", "corp@example.com", "--blocks");
  const { rows: blocks } = await value<{ rows: { id: string; state: string }[] }>(
    book,
    "credits",
    "show",
    "corp@example.com",
    "--blocks",
  );
  await on("credits", "void-block", blocks.find(({ state }) => state === "usable")?.id ?? "");
  await on("invoices", "pdf", first, "--to", join(folder, "one.pdf"));
  await on("invoices", "pdf", "--run", runId, "--to", join(folder, "all.zip"));
  await on("invoices", "payments", "--to", join(folder, "payments.csv"));
  await on("invoices", "credit-notes", "--to", join(folder, "notes.csv"));
  await on("accounts", "statement", "ann@example.com", "--from", "2026-01-01", "--through", "2026-03-20");
  await on("ledger", "list");
  await on("ledger", "list", "--to", join(folder, "ledger.csv"));
  await on("ledger", "balances");
  await on("report", "roll-forward", "--from", "2026-01-01", "--by-reason");
  await on("report", "invoice-ageing");
  await on("report", "invoice-ageing", "--list");
  await on("report", "credit-ageing");
  await on("report", "credit-ageing", "--list");
  await on("report", "expiring");
  await on("report", "top-receivers", "--from", "2026-01-01");
  await on("report", "revenue", "--list", "--from", "2026-01-01");
  await on("report", "collections", "--list", "--from", "2026-01-01");
  await on("report", "anomalies", "repeated");
  await on("periods", "close", "2026-01");
  await on("periods", "close", "2026-01", "--yes");
  await on("periods", "list");
  await on("periods", "receipt", "2026-01");
  await on("periods", "receipt", "2026-01", "--to", join(folder, "january.json"));
  await on("ledger", "verify", "--receipt", join(folder, "january.json"));
  await on("periods", "reopen", "2026-01", "--reason", "Ann");
  await on("journal", "accounts");
  await on("journal", "set-account", "credit", "--number", "2110", "--name", "Ann", "--type", "liability");
  await on("journal", "export", "--to", join(folder, "book.journal"));
  await on("audit", "calls");
  await on("keys", "create", "Ann", "--scope", "read");
  await on("keys", "list");
  const { rows: keys } = await value<{ rows: { id: string }[] }>(book, "keys", "list");
  await on("keys", "revoke", keys[0]?.id ?? "");
  await on("webhooks", "add", "http://127.0.0.1:9/hook");
  const hook = "http://127.0.0.1:9/hook";
  await on("webhooks", "test", hook);
  await on("webhooks", "list");
  await on("webhooks", "update", hook, "--events", "invoice.paid");
  await on("webhooks", "deliveries");
  const { rows: deliveries } = await value<{ rows: { id: string }[] }>(book, "webhooks", "deliveries");
  await on("webhooks", "show", deliveries[0]?.id ?? "");
  await on("webhooks", "resend", deliveries[0]?.id ?? "");
  await on("webhooks", "resend", "--failed", hook);
  await on("webhooks", "pause", hook);
  await on("webhooks", "resume", hook);
  await on("webhooks", "rotate-secret", hook);
  await on("webhooks", "retention", "30");
  await on("webhooks", "remove", hook, "--yes");
  await on("book", "paper", "--language", "de");
  await on("book", "logo");
  await on("book", "backup", "--to", join(folder, "copy.countinghouse"));
  await on("book", "backup");
  await on("book", "backups");
  await on("book", "backup-plan", "--every", "hour");
  await on("book", "restore", "--from", join(folder, "copy.countinghouse"), "--replace");
  await on("book", "mend");
  await on("book", "upgrade");
  await on("book", "export", "--to", join(folder, "whole.jsonl"));
  await at(join(folder, "second.countinghouse"))("book", "import", "--from", join(folder, "whole.jsonl"));
  hear(
    ["sample"],
    await countinghouse("sample", "--out", join(folder, "sample.countinghouse"), "--accounts", "1", "--years", "1"),
  );

  // Who works with the book, and what waits for another's approval.
  await on("operators", "list");
  await on("operators", "idle-lock", "5");
  await on("sessions", "expiry");
  await on("sessions", "list");
  await on("sessions", "end", "ses_01");
  const secret = "a passphrase of some length";
  const { rows: operators } = await value<{ rows: { id: string }[] }>(book, "operators", "list");
  const self = operators[0]?.id ?? "";
  await on("operators", "update", self, "--sign-in-name", "tess");
  await reading(secret, "operators", "passphrase", self, "--new-passphrase-fd", "0", "--book", book);
  await on("limits", "set", "clerk", "USD", "--per-act", "10.00");
  await on("limits", "list");
  await on("operators", "create", "Ann", "--sign-in-name", "ann", "--role", "clerk");
  const as = (name: string, ...words: string[]) =>
    reading(secret, ...words, "--as", name, "--passphrase-fd", "0", "--book", book);
  const { rows: both } = JSON.parse(
    (
      await countinghouseReading(
        secret,
        "operators",
        "list",
        "--json",
        "--as",
        "tess",
        "--passphrase-fd",
        "0",
        "--book",
        book,
      )
    ).output,
  ).value as { rows: { id: string; signInName: string }[] };
  expect(both.map(({ signInName }) => signInName)).toEqual(["tess", "ann"]);
  await as("tess", "operators", "suspend", "ann");
  await as("tess", "operators", "reinstate", "ann");
  await on("ledger", "list");
  await reading(secret, "operators", "recover", "tess", "--new-passphrase-fd", "0", "--book", book);
  await as("tess", "approvals", "list", "--which", "all");
  await as("tess", "approvals", "show", "1");
  await as("tess", "approvals", "approve", "1");
  await as("tess", "approvals", "reject", "1", "--comment", "Ann");
  await as("tess", "approvals", "withdraw", "1");
  await as("tess", "approvals", "evidence", "1", "00", "--to", join(folder, "x"));
  await as("tess", "limits", "remove", "clerk", "USD");
  await as("tess", "audit", "list");

  // A linked book, with what the upstream did not take.
  const { here, address, accountId, upstream } = await linkWithUser();
  await adjust(upstream.book, accountId, 30_00);
  await here.close();
  const linked = at(here.path);
  const withPassphrase = (...words: string[]) =>
    reading(linkPassphrase, ...words, "--link-passphrase-fd", "0", "--book", here.path);
  await linked("link", "show");
  await reading(upstream.key, "link", "probe", address, "--key-fd", "0", "--book", here.path);
  await reading(
    upstream.key,
    "link",
    "create",
    address,
    "--key-fd",
    "0",
    "--link-passphrase-fd",
    "0",
    "--book",
    here.path,
  );
  await withPassphrase("link", "unlock");
  await withPassphrase("link", "sync");
  await linked("link", "accounts");
  await linked("link", "plans");
  await linked("link", "items");
  await linked("link", "statements");
  await linked("link", "match", "user_none", "--new");
  await linked("credits", "adjust", "ada@example.com", "decrease", "25.00", "--reason", "billing_error");
  await adjust(upstream.book, accountId, -20_00);
  await linked("outbox", "list");
  await linked("outbox", "retry");
  await withPassphrase("link", "sync");
  await linked("outbox", "list");
  const { rows: items } = await value<{ rows: { entryId: string; state: string }[] }>(here.path, "outbox", "list");
  expect(items.map(({ state }) => state)).toContain("refused");
  const refused = items.find(({ state }) => state === "refused")?.entryId ?? "";
  await linked("outbox", "show", refused);
  await linked("outbox", "settle", refused, "reverse");
  await linked("outbox", "list");
  await withPassphrase("link", "sync");
  await linked("link", "differences");
  await linked("link", "settle", "ada@example.com", "--yes");
  await linked("ledger", "list");
  await linked("link", "remove", "--yes");

  expect(remained).toEqual([]);
  expect(commands.filter((each) => !walked.has(each)).toSorted()).toEqual(["completion", "serve"]);
  // What a program reads does not depend on it.
  expect((await countinghouse("invoices", "list", "--csv", "--book", book)).output).toMatch(/^number,|/u);
  expect(readFileSync(join(folder, "ledger.csv"), "utf8")).toContain(',"deduction",');
});
