import { Client } from "pg";
import { moveToServer } from "../../src/main/storage/book/postgres/server-book.ts";
import { makeApiKey } from "../../src/shared/api-key.ts";
import { billedOn, buildCompany } from "../bench/company.ts";
import { ask, withEngine } from "../bench/harness.ts";
import { superuser } from "./cluster.ts";

const schema = "drill";
/** Who owns the book, and who hosts it, as docs/server.md tells an administrator to set up. */
const roles = { owner: "billing_owner", host: "billing" } as const;
const password = "drill";
/** The months of the drill have all ended by then. */
const today = billedOn(12);

/** A book in a file, before it is moved to the server. */
export interface DrillBook {
  readonly path: string;
  /** The secret of a key that may do everything. */
  readonly key: string;
  /** Accounts without a subscription, one for each program that posts. */
  readonly posterIds: readonly string[];
}

/** A company with so many subscriptions, and accounts that nothing but programs gives credit. */
export async function buildDrillBook(path: string, accounts: number, posters: number): Promise<DrillBook> {
  await buildCompany(path, { accounts, billed: true });
  return withEngine(path, async (engine) => {
    const { keyId, secret, secretHash } = await makeApiKey(crypto, Date.now());
    await ask(engine, "apiKeys.create", { keyId, secretHash, name: "Drill", scopes: ["admin"], idempotencyKey: "key" });
    const posterIds: string[] = [];
    for (let index = 1; index <= posters; index += 1) {
      const account = { kind: "organization", name: `Poster ${index}`, idempotencyKey: `poster-${index}` } as const;
      posterIds.push((await ask(engine, "accounts.create", account)).accountId);
    }
    const clock = { kind: "test", nowMs: Date.parse(`${today}T12:00:00Z`) } as const;
    await ask(engine, "book.setClock", { clock, idempotencyKey: "today" });
    return { path, key: secret, posterIds };
  });
}

/** The address of the book, for its owner or for a host. */
export function placeFor(port: number, role: keyof typeof roles): string {
  return `postgres://${roles[role]}@127.0.0.1:${port}/postgres?schema=${schema}`;
}

/**
 * Make the roles, move the book to the server as its owner, and let the host in.
 *
 * @returns what a host is told of the password.
 */
export async function openHostRole(port: number, path: string, workPath: string): Promise<{ PGPASSWORD: string }> {
  const asUser = async (user: string, secret: string, ...statements: readonly string[]) => {
    const client = new Client({ host: "127.0.0.1", port, database: "postgres", user, password: secret });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await asUser(
    superuser.name,
    superuser.password,
    ...Object.values(roles).map((role) => `CREATE ROLE ${role} LOGIN PASSWORD '${password}'`),
    `GRANT CREATE ON DATABASE postgres TO ${roles.owner}`,
  );
  process.env["PGPASSWORD"] = password;
  moveToServer({ place: placeFor(port, "owner"), workPath }, path, Date.now());
  await asUser(roles.owner, password, `SELECT ${schema}.admit_host('${roles.host}')`);
  return { PGPASSWORD: password };
}
