import { startEngine } from "../../src/main/engine/start.ts";
import { workPathOf } from "../../src/main/hosts/data-directory.ts";
import { linkPassphrase } from "./link-passphrase.ts";

/**
 * A process of its own that adjusts credit in a linked book without end, while what it does is sent, and says how much the outbox has sent, for tests
 * that kill it. Arguments: the book's path, then the accounts' ids.
 */
const [, , bookPath = "", ...accountIds] = process.argv;
const engine = await startEngine({ bookPath, workPath: workPathOf(bookPath) });
const caller = { origin: "desk", operator: "Tess Tester" } as const;

const unlocked = await engine.dispatch("link.unlock", { passphrase: linkPassphrase }, caller);
if (!unlocked.ok) throw new Error(unlocked.error.message);

async function adjust(accountId: string): Promise<void> {
  for (let index = 1; ; index += 1) {
    const adjusted = await engine.call(
      "credits.adjust",
      {
        accountId,
        action: "increase",
        amountMinor: index,
        currency: "USD",
        reasonCode: "courtesy",
        idempotencyKey: `${process.pid}-${accountId}-${index}`,
      },
      caller,
    );
    if (!adjusted.ok) throw new Error(adjusted.error.message);
    const applied = await engine.call("outbox.list", { state: "applied", limit: 1 }, caller);
    if (applied.ok && applied.value.rows.length > 0) process.stdout.write(`${applied.value.rows[0]?.entryId}\n`);
  }
}

await Promise.all(accountIds.map(adjust));
