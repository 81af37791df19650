import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A process of its own that answers as an upstream with many users does, each time after a while. `ACCOUNTS` users, of whom every second has credit and
 * every fourth pays for a plan; `DELAY_MS` for an answer. It says its address to whoever started it.
 */
const accounts = Number(process.env["ACCOUNTS"]);
const delayMs = Number(process.env["DELAY_MS"]);
const januaryMs = Date.parse("2026-01-01T00:00:00Z");
const monthMs = 31 * 86_400_000;

/** Whether the list of items says what credit its payers have, which the description leaves open; told to, it does. */
let tellsCredit = false;

const idAt = (index: number): string => `user_${String(index).padStart(7, "0")}`;
const money = (amount: number) => ({ amount, currency: "USD", amount_formatted: `$${amount}`, currency_symbol: "$" });
const creditAt = (index: number) => (index % 2 === 0 ? money(10_00 + index) : null);

const plan = (isFree: boolean) => ({
  object: "commerce_plan",
  id: isFree ? "cplan_free" : "cplan_pro",
  name: isFree ? "Free" : "Pro",
  slug: isFree ? "free" : "pro",
  fee: money(isFree ? 0 : 20_00),
  annual_monthly_fee: null,
  annual_fee: null,
  is_default: isFree,
  for_payer_type: "user",
  publicly_visible: true,
  free_trial_enabled: false,
  free_trial_days: null,
});
const price = {
  object: "commerce_price",
  id: "cprice_pro",
  plan_id: "cplan_pro",
  instance_id: "ins_slow",
  currency: "USD",
  amount: 20_00,
  annual_monthly_amount: 0,
  is_default: true,
  created_at: januaryMs,
  supported_billing_periods: "month",
};

const userAt = (index: number) => ({
  object: "user",
  id: idAt(index),
  first_name: `User ${index}`,
  last_name: null,
  username: null,
  primary_email_address_id: "idn_1",
  email_addresses: [{ id: "idn_1", email_address: `user-${index}@example.com` }],
  created_at: januaryMs + index,
});

const itemAt = (index: number) => ({
  object: "commerce_subscription_item",
  id: `csub_item_${index}`,
  status: "active",
  plan_id: index % 4 === 0 ? "cplan_pro" : "cplan_free",
  price_id: index % 4 === 0 ? "cprice_pro" : null,
  plan: plan(index % 4 !== 0),
  plan_period: "month",
  payer: { user_id: idAt(index), ...(tellsCredit && creditAt(index) ? { credits_balance: creditAt(index) } : {}) },
  is_free_trial: false,
  period_start: januaryMs,
  period_end: januaryMs + monthMs,
  canceled_at: null,
});

function rows<Row>(query: URLSearchParams, from: number, total: number, at: (index: number) => Row): Row[] {
  const limit = Number(query.get("limit") ?? 10);
  return Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_each, index) => at(from + index));
}

function answer(path: string, query: URLSearchParams): unknown {
  const offset = Number(query.get("offset") ?? 0);
  const page = <Row>(total: number, at: (index: number) => Row) => ({
    data: rows(query, offset, total, at),
    total_count: total,
  });
  if (path === "/v1/users") {
    const after = query.get("starting_after");
    return rows(query, after === null ? 0 : Number(after.slice(5)) + 1, accounts, userAt);
  }
  if (path === "/v1/users/count") return { object: "total_count", total_count: accounts };
  if (path === "/v1/billing/plans") return page(2, (index) => plan(index === 0));
  if (path === "/v1/billing/prices") return page(1, () => price);
  if (path === "/v1/billing/subscription_items") return page(accounts, itemAt);
  if (path.endsWith("/billing/credits")) {
    return { object: "commerce_credit_balance", balance: creditAt(Number(path.split("/")[3]?.slice(5))) };
  }
  return page(0, () => null);
}

process.on("message", () => (tellsCredit = true));

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://upstream");
  setTimeout(() => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer(pathname, searchParams)));
  }, delayMs);
});
server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
