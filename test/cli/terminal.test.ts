import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { openTestBook } from "../support/book.ts";
import { closedBook, countinghouse, manyCustomers, program } from "../support/command-line.ts";
import { createCustomer } from "../support/company.ts";

/** util-linux's, which gives a program a terminal of its own; other systems have another one by this name. */
const hasTerminal = /util-linux/u.test(spawnSync("script", ["--version"], { encoding: "utf8" }).stdout ?? "");

/**
 * Run the command on a terminal.
 *
 * @param typed what a person types there once asked.
 * @returns all that is shown, and the exit code.
 */
async function onTerminal(typed: string, ...commandLine: string[]): Promise<{ exitCode: unknown; shown: string }> {
  const words = [process.execPath, program, ...commandLine].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["-qec", words, "/dev/null"], { stdio: "pipe" });
  onTestFinished(() => void child.kill());
  let shown = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    if (text.includes("[y/N]")) child.stdin.write(typed);
  });
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, shown: shown.replaceAll("\r\n", "\n") };
}

describe.skipIf(!hasTerminal)("on a terminal", () => {
  it("a change of a subscription is shown and asked about, and made only on yes", async () => {
    let accountId = "";
    const book = await closedBook(async (open) => {
      accountId = await createCustomer(open, { feeMinor: 20_00 });
      await open.runJob("billing.run", { throughOn: "2026-01-01" });
    });
    const cancel = ["subscriptions", "cancel", accountId, "--book", book];
    const no = await onTerminal("\n", ...cancel);
    expect(no.exitCode).toBe(0);
    expect(no.shown).toMatch(/Holds from {2}2026-02-01, at the period's end\n[\s\S]*Make this change\? \[y\/N\]/u);
    expect(no.shown).toContain("Nothing was changed.");
    for (const brokenOff of ["\u0003", "\u0004"]) {
      expect((await onTerminal(brokenOff, ...cancel)).shown).toContain("Nothing was changed.");
    }
    const yes = await onTerminal("yes\n", ...cancel);
    expect(yes.shown).toMatch(/\[y\/N\][\s\S]*Globex Corporation: changed, from 2026-02-01 on\.\n$/u);
    const open = await openTestBook(book);
    expect((await open.ask("accounts.get", { accountId })).subscription?.status).toBe("canceled");
  });

  it("progress is shown, which it is not in a pipe", async () => {
    const { book } = await manyCustomers();
    const dryRun = ["billing", "run", "--dry-run", "--until", "2026-01-01", "--book", book];
    const { shown } = await onTerminal("", ...dryRun);
    expect(shown).toContain("\r\u001B[KLooking ahead: ");
    expect(shown).toMatch(/: [\d,]+ of 2,000 accounts, \d+ %/u);
    expect(await countinghouse(...dryRun)).toMatchObject({ exitCode: 0, errors: "" });
  });
});
