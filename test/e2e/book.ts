import { randomUUID } from "node:crypto";
import { runJob } from "../../src/main/hosts/run-job.ts";
import { requireOk } from "../../src/shared/errors.ts";
import { startEngine } from "../../src/main/engine/start.ts";
import { copyBook } from "../support/copy-book.ts";

const caller = { origin: "cli", operator: "Tess Tester" } as const;

/** The company of the end-to-end tests: a few accounts, on the first of March 2026. */
const files = [
  {
    kind: "plans",
    name: "plans.csv",
    text: "slug,name,for,currency,monthly_fee\nteam,Team,organization,USD,20.00\npro,Pro,user,USD,9.00\n",
  },
  {
    kind: "organizations",
    name: "organizations.csv",
    text: 'id,name,slug\norg_globex,Globex Corporation,globex\norg_initech,"Initech, LLC",initech\norg_hooli,Hooli,hooli\n',
  },
  {
    kind: "users",
    name: "users.csv",
    text: "id,name,email,payment_method\nuser_ada,Ada Lovelace,ada@example.com,test_declined\nuser_grace,Grace Hopper,grace@example.com,test_success\n",
  },
  {
    kind: "subscriptions",
    name: "subscriptions.csv",
    text:
      "account,plan,period,start_on\norg_globex,team,month,2026-03-31\norg_initech,team,month,2026-03-01\n" +
      "user_ada,pro,month,2026-03-01\nuser_grace,pro,month,2026-03-01\n",
  },
] as const;

/** A book of that company. */
export function buildBook(bookPath: string): Promise<void> {
  return copyBook("company", bookPath, importCompany);
}

/** Make the book through the same import that people have. */
async function importCompany(bookPath: string): Promise<void> {
  const engine = await startEngine({ bookPath });
  const key = () => ({ idempotencyKey: randomUUID() });
  try {
    const settings = { name: "Acme Billing", timeZone: "UTC", currency: "USD", isForTrying: true, ...key() };
    requireOk(await engine.call("book.create", settings, caller));
    const clock = { kind: "test" as const, nowMs: Date.parse("2026-03-01T12:00:00Z") };
    requireOk(await engine.call("book.setClock", { clock, ...key() }, caller));
    requireOk(await runJob(engine, "accounts.import", { mode: "write", files: [...files], ...key() }, caller));
  } finally {
    await engine.close();
  }
}
