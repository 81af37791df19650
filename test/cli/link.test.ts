import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Difference, LinkView } from "../../src/shared/contract/link.ts";
import type { OutboxItem } from "../../src/shared/contract/outbox.ts";
import { adjust, creditOf } from "../support/company.ts";
import { temporaryFolder } from "../support/book.ts";
import { countinghouse, countinghouseReading, program, valueOf } from "../support/command-line.ts";
import { rowsOf } from "../support/exports.ts";
import { linkPassphrase } from "../support/link-passphrase.ts";
import { startTwoBooks } from "../support/linked-books.ts";

describe("countinghouse link", () => {
  it("links a closed book, pulls, works without a network, sends when asked to, and settles what is refused and what differs", async () => {
    const { upstream, proxy, here, address } = await startTwoBooks();
    const there = upstream.book;
    const { accountId } = await there.ask("accounts.create", { kind: "user", name: "Ada", contact: "ada@example.com" });
    await adjust(there, accountId, 30_00);
    await here.close();
    const onBook = (...line: string[]) => countinghouse(...line, "--book", here.path);
    const withPassphrase = (...line: string[]) =>
      countinghouseReading(linkPassphrase, ...line, "--link-passphrase-fd", "0", "--book", here.path);
    const sync = () => withPassphrase("link", "sync", "--json");

    expect((await onBook("link", "show")).output).toBe("The book is linked to nothing.\n");
    const probed = await countinghouseReading(
      upstream.key,
      "link",
      "probe",
      address,
      "--key-fd",
      "0",
      "--book",
      here.path,
      "--json",
    );
    expect(valueOf(probed)).toMatchObject({ userCount: 1, organizationCount: 0, readsCredit: true });
    // Both are read from files: a line shows neither.
    const refused = await countinghouseReading(
      "sk_live_wrong-key",
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
    expect(refused).toMatchObject({ exitCode: 1, output: "" });
    expect(refused.errors).not.toContain("sk_live_wrong-key");
    await linkByKey(here.path, address, upstream.key);
    expect(valueOf<{ link: LinkView }>(await sync()).link).toMatchObject({
      accountCount: 1,
      differenceCount: 0,
      problem: null,
    });
    expect((await onBook("credits", "show", "ada@example.com")).output).toContain("30.00");

    const billed = await onBook("billing", "run", "--until", "2026-01-31");
    expect(billed).toMatchObject({ exitCode: 1, output: "" });
    expect(billed.errors).toContain(address);

    // Without a network an adjustment is an entry at once, and is marked.
    await onBook("credits", "adjust", "ada@example.com", "decrease", "5.00", "--reason", "billing_error");
    expect((await onBook("ledger", "list")).output).toContain("queued");
    proxy.meet(() => "dropRequest");
    expect(await sync()).toMatchObject({ exitCode: 1 });
    proxy.meet(() => null);
    expect((await onBook("outbox", "retry")).output).toContain("1 to be sent");
    await sync();
    expect(await creditOf(there, accountId)).toBe(25_00);

    // The upstream has used what is believed to be there.
    await adjust(there, accountId, -20_00);
    await onBook("credits", "adjust", "ada@example.com", "decrease", "10.00", "--reason", "billing_error");
    await sync();
    const [item] = valueOf<{ rows: OutboxItem[] }>(await onBook("outbox", "list", "--state", "refused", "--json")).rows;
    expect(item).toMatchObject({ accountId, amountMinor: -10_00, lastStatus: 422 });
    const entryId = item?.entryId ?? "";
    expect(await onBook("outbox", "settle", entryId, "change")).toMatchObject({ exitCode: 1 });
    expect((await onBook("outbox", "settle", entryId, "change", "--amount", "1.00")).output).toContain("in its place");
    expect(await onBook("outbox", "settle", "ccl_none", "keep")).toMatchObject({ exitCode: 3 });
    await sync();
    const { rows } = valueOf<{ rows: Difference[] }>(await onBook("link", "differences", "--json"));
    expect(rows).toMatchObject([{ accountId, hereMinor: 24_00, thereMinor: 4_00, differenceMinor: -20_00 }]);
    const path = join(temporaryFolder(), "outbox.csv");
    expect(await onBook("outbox", "list", "--to", path)).toMatchObject({ exitCode: 0 });
    expect(rowsOf(readFileSync(path, "utf8"))[0]).toMatchObject({ account: "Ada", amount: "-1.00", state: "applied" });
    expect((await onBook("outbox", "list", "--csv")).output).toBe(readFileSync(path, "utf8"));
    expect((await onBook("outbox", "retry")).output).toContain("Nothing waits");
    // No statement explains what somebody took by hand.
    expect(await onBook("link", "settle", "--explained", "--yes")).toMatchObject({ exitCode: 1 });
    expect((await onBook("link", "statements")).errors).toBe("There is nothing to list.\n");
    expect((await onBook("link", "plans")).output).toContain("free");
    expect(await onBook("link", "settle", "ada@example.com")).toMatchObject({ exitCode: 2 });
    expect((await onBook("link", "settle", "ada@example.com", "--yes")).output).toContain("-20.00");
    expect((await onBook("link", "differences")).errors).toBe("There is nothing to list.\n");
    expect((await onBook("link", "remove", "--yes")).output).toBe("The book is linked to nothing any more.\n");
    expect((await onBook("ledger", "verify")).exitCode).toBe(0);
  });
});

/** Each secret comes through a descriptor of its own. */
async function linkByKey(book: string, address: string, key: string): Promise<void> {
  const folder = temporaryFolder();
  const files = [key, linkPassphrase].map((secret, index) => {
    const path = join(folder, String(index));
    writeFileSync(path, `${secret}\n`);
    return openSync(path, "r");
  });
  const line = ["link", "create", address, "--key-fd", "3", "--link-passphrase-fd", "4", "--book", book];
  const child = spawn(process.execPath, [program, ...line], { stdio: ["ignore", "ignore", "inherit", ...files] });
  const [exitCode] = await once(child, "exit");
  for (const file of files) closeSync(file);
  expect(exitCode).toBe(0);
}
