import { once } from "node:events";
import { chmodSync, existsSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import type { BillingRunView } from "../../src/shared/contract/billing.ts";
import type { LedgerEntry } from "../../src/shared/contract/ledger.ts";
import { openTestBook } from "../support/book.ts";
import {
  closedBook,
  countinghouse,
  manyCustomers,
  serveBook,
  startCountinghouse,
  untilInvoicesAreThere,
  valueOf,
} from "../support/command-line.ts";
import { createCustomer } from "../support/company.ts";

/** A book with one customer who pays 20.00 a month. */
async function bookWithCustomer(): Promise<{ book: string; accountId: string }> {
  let accountId = "";
  const book = await closedBook(async (open) => {
    accountId = await createCustomer(open, { feeMinor: 20_00 });
  });
  return { book, accountId };
}

describe("a book that a running application holds", () => {
  it("is worked on through the application: reads, writes and jobs", async () => {
    const { book, accountId } = await bookWithCustomer();
    const host = await serveBook(book);
    const adjust = ["credits", "adjust", accountId, "increase", "1,000.00", "--reason", "courtesy"];
    const { entry } = valueOf<{ entry: LedgerEntry }>(await countinghouse(...adjust, "--book", book, "--json"));
    expect(entry).toMatchObject({ amountMinor: 1000_00, origin: "cli" });
    const run = await countinghouse("billing", "run", "--until", "2026-03-01", "--book", book, "--json");
    expect(valueOf<BillingRunView>(run)).toMatchObject({ state: "complete", accountsDone: 1 });
    expect((await countinghouse("ledger", "verify", "--book", book)).output).toMatch(/^The ledger holds: 4 entries\./u);
    const refused = await countinghouse("credits", "show", "nobody", "--book", book, "--json");
    expect(refused.exitCode).toBe(3);
    expect(JSON.parse(refused.output)).toMatchObject({ error: { code: "account_not_found" } });

    host.child.kill("SIGINT");
    expect(await host.ended).toMatchObject({ exitCode: 0 });
    expect(existsSync(`${book}.running`)).toBe(false);
    // And then without it.
    expect((await countinghouse("ledger", "verify", "--book", book)).output).toMatch(/^The ledger holds: 4 entries\./u);
  });

  it("takes commands of several processes at once, each of them once", async () => {
    const { book, accountId } = await bookWithCustomer();
    await serveBook(book);
    const line = ["credits", "adjust", accountId, "increase", "10", "--reason", "courtesy", "--book", book, "--json"];
    const keys = ["a", "b", "a", "c"];
    const ended = await Promise.all(keys.map((key) => countinghouse(...line, "--key", key)));
    expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(ended[2]?.output).toBe(ended[0]?.output);
    const { rows } = valueOf<{ rows: object[] }>(await countinghouse("ledger", "list", "--book", book, "--json"));
    expect(rows).toHaveLength(3);
  });

  it("stops a run on Ctrl+C, which the application can resume", async () => {
    const { book } = await manyCustomers();
    await serveBook(book);
    const run = startCountinghouse(["billing", "run", "--until", "2026-01-01", "--book", book, "--json"]);
    await untilInvoicesAreThere(book, run);
    run.child.kill("SIGINT");
    const { exitCode, output } = await run.ended;
    expect(exitCode).toBe(130);
    expect(JSON.parse(output)).toMatchObject({ value: { state: "stopped" } });
    expect((await countinghouse("billing", "resume", "--book", book)).output).toMatch(
      /^Until 2026-01-01: 2,000 accounts/u,
    );
  });

  it("says so when the application is gone, and what to repeat", async () => {
    const { book, invoiceCount } = await manyCustomers();
    const host = await serveBook(book);
    const line = ["billing", "run", "--until", "2026-01-01", "--book", book, "--key", "once"];
    const run = startCountinghouse(line);
    await untilInvoicesAreThere(book, run);
    host.child.kill("SIGKILL");
    const { exitCode, output, errors } = await run.ended;
    expect([exitCode, output]).toEqual([4, ""]);
    expect(errors).toContain("Error: The application that holds the book stopped answering.");
    expect(errors).toContain("Repeat it with --key once: it is done once at most.");
    const repeated = await countinghouse(...line);
    expect(repeated.exitCode).toBe(5);
    expect(repeated.output).toMatch(/^Stopped after [\s\S]*\nGo on with: countinghouse billing resume run_\w+\n$/u);
    expect(await countinghouse("billing", "resume", "--book", book)).toMatchObject({ exitCode: 0 });
    const { total } = valueOf<{ total: unknown }>(
      await countinghouse("invoices", "list", "--book", book, "--limit", "1", "--json"),
    );
    expect(total).toEqual({ count: invoiceCount, isExact: true });
  });

  it("is not answered for by a host that was killed", async () => {
    const { book, accountId } = await bookWithCustomer();
    const host = await serveBook(book);
    host.child.kill("SIGKILL");
    await host.ended;
    expect(existsSync(`${book}.running`)).toBe(true);
    const shown = await countinghouse("accounts", "show", accountId, "--book", book);
    expect(shown).toMatchObject({ exitCode: 0, errors: "" });
    expect(existsSync(`${book}.running`)).toBe(false);
  });

  it("is announced in a file that only its user may read, and only once it is held", async () => {
    const { book } = await bookWithCustomer();
    await serveBook(book);
    expect(statSync(`${book}.running`).mode & 0o777).toBe(0o600);
    const second = startCountinghouse(["serve", "--book", book, "--no-open"]);
    const before = statSync(`${book}.running`).ino;
    const printed = await new Promise<string>((resolve) => {
      second.child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString()));
    });
    expect(printed).toContain("http://127.0.0.1:");
    expect(statSync(`${book}.running`).ino).toBe(before);
    second.child.kill("SIGTERM");
    await second.ended;
    expect(existsSync(`${book}.running`)).toBe(true);
  });
});

describe("a book that another process has open and does not serve", () => {
  it("is waited for a moment, then refused with a code of its own", async () => {
    const { book } = await bookWithCustomer();
    await openTestBook(book);
    const { exitCode, errors } = await countinghouse("ledger", "verify", "--book", book);
    expect(exitCode).toBe(4);
    expect(errors).toBe(
      `Error: ${book} is open in another Countinghouse.\nClose the other Countinghouse that has this book open, then try again.\n`,
    );
  });

  it("is had as soon as it is free: two commands at once both succeed", async () => {
    const { book, accountId } = await bookWithCustomer();
    const line = ["credits", "adjust", accountId, "increase", "10", "--reason", "courtesy", "--book", book];
    const ended = await Promise.all([countinghouse(...line), countinghouse(...line)]);
    expect(ended.map(({ exitCode, errors }) => [exitCode, errors])).toEqual([
      [0, ""],
      [0, ""],
    ]);
  });

  it("is not had by way of a file that others could have written", async () => {
    const { book } = await bookWithCustomer();
    await openTestBook(book);
    const asked: string[] = [];
    const trap = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end('{"ok":true,"value":{}}');
    });
    trap.listen(0, "127.0.0.1");
    await once(trap, "listening");
    const { port } = trap.address() as { port: number };
    const running = { address: `http://127.0.0.1:${port}`, pid: process.pid, secret: "x".repeat(43) };
    writeFileSync(`${book}.running`, JSON.stringify(running));
    chmodSync(`${book}.running`, 0o644);
    expect((await countinghouse("ledger", "list", "--book", book)).exitCode).toBe(4);
    trap.close();
    expect(asked).toEqual([]);
  });
});
