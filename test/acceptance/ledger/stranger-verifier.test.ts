import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { createTestBook, openTestBook, temporaryFolder } from "../../support/book.ts";
import { adjust, billThrough, createCustomer } from "../../support/company.ts";
import { checkedByStranger as checked, hasPython, strangerScript as script } from "../../support/stranger.ts";

test.skipIf(!hasPython)(
  "a stranger's check agrees about a good book, and finds where another one does not hold",
  async () => {
    const book = await createTestBook({ today: "2025-12-20" });
    const accountId = await createCustomer(book, { feeMinor: 30_00, startOn: "2026-01-15" });
    await adjust(book, accountId, 50_00);
    await adjust(book, accountId, 7, "JPY");
    const odd = 'Grüße 🎉 \u2028 "quoted" \\ \t\n\u0001 漢字';
    const grant = {
      accountId,
      action: "increase",
      amountMinor: 1,
      currency: "USD",
      reasonCode: "other",
      note: odd,
    } as const;
    await book.ask("credits.adjust", grant);
    await book.setToday("2026-01-20");
    await adjust(book, accountId, -5_00);
    await billThrough(book, "2026-01-20");
    await book.setToday("2026-02-02");
    await book.ask("periods.close", { month: "2025-12" });
    await book.close();
    const folder = temporaryFolder();
    const before = join(folder, "before.countinghouse");
    copyFileSync(book.path, before);
    const open = await openTestBook(book.path);
    await adjust(open, accountId, 1_00);
    const { receipt } = await open.ask("periods.close", { month: "2026-01" });
    const { headHash, headSequence } = (await open.runJob("ledger.verify", {})).result;
    // Also while the application has it open, with its log beside it.
    const good = checked(book.path);
    expect(good.said).toContain(`${headSequence} entries`);
    expect(good.said).toContain(headHash);
    expect(good.status).toBe(0);
    await open.close();

    const kept = join(folder, "receipt.json");
    writeFileSync(kept, JSON.stringify(receipt));
    expect(checked(book.path, "--receipt", kept).status).toBe(0);
    expect(checked(before).status).toBe(0);
    expect(checked(before, "--receipt", kept)).toEqual({
      status: 1,
      said: `receipt: the ledger ends before ${receipt.headSequence}, which it had then\n`,
    });
    writeFileSync(kept, JSON.stringify({ ...receipt, operator: "Somebody" }));
    expect(checked(book.path, "--receipt", kept).said).toContain("what it shows is not what its hash covers");

    const triggers = ["ledger_entry", "entry_attribution", "audit_entry", "period_act"].map(
      (table) => `DROP TRIGGER ${table}_is_never_`,
    );
    const unlocked = triggers.flatMap((drop) => [`${drop}updated;`, `${drop}deleted;`]).join(" ");
    const tampered: readonly (readonly [sql: string, said: string])[] = [
      ["UPDATE ledger_entry SET note = note || 'x' WHERE sequence = 3", "entry 3: the hash does not match the content"],
      [
        "UPDATE ledger_entry SET note = CAST(x'FF' AS TEXT) WHERE sequence = 3",
        "entry 3: the hash does not match the content",
      ],
      ["DELETE FROM ledger_entry WHERE sequence = 2", "entry 2: it is missing"],
      ["UPDATE ledger_entry SET previous_hash = zeroblob(32) WHERE sequence = 4", "entry 4: the previous hash"],
      [
        "UPDATE credit_balance SET ledger_minor = ledger_minor + 1 WHERE currency = 'JPY'",
        `balance of ${accountId} JPY`,
      ],
      ["UPDATE credit_block SET remaining_minor = remaining_minor - 1 WHERE currency = 'JPY'", "what its uses leave"],
      ["DELETE FROM credit_block WHERE currency = 'JPY'", `blocks of ${accountId} JPY`],
      [
        "UPDATE ledger_entry SET operator_id = 'opr_other' WHERE sequence = 3",
        "entry 3: the operator's id is not the one that it is attributed to",
      ],
      ["UPDATE ledger_entry SET approval_id = 'apr_none' WHERE sequence = 2", "entry 2: the approval is not the one"],
      [
        "UPDATE entry_attribution SET operator_id = 'opr_other' WHERE sequence = 1",
        "attribution 1: the hash does not match the content",
      ],
      ["DELETE FROM entry_attribution", "entry 1: it is attributed to nobody"],
      ["UPDATE audit_entry SET operator = 'Somebody' WHERE sequence = 2", "act 2: the hash does not match the content"],
      ["UPDATE period_act SET figures = replace(figures, '5001', '5002') WHERE sequence = 1", "closing 1: the hash"],
      ["DELETE FROM period_act WHERE sequence = 2", "book: it says that it is closed up to another month"],
    ];
    for (const [sql, said] of tampered) {
      const copy = join(folder, "copy.countinghouse");
      copyFileSync(book.path, copy);
      const database = new Database(copy);
      database.pragma("foreign_keys = OFF");
      database.exec(unlocked + sql);
      database.close();
      const { status, said: heard } = checked(copy);
      expect({ sql, status, heard }).toEqual({ sql, status: 1, heard: expect.stringContaining(said) });
    }
    expect(checked(script).status).toBe(2);
    expect(checked(join(folder, "nowhere")).status).toBe(2);
  },
);

test("the example on the page about the ledger's bytes is right", () => {
  const page = readFileSync(new URL("../../../docs/ledger-format.md", import.meta.url), "utf8");
  const [, text = "", hash] = /^(\[1,"cle_01".+\])\nSHA-256\(.+\) = ([0-9a-f]{64})$/mu.exec(page) ?? [];
  expect(createHash("sha256").update(Buffer.alloc(32)).update(text).digest("hex")).toBe(hash);
});
