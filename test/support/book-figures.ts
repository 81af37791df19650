import type { Caller, Engine } from "../../src/main/engine/engine.ts";
import type { MethodInput, MethodName } from "../../src/shared/contract/index.ts";
import { idPrefixes } from "../../src/shared/ids.ts";

/** Where operators sign in, who can read the file reads. */
const reader: Caller = { origin: "desk", operator: "Tess Tester", readsOnly: true };

type Change = MethodInput<"subscriptions.previewChange">["change"];

/**
 * Everything that a book says in figures, through the contract: every invoice, every ledger entry, and of every account how it
 * stands, its blocks of credit, its charges, its next invoice, and what changes of its subscription would come to. A refusal is
 * an answer like any other.
 *
 * @param changes what is previewed for every account.
 */
export async function readFigures(engine: Engine, changes: readonly Change[] = []): Promise<Record<string, unknown>> {
  const answer = async <Name extends MethodName>(name: Name, input: MethodInput<Name>) => {
    const result = await engine.call(name, input, reader);
    return result.ok ? result.value : { refusal: result.error };
  };
  const accounts = await readRows(async (after: string | null) => {
    const { rows, nextCursor } = await requireAnswer(engine, "accounts.list", { after, limit: 500 });
    return { rows, next: nextCursor };
  });
  const invoices = await readRows(async (after: string | null) => {
    const { rows, nextCursor } = await requireAnswer(engine, "invoices.list", { after, limit: 500 });
    return { rows, next: nextCursor };
  });
  const entries = await readRows(async (beforeSequence: number | null) => {
    const { rows, nextBeforeSequence } = await requireAnswer(engine, "ledger.list", { beforeSequence, limit: 500 });
    return { rows, next: nextBeforeSequence };
  });
  return {
    ledger: entries.toReversed(),
    invoices: await inOrder(invoices.toReversed(), ({ id }) => answer("invoices.get", { invoiceId: id })),
    accounts: await inOrder(accounts, async ({ id: accountId, ...row }) => ({
      row,
      account: await answer("accounts.get", { accountId }),
      subscription: await answer("subscriptions.get", { accountId }),
      blocks: await answer("credits.blocks", { accountId }),
      charges: await answer("invoices.charges", { accountId }),
      next: await answer("invoices.preview", { accountId }),
      changes: await inOrder(changes, (change) => answer("subscriptions.previewChange", { accountId, change })),
    })),
  };
}

const ulid = `(?:${Object.values(idPrefixes).join("|")})[0-9a-z]{26}`;
const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const madeUpId = new RegExp(`${ulid}|${uuid}`, "gu");

/**
 * Figures as text in which every id that was made up anew says only which one it is, counted from its first appearance. So two
 * books that lived the same life read the same, and what refers to what still shows.
 */
export function withoutMadeUpIds(figures: unknown): string {
  const counted = new Map<string, string>();
  return JSON.stringify(figures, null, 1)
    .replaceAll(madeUpId, (id) => {
      const known = counted.get(id) ?? `id ${counted.size + 1}`;
      counted.set(id, known);
      return known;
    })
    .replaceAll(/"(fingerprint|hash)": "[0-9a-f]+"/gu, '"$1": "…"');
}

async function inOrder<Item, Answer>(items: readonly Item[], ask: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const item of items) answers.push(await ask(item));
  return answers;
}

/** All rows of a list, page after page. */
async function readRows<Row, Place>(
  readPage: (after: Place | null) => Promise<{ readonly rows: readonly Row[]; readonly next: Place | null }>,
): Promise<Row[]> {
  const all: Row[] = [];
  let after: Place | null = null;
  do {
    const { rows, next }: { readonly rows: readonly Row[]; readonly next: Place | null } = await readPage(after);
    all.push(...rows);
    after = next;
  } while (after !== null);
  return all;
}

async function requireAnswer<Name extends MethodName>(engine: Engine, name: Name, input: MethodInput<Name>) {
  const result = await engine.call(name, input, reader);
  if (!result.ok) throw new Error(`${name} was refused: ${result.error.message}`);
  return result.value;
}
