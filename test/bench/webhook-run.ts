import { join } from "node:path";
import { makeWebhookSecret } from "../../src/shared/webhook-secret.ts";
import { billedOn, buildCompany } from "./company.ts";
import { ask, finishJob, inTemporaryFolder, median, processorUs, withEngine, type Finding } from "./harness.ts";

/** So many months before there is a webhook, and as many after. */
const months = 4;

/** Renewals of a whole book, month by month, before and after a webhook wants to hear of everything; nothing is delivered meanwhile. */
export async function measureRunWithWebhook(accounts: number): Promise<Finding> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, "book.countinghouse");
    await buildCompany(path, { accounts, billed: true });
    return withEngine(path, async (engine) => {
      const bill = (month: number) =>
        finishJob(engine, "billing.run", { throughOn: billedOn(month), idempotencyKey: `run-${month}` });
      const costs: number[] = [];
      for (let month = 1; month <= 2 * months; month += 1) {
        if (month === months + 1) {
          const secret = makeWebhookSecret(crypto);
          await ask(engine, "webhooks.add", { address: "http://127.0.0.1:9/", secret, idempotencyKey: "webhook" });
        }
        costs.push((await processorUs(() => bill(month))) / accounts);
      }
      const [without, withOne] = [median(costs.slice(0, months)), median(costs.slice(months))];
      return {
        name: `renewal run, ${accounts.toLocaleString("en")} subscriptions, with a webhook that wants everything`,
        figures: `${withOne.toFixed(1)} µs of processor time an invoice, ${without.toFixed(1)} µs without, ${(withOne / without).toFixed(2)} ×`,
        aim: "≤ 1.3 ×",
      };
    });
  });
}
