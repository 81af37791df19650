import { createClerkClient } from "@clerk/backend";
import { isClerkAPIResponseError } from "@clerk/backend/errors";
import { expect, test } from "vitest";
import { startTestApi } from "../support/api.ts";
import { adjust, billThrough, createCustomer } from "../support/company.ts";
import { createPlan } from "../support/subscriptions.ts";

/** Clerk's own client, as it comes, told only another address and key. */
async function startClient({ today = "2026-01-01" } = {}) {
  const api = await startTestApi({ today });
  const client = (secretKey = api.key) => createClerkClient({ secretKey, apiUrl: api.origin });
  return { api, client, clerk: client() };
}

async function errorOf(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => new Error("It was not refused"),
    (refusal: unknown) => refusal,
  );
  if (!isClerkAPIResponseError(error)) throw error;
  return error;
}

test("users.createUser, getUser and getUserList", async () => {
  const { clerk } = await startClient();
  const created = await clerk.users.createUser({
    externalId: "crm-7",
    firstName: "Ada",
    lastName: "Lovelace",
    emailAddress: ["ada@example.com"],
    publicMetadata: { team: "engine" },
    skipPasswordRequirement: true,
  });
  expect(created).toMatchObject({ firstName: "Ada", externalId: "crm-7", publicMetadata: { team: "engine" } });
  expect(created.primaryEmailAddress?.emailAddress).toBe("ada@example.com");
  expect((await clerk.users.getUser(created.id)).id).toBe(created.id);
  const list = await clerk.users.getUserList({ emailAddress: ["ada@example.com"], orderBy: "-created_at", limit: 10 });
  expect(list.totalCount).toBe(1);
  expect(list.data.map((user) => user.fullName)).toEqual(["Ada Lovelace"]);
  expect(await clerk.users.getCount()).toBe(1);
});

test("organizations.createOrganization, getOrganization and getOrganizationList", async () => {
  const { clerk } = await startClient();
  const user = await clerk.users.createUser({ firstName: "Ada", skipPasswordRequirement: true });
  const created = await clerk.organizations.createOrganization({
    name: "Initech",
    slug: "initech",
    createdBy: user.id,
    maxAllowedMemberships: 3,
    privateMetadata: { tier: 1 },
  });
  expect(created).toMatchObject({ name: "Initech", createdBy: user.id, maxAllowedMemberships: 3 });
  expect((await clerk.organizations.getOrganization({ slug: "initech" })).id).toBe(created.id);
  expect((await clerk.organizations.getOrganization({ organizationId: created.id })).slug).toBe("initech");
  const list = await clerk.organizations.getOrganizationList({ query: "init", includeMembersCount: true });
  expect(list).toMatchObject({ totalCount: 1, data: [{ id: created.id, membersCount: 0 }] });
});

test("billing: plans, both subscriptions, a longer trial, a cancellation", async () => {
  const { api, clerk } = await startClient();
  const { book } = api;
  const planId = await createPlan(book, { monthlyMinor: 20_00, trialDays: 7 });
  const accountId = await createCustomer(book);
  await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
  await adjust(book, accountId, 50_00);
  const user = await clerk.users.createUser({ firstName: "Ada", skipPasswordRequirement: true });

  const plans = await clerk.billing.getPlanList({ payerType: "org" });
  expect(plans.totalCount).toBe(2);
  expect(plans.data.find((plan) => plan.id === planId)).toMatchObject({
    fee: { amount: 20_00, amountFormatted: "$20.00", currency: "USD", currencySymbol: "$" },
    freeTrialDays: 7,
    freeTrialEnabled: true,
    forPayerType: "org",
  });

  const subscription = await clerk.billing.getOrganizationBillingSubscription(accountId);
  expect(subscription).toMatchObject({ status: "active", payerId: accountId });
  // Credit pays the whole first invoice: 50 against 20 leaves nothing to charge.
  expect(subscription.nextPayment).toMatchObject({ date: Date.parse("2026-01-08T00:00:00Z"), amount: { amount: 0 } });
  const [item] = subscription.subscriptionItems;
  expect(item).toMatchObject({ isFreeTrial: true, planId, status: "active" });
  expect((await clerk.billing.getUserBillingSubscription(user.id)).subscriptionItems[0]?.plan?.isDefault).toBe(true);

  const longer = await clerk.billing.extendSubscriptionItemFreeTrial(item?.id ?? "", {
    extendTo: new Date("2026-01-15T00:00:00Z"),
  });
  expect(longer).toMatchObject({ isFreeTrial: true, periodEnd: Date.parse("2026-01-15T00:00:00Z") });
  await billThrough(book, "2026-01-15");
  await book.setToday("2026-01-15");
  const cancelled = await clerk.billing.cancelSubscriptionItem(item?.id ?? "");
  expect(cancelled).toMatchObject({ status: "canceled", periodEnd: Date.parse("2026-02-15T00:00:00Z"), endedAt: null });
  expect(await clerk.billing.cancelSubscriptionItem(item?.id ?? "", { endNow: true })).toMatchObject({
    status: "ended",
  });
});

test("a refusal is the client's own error, with status, code, trace and what to name", async () => {
  const { api, clerk, client } = await startClient();
  const missing = await errorOf(clerk.users.getUser("user_none"));
  expect(missing.status).toBe(404);
  expect(missing.errors[0]?.code).toBe("resource_not_found");
  expect(missing.clerkTraceId).toMatch(/^[0-9a-f]{32}$/u);
  const unfit = await errorOf(clerk.users.createUser({ emailAddress: ["ada"] }));
  expect(unfit.status).toBe(422);
  expect(unfit.errors[0]?.meta?.paramName).toBe("email_address.0");
  const [last] = api.key.slice(-1);
  const stranger = client(api.key.slice(0, -1) + (last === "A" ? "B" : "A"));
  expect((await errorOf(stranger.users.getUserList())).status).toBe(401);
  const reader = client((await api.makeKey({ scopes: ["read"] })).secret);
  expect((await errorOf(reader.organizations.createOrganization({ name: "Initech" }))).status).toBe(403);
});

test("who asks too much is told by the client when to ask again", async () => {
  const { origin, key } = await startTestApi({ apiLimits: { callsPerTenSeconds: 1 } });
  const clerk = createClerkClient({ secretKey: key, apiUrl: origin });
  await clerk.billing.getPlanList();
  const refused = await errorOf(clerk.billing.getPlanList());
  expect(refused.status).toBe(429);
  expect(refused.retryAfter).toBeGreaterThanOrEqual(1);
});
