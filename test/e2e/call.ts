import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { MethodAnswer, MethodInput, MethodName } from "../../src/shared/contract/index.ts";
import type { Result } from "../../src/shared/errors.ts";

/** Call the engine through the page's own door, to bring the book to where the test starts. */
export async function call<Name extends MethodName>(
  page: Page,
  method: Name,
  input: MethodInput<Name>,
): Promise<MethodAnswer<Name>> {
  const result = await page.evaluate(
    async ([address, body]) => {
      const headers = { "content-type": "application/json" };
      return (await (await fetch(address, { method: "POST", headers, body })).json()) as unknown;
    },
    [`/rpc/${method}`, JSON.stringify(input)] as const,
  );
  const answer = result as Result<MethodAnswer<Name>>;
  if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
  return answer.value;
}

/** A key of its own for a command that is called. */
export function key(): { readonly idempotencyKey: string } {
  return { idempotencyKey: randomUUID() };
}

/** Let the book live on another moment, such as `2026-03-16T12:00:00Z`. */
export async function setClock(page: Page, moment: string): Promise<void> {
  await call(page, "book.setClock", { clock: { kind: "test", nowMs: Date.parse(moment) }, ...key() });
}
