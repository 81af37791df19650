import { expect, test } from "vitest";
import { createTestBook, openTestBook } from "../../support/book.ts";
import { askClosedBook, makeEarlier } from "../../support/earlier-version.ts";
import { addEndpoint, recordAttempt } from "../../support/webhooks.ts";

const failures = "SELECT * FROM webhook_failure ORDER BY endpoint_id";

test("a book of version 41 says of the webhooks that it has which of them fail, as their tries tell", async () => {
  const book = await createTestBook();
  const startMs = Date.now();
  const addressed = async (statuses: readonly (number | null)[]) => {
    const endpoint = await addEndpoint(book);
    for (const [index, status] of statuses.entries()) {
      const { delivery } = await book.ask("webhooks.sendTest", { endpointId: endpoint.id });
      await recordAttempt(book, delivery.id, { status, startedAtMs: startMs + index });
    }
    return endpoint.id;
  };
  const everFailing = await addressed([500, null]);
  const failingAgain = await addressed([500, 200, null, 503]);
  await addressed([500, 200]);
  await addressed([]);
  const removed = await addressed([500]);
  await book.ask("webhooks.remove", { endpointId: removed });
  await book.close();

  const known = makeEarlier(book.path, 41, failures);
  expect(known).toHaveLength(2);
  expect(known).toEqual(
    expect.arrayContaining([
      { endpoint_id: everFailing, since_ms: startMs, last_attempt_at_ms: startMs + 1, last_status: null },
      { endpoint_id: failingAgain, since_ms: startMs + 2, last_attempt_at_ms: startMs + 3, last_status: 503 },
    ]),
  );
  const upgraded = await openTestBook(book.path);
  await upgraded.close();
  expect(askClosedBook(book.path, failures)).toEqual(known);
});
