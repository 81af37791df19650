import process from "node:process";

/**
 * A program that uses the API as hard as it can: for each account a number of increases of one cent, each sent twice with its key,
 * between reads. It says when it begins, and at its end what it was answered.
 */
const { address, key, accountIds, adjustmentsEach } = JSON.parse(process.env["LOAD"] ?? "{}") as {
  address: string;
  key: string;
  accountIds: string[];
  adjustmentsEach: number;
};

/** What the program tells at its end. */
export interface LoadReport {
  readonly statuses: Readonly<Record<number, number>>;
  /** How many different entries it was told of. */
  readonly entries: number;
  /** How long each call took. */
  readonly durationsMs: readonly number[];
}

const statuses: Record<number, number> = {};
const entries = new Set<string>();
const durationsMs: number[] = [];
const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };

async function call(path: string, body?: unknown): Promise<unknown> {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const startedAt = performance.now();
  const response = await fetch(`${address}/v1${path}`, { headers, ...sent });
  const answer: unknown = await response.json();
  durationsMs.push(performance.now() - startedAt);
  statuses[response.status] = (statuses[response.status] ?? 0) + 1;
  return answer;
}

async function use(accountId: string): Promise<void> {
  const credits = `/organizations/${accountId}/billing/credits`;
  for (let each = 0; each < adjustmentsEach; each += 1) {
    const increase = { amount: 1, action: "increase", idempotency_key: `${accountId}-${each}` };
    const answers = await Promise.all([call(credits, increase), call(credits, increase)]);
    for (const answer of answers) entries.add((answer as { id: string }).id);
    await Promise.all([call(credits), call("/organizations?limit=5")]);
  }
}

process.send?.("begun");
await Promise.all(accountIds.map(use));
// A channel that is closed while a long message is on its way loses it.
process.send?.({ statuses, entries: entries.size, durationsMs } satisfies LoadReport, () => process.disconnect());
