import type { MethodInput, MethodName, MethodOutput } from "../../src/shared/contract/index.ts";
import type { Random } from "../../src/main/sample/random.ts";

/** Something to begin with: random calls alone would hardly ever subscribe anybody. */
export async function furnish(
  ask: <Name extends MethodName>(name: Name, input: Omit<MethodInput<Name>, "idempotencyKey">) => Promise<unknown>,
  random: Random,
  currency: string,
  today: string,
): Promise<void> {
  const plans: readonly Omit<MethodInput<"plans.create">, "idempotencyKey" | "currency">[] = [
    { name: "Pro", slug: "pro", forKind: "user", monthlyMinor: 2000, annualMonthlyMinor: 1500, trialDays: 14 },
    { name: "Big", slug: "big", forKind: "user", monthlyMinor: 90_000 },
    {
      name: "Team",
      slug: "team",
      forKind: "organization",
      monthlyMinor: 1000,
      seatPrice: { blockSize: 1, tiers: [{ startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 333 }] },
    },
    { name: "Flat", slug: "flat", forKind: "organization", monthlyMinor: 24_995, annualMonthlyMinor: 20_000 },
  ];
  const planIds: string[] = [];
  for (const plan of plans) {
    planIds.push(((await ask("plans.create", { ...plan, currency })) as { planId: string }).planId);
  }
  const { operator } = (await ask("operators.current", {})) as MethodOutput<"operators.current">;
  await ask("operators.update", { operatorId: operator?.id ?? "", name: "Fuzz", signInName: "owner" });
  await ask("operators.reinstate", { operatorId: operator?.id ?? "" });
  await ask("taxRates.create", { name: "Tax", ratePartsPerMillion: 240_000 });
  await ask("discounts.create", { name: "Ten", partsPerMillion: 100_000, periods: 2 });
  await ask("webhooks.add", { address: "http://127.0.0.1:9/hooks", secret: `whsec_${"A".repeat(32)}` });
  for (let index = 0; index < 8; index += 1) {
    const kind = index % 2 === 0 ? "user" : "organization";
    const contact = `contact-${index}@x.com`;
    const { accountId } = (await ask("accounts.create", { kind, name: `Account ${index}`, contact })) as {
      accountId: string;
    };
    if (index > 5) {
      await askForApproval(accountId, index);
      continue;
    }
    const token = random.pick(["4242424242424242", "4000000000000002", null]);
    if (token !== null) await ask("paymentMethods.add", { accountId, kind: "card", gateway: "test", token });
    const adjustment = { action: "increase", amountMinor: 5000, reasonCode: "courtesy" } as const;
    if (random.chance(0.6)) await ask("credits.adjust", { accountId, currency, ...adjustment });
    const planId = planIds[(kind === "user" ? 0 : 2) + random.between(0, 1)] ?? "";
    const seats = planId === planIds[2] ? 3 : null;
    await ask("subscriptions.create", { accountId, planId, period: "month", startOn: today, seats });
    if (index % 3 === 0) await issueCharge(accountId);
  }

  /** So that there are papers to pay, to void and to note. */
  async function issueCharge(accountId: string): Promise<void> {
    await ask("invoices.addCharge", { accountId, description: "Setup", unitMinor: 12_345, currency });
    const preview = (await ask("invoices.preview", { accountId })) as MethodOutput<"invoices.preview"> | undefined;
    if (!preview) return;
    await ask("invoices.issue", { accountId, pinnedOn: preview.pinnedOn, fingerprint: preview.fingerprint });
  }

  /** One waits on, and the other is taken back. */
  async function askForApproval(accountId: string, index: number): Promise<void> {
    const increase = { action: "increase", amountMinor: 7000, reasonCode: "courtesy" } as const;
    const input = { accountId, currency, ...increase, idempotencyKey: `asked-for-${index}` };
    const uploadId = "evidence-of-both";
    await ask("imports.upload", { uploadId, fromByte: 0, base64: "UGxlYXNl" });
    const answer = (await ask("approvals.request", {
      act: { method: "credits.adjust", input },
      evidence: [{ uploadId, name: "mail.txt" }],
    })) as MethodOutput<"approvals.request"> | undefined;
    // In the last days of all there is none on which it would expire.
    if (!answer) return;
    const { request } = answer;
    await ask("approvals.get", { requestId: request.id });
    await ask("approvals.evidence", { requestId: request.id, sha256: request.evidence[0]?.sha256 ?? "" });
    if (index > 6) await ask("approvals.withdraw", { requestId: request.id });
  }
}
