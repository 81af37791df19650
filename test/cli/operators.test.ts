import { createHash, randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { OperatorView } from "../../src/shared/contract/operators.ts";
import { openTestBook, temporaryFolder } from "../support/book.ts";
import {
  closedBook,
  countinghouse,
  countinghouseReading,
  serveBook,
  startCountinghouse,
  valueOf,
  writeBeside,
} from "../support/command-line.ts";
import { addOperators, signedInDesk } from "../support/operators.ts";
import { passphraseOf } from "../support/passphrases.ts";

/** As an operator, whose passphrase comes on standard input. */
const as = (signInName: string, ...line: string[]) =>
  countinghouseReading(`${passphraseOf(signInName)}\n`, "--as", signInName, "--passphrase-fd", "0", ...line);

describe("countinghouse operators", () => {
  it("gives the owner a way to sign in and adds a second operator, from when on everyone signs in", async () => {
    const book = await closedBook();
    const inBook = ["--book", book];
    const [owner] = valueOf<{ rows: OperatorView[] }>(
      await countinghouse("operators", "list", "--json", ...inBook),
    ).rows;
    const id = owner?.id ?? "";
    expect(
      await countinghouse("operators", "create", "Ann", "--sign-in-name", "ann", "--role", "clerk", ...inBook),
    ).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("nobody could"),
    });
    await countinghouse("operators", "update", id, "--name", "Bob", "--sign-in-name", "bob", ...inBook);
    const setOwn = ["operators", "passphrase", "bob", "--new-passphrase-fd", "0", ...inBook];
    expect(await countinghouseReading(`${passphraseOf("bob")}\n`, ...setOwn)).toMatchObject({ exitCode: 0 });
    const create = ["operators", "create", "Ann", "--sign-in-name", "ann", "--role", "clerk", ...inBook];
    expect((await countinghouse(...create)).output).toBe("Ann (ann): clerk, active.\n");

    const unsigned = await countinghouse("accounts", "list", ...inBook);
    expect(unsigned).toMatchObject({ exitCode: 1, errors: expect.stringContaining("--as") });
    expect(await as("bob", "accounts", "list", ...inBook)).toMatchObject({ exitCode: 0 });
    expect((await as("bob", "operators", "idle-lock", "5", ...inBook)).output).toBe(
      "A desk locks itself after 5 minutes without anybody.\n",
    );
    const guess = await countinghouseReading(
      "a guess",
      "--as",
      "bob",
      "--passphrase-fd",
      "0",
      "accounts",
      "list",
      ...inBook,
    );
    expect(guess).toMatchObject({ exitCode: 1, errors: expect.stringContaining("is not right") });
    const nobodyThere = await countinghouse("accounts", "list", "--as", "bob", ...inBook);
    expect(nobodyThere).toMatchObject({ exitCode: 1, errors: expect.stringContaining("Nobody is there to be asked") });
    // The process of the tests may well have a descriptor of that number.
    const fromNowhere = ["accounts", "list", "--as", "bob", "--passphrase-fd", "99", ...inBook];
    expect(await startCountinghouse(fromNowhere).ended).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("File descriptor 99 cannot be read"),
    });

    const set = await as("bob", "limits", "set", "clerk", "usd", "--per-act", "100.00", "--per-day", "0", ...inBook);
    expect(set.output.split("\n")[1]).toMatch(/^clerk +USD +100\.00 +0\.00$/u);
    expect(await as("bob", "limits", "set", "clerk", "USD", "--per-act", "-1", ...inBook)).toMatchObject({
      exitCode: 1,
    });
    const limits = valueOf<{ rows: unknown[] }>(await as("bob", "limits", "list", "--json", ...inBook)).rows;
    expect(limits).toEqual([{ role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: 0 }]);
    expect((await as("bob", "limits", "remove", "clerk", "USD", ...inBook)).output).toBe("No role has limits.\n");

    expect((await as("bob", "operators", "suspend", "ann", ...inBook)).output).toBe("Ann (ann): clerk, suspended.\n");
    expect(await as("bob", "operators", "suspend", "bob", ...inBook)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("the last active admin"),
    });
  });

  it("acts as who signed in, through an application that has the book open too, and each command for itself", async () => {
    const book = await closedBook(async (open) => {
      await addOperators(open, { vic: "viewer" });
    });
    await serveBook(book);
    const inBook = ["--book", book];
    // What looks after a host asks without a passphrase, and is told nothing of the book.
    expect(await countinghouse("book", "info", ...inBook)).toMatchObject({ exitCode: 1, output: "" });
    const health = await countinghouse("book", "health", ...inBook);
    expect(health).toEqual({ exitCode: 0, output: `${book} answers.\n`, errors: "" });
    expect(await as("bob", "keys", "create", "Sync", "--scope", "read", ...inBook)).toMatchObject({ exitCode: 0 });
    expect(await countinghouse("accounts", "list", ...inBook)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("everyone signs in"),
    });
    expect(await as("vic", "keys", "create", "Other", "--scope", "read", ...inBook)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('"VIC" lacks the right "programs"'),
    });
    const acts = valueOf<{ rows: { act: string; operator: string; origin: string }[] }>(
      await as("bob", "audit", "list", "--act", "apiKeys.create", "--json", ...inBook),
    );
    expect(acts.rows).toMatchObject([{ operator: "Bob", origin: "cli" }]);
    // Who only reaches the application does not hold the book's file.
    expect(
      await countinghouseReading(
        "mine from now on",
        "operators",
        "recover",
        "bob",
        "--new-passphrase-fd",
        "0",
        ...inBook,
      ),
    ).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("Only a command that opens the book's file itself"),
    });
  });

  it("acts by a key, whoever has the book open: within its scopes, its maker's role and limits, until it is revoked", async () => {
    const customer = { id: "" };
    const book = await closedBook(async (open) => {
      await addOperators(open, { cleo: "clerk" });
      const admin = await signedInDesk(open, "bob");
      customer.id = (await admin.ask("accounts.create", { kind: "user", name: "Ada" })).accountId;
      await admin.ask("limits.set", { role: "admin", currency: "USD", perActMinor: 100_00, perDayMinor: null });
    });
    const inBook = ["--book", book];
    const made = await as("bob", "keys", "create", "Nightly", "--scope", "read", "credits", "--json", ...inBook);
    const { secret, key } = valueOf<{ secret: string; key: { id: string } }>(made);
    const byKey = (text: string, ...line: string[]) =>
      countinghouseReading(`${text}\n`, "--api-key-fd", "0", ...line, ...inBook);
    const give = (amount: string) => ["credits", "adjust", customer.id, "increase", amount, "--reason", "courtesy"];
    for (const isServed of [false, true]) {
      if (isServed) await serveBook(book);
      expect(await byKey(secret, ...give("5.00"))).toMatchObject({ exitCode: 0 });
      expect((await byKey(secret, ...give("100.01"))).errors).toContain("needs approval");
      expect((await byKey(secret, "keys", "list")).errors).toContain('lacks the right "programs"');
      expect(await byKey(`${secret.slice(0, -1)}-`, "accounts", "list")).toMatchObject({
        exitCode: 1,
        errors: expect.stringContaining("unknown, expired or revoked"),
      });
    }
    const { rows } = valueOf<{ rows: object[] }>(await byKey(secret, "ledger", "list", "--json"));
    const entry = { operator: "Nightly", origin: "cli", amountMinor: 5_00 };
    expect(rows).toMatchObject([entry, entry]);
    await as("bob", "keys", "revoke", key.id, ...inBook);
    expect((await byKey(secret, "ledger", "list")).errors).toContain("revoked");
  });

  it("asks for approval of what is above a limit, with evidence, and shows, approves, rejects and takes back requests", async () => {
    const folder = temporaryFolder();
    const [mail, copy] = [join(folder, "mail.eml"), join(folder, "copy.eml")];
    writeFileSync(mail, "Please");
    const digest = createHash("sha256").update("Please").digest("hex");
    // Another file whose digest begins with the same digit.
    const alike = Array.from({ length: 200 }, (_, index) => `Alike ${index}`).find((text) =>
      createHash("sha256").update(text).digest("hex").startsWith(digest.slice(0, 1)),
    );
    const other = join(folder, "other.txt");
    writeFileSync(other, alike ?? "");
    const book = await closedBook(async (open) => {
      await open.ask("accounts.create", { kind: "user", name: "Ada", contact: "ada@example.com" });
      const { admin } = await addOperators(open, { ann: "clerk" });
      await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: null });
    });
    const inBook = ["--book", book];
    const adjust = ["credits", "adjust", "ada@example.com", "increase", "900.00", "--reason", "goodwill", ...inBook];
    expect(await as("ann", ...adjust)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("needs approval"),
    });
    expect((await as("ann", ...adjust, "--ask", "As agreed", "--evidence", mail, "--evidence", other)).output).toBe(
      "Request 1 of ANN (USD +900.00) is pending.\n",
    );
    expect((await as("ann", ...adjust, "--ask")).output).toBe("Request 2 of ANN (USD +900.00) is pending.\n");
    const shown = (await as("bob", "approvals", "show", "1", ...inBook)).output;
    expect(shown).toMatch(
      /As agreed[^]+Could approve +Bob[^]+mail\.eml, 6 bytes[^]+Ada +grant +USD +\+900\.00 +0\.00/u,
    );
    expect(await as("bob", "approvals", "evidence", "1", digest.slice(0, 1), "--to", copy, ...inBook)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("Several files"),
    });
    await as("bob", "approvals", "evidence", "1", digest.slice(0, 8), "--to", copy, ...inBook);
    expect(readFileSync(copy, "utf8")).toBe("Please");
    expect((await as("bob", "approvals", "approve", "1", "--comment", "Fine", ...inBook)).output).toBe(
      "Request 1 of ANN (USD +900.00) is approved.\n",
    );
    expect((await as("bob", "approvals", "reject", "2", "--comment", "Twice", ...inBook)).output).toContain("rejected");
    const balances = writeBeside(book, "opening.csv", "account,amount,currency\nada@example.com,950.00,EUR\n");
    const importing = ["accounts", "import", "--opening-balances", balances, ...inBook];
    expect((await as("bob", ...importing, "--check", "--ask")).errors).toContain("leave out --ask");
    expect((await as("bob", ...importing, "--ask", "Of the old system")).output).toMatch(
      /^Request 3 waits for approval: 1 opening balance\. Nothing is written until then\.\nOpening credit: EUR 950\.00\./u,
    );
    expect((await as("bob", "approvals", "show", "3", ...inBook)).output).toMatch(
      /accounts\.import[^]+Of the old system[^]+opening +EUR +\+950\.00/u,
    );
    await as("bob", "approvals", "withdraw", "3", ...inBook);
    // What is granted is taken by asking as well.
    const { rows: blocks } = valueOf<{ rows: { id: string }[] }>(
      await as("ann", "credits", "show", "ada@example.com", "--blocks", "--json", ...inBook),
    );
    const takes = ["credits", "void-block", blocks[0]?.id ?? "", ...inBook];
    expect((await as("ann", ...takes)).errors).toContain("needs approval");
    expect((await as("ann", ...takes, "--ask", "Withdrawn")).output).toBe(
      "Request 4 of ANN (USD -900.00) is pending.\n",
    );
    expect((await as("bob", "approvals", "approve", "4", ...inBook)).output).toContain("approved");
    expect((await as("ann", "approvals", "list", "--which", "decided", ...inBook)).output).toMatch(
      /rejected[^]+approved/u,
    );
  });

  it("recovers the passphrase of an admin, of a book that nobody has open", async () => {
    const book = await closedBook(async (open) => {
      await addOperators(open, { cleo: "clerk" });
    });
    const recover = (name: string) =>
      countinghouseReading("found again\n", "operators", "recover", name, "--new-passphrase-fd", "0", "--book", book);
    expect(await recover("cleo")).toMatchObject({ exitCode: 3 });
    expect((await recover("bob")).output).toBe("Bob (bob): admin, active.\n");
    const open = await openTestBook(book);
    await expect(signedInDesk(open, "bob")).rejects.toThrow("sign_in_refused");
    const caller = { origin: "desk", operator: randomUUID() } as const;
    const input = { signInName: "bob", passphrase: "found again" };
    expect(await open.engine.dispatch("operators.signIn", input, caller)).toMatchObject({ ok: true });
  });
});
