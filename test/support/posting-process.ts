import { startEngine } from "../../src/main/engine/start.ts";

/**
 * A process of its own that adds credit without end, several adjustments at a time, and says the key of each one that was
 * answered, for tests that kill it. Arguments: the book's path, the account's id.
 */
const [, , bookPath = "", accountId = ""] = process.argv;
const engine = await startEngine({ bookPath });

async function post(poster: number): Promise<void> {
  for (let index = 0; ; index += 1) {
    const idempotencyKey = `${poster}-${index}`;
    const posted = await engine.call(
      "credits.adjust",
      { accountId, action: "increase", amountMinor: 1, currency: "USD", reasonCode: "courtesy", idempotencyKey },
      { origin: "desk", operator: "Tess Tester" },
    );
    if (!posted.ok) throw new Error(posted.error.message);
    process.stdout.write(`${idempotencyKey}\n`);
  }
}

await Promise.all([post(1), post(2), post(3)]);
