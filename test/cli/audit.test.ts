import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { MethodOutput } from "../../src/shared/contract/index.ts";
import { closedBook, countinghouse, csvRows, valueOf } from "../support/command-line.ts";

it("lists acts by account, words and day, and exports them with what checks the chain", async () => {
  const book = await closedBook(async (open) => {
    const { accountId } = await open.ask("accounts.create", { kind: "user", name: "Zoë Müller", contact: "zoe" });
    await open.ask("accounts.update", { accountId, name: "Zoë Meier" });
    await open.ask("book.configure", { paymentTermsDays: 30 });
  });
  const ofAccount = await countinghouse("audit", "list", "--account", "zoe", "--book", book);
  expect(ofAccount.exitCode).toBe(0);
  expect(ofAccount.output.match(/accounts\.\w+/gu)).toEqual(["accounts.update", "accounts.create"]);
  expect((await countinghouse("audit", "list", "--search", "MULLER meier", "--book", book)).output).toContain(
    "name: Zoë Müller",
  );
  const missing = await countinghouse("audit", "list", "--account", "nobody", "--book", book);
  expect(missing.exitCode).toBe(3);
  const { rows } = valueOf<{ rows: MethodOutput<"audit.export">["rows"] }>(
    await countinghouse("audit", "list", "--json", "--book", book),
  );
  expect(rows[0]?.act).toBe("audit.export");
  for (const { previousHash, hash, canonicalText } of rows) {
    const digest = createHash("sha256").update(Buffer.from(previousHash, "hex")).update(canonicalText).digest("hex");
    expect(hash).toBe(digest);
  }
  const csv = csvRows(
    (await countinghouse("audit", "list", "--act", "book.configure", "--csv", "--book", book)).output,
  );
  expect(csv).toHaveLength(2);
  expect(csv[1]).toContain('{"paymentTermsDays":30}');
  const calls = await countinghouse("audit", "calls", "--json", "--book", book);
  expect(valueOf(calls)).toEqual({ rows: [], total: { count: 0, isExact: true } });
});
