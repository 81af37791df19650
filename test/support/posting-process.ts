import { startEngine } from "../../src/main/engine/start.ts";
import { workPathOf } from "../../src/main/hosts/data-directory.ts";
import type { Result } from "../../src/shared/errors.ts";

/**
 * A process of its own that adds credit and moves it to another account without end, for many callers at once, and says the key of each
 * command that was answered, for tests that kill it. Arguments: the book's path, the account's id, the other account's id.
 */
const [, , bookPath = "", accountId = "", otherAccountId = ""] = process.argv;
const engine = await startEngine({ bookPath, workPath: workPathOf(bookPath) });
const caller = { origin: "desk", operator: "Tess Tester" } as const;

async function post(poster: number): Promise<void> {
  for (let index = 0; ; index += 1) {
    const amount = { amountMinor: 1, currency: "USD" };
    const added = `add-${poster}-${index}`;
    say(
      added,
      await engine.call(
        "credits.adjust",
        { accountId, action: "increase", ...amount, reasonCode: "courtesy", idempotencyKey: added },
        caller,
      ),
    );
    const moved = `move-${poster}-${index}`;
    const accounts = { fromAccountId: accountId, toAccountId: otherAccountId };
    say(moved, await engine.call("credits.transfer", { ...accounts, ...amount, idempotencyKey: moved }, caller));
  }
}

function say(idempotencyKey: string, answered: Result<unknown>): void {
  if (!answered.ok) throw new Error(answered.error.message);
  process.stdout.write(`${idempotencyKey}\n`);
}

await Promise.all(Array.from({ length: 8 }, (_each, poster) => post(poster)));
