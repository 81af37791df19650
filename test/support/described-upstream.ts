import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { readOfficialDescription } from "./official-description.ts";
import { listen } from "./receiver.ts";

/** What an object of Clerk's holds. */
type Fields = Readonly<Record<string, unknown>>;

/** Somebody with an id, in the order in which they came. */
interface Payer {
  readonly id: string;
  readonly name: string;
  /** Null: never had credit. */
  credit: { amount: number; currency: string } | null;
}

/**
 * An upstream that is made of Clerk's own description and of nothing of ours: it answers what the description says, with every field that it requires
 * and none that it does not know, and takes what the description says, and nothing else. What is wrong on either side is kept in `problems`.
 */
export interface DescribedUpstream {
  readonly address: string;
  readonly secretKey: string;
  readonly users: Payer[];
  readonly organizations: Payer[];
  readonly plans: Fields[];
  readonly prices: Fields[];
  readonly items: Fields[];
  /** Newest first, as they are listed. */
  readonly statements: Fields[];
  /** Every adjustment, by its key. */
  readonly adjustments: ReadonlyMap<string, { readonly id: string; readonly amount: number; readonly payerId: string }>;
  readonly problems: readonly string[];
  readonly requestCount: () => number;
  /** Lets through so many requests, and answers 429 to as many as come before the second is over. */
  limitRate(perSecond: number | null): void;
  /** Does something before each request is answered. */
  between(act: (asked: Asked) => void): void;
  /** By how much its clock is ahead. */
  setClock(aheadMs: number): void;
  /** How it makes pages, where it does not as it is asked. */
  pageAs(manner: PagingManner): void;
  readonly money: (amount: number, currency?: string) => Fields;
  readonly made: (schema: string, fields: Fields) => Fields;
}

interface PagingManner {
  /** Its pages are no longer, whatever is asked for. */
  readonly atMost?: number;
  /** It passes over where a page is to begin. */
  readonly ignores?: "starting_after" | "offset";
  /** It refuses to begin a page after anybody. */
  readonly refusesToGoOn?: boolean;
  /** What it says that a list has, in place of how much that is. */
  readonly counts?: unknown;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Fields | null;
}

export async function startDescribedUpstream(): Promise<DescribedUpstream> {
  const official = readOfficialDescription();
  const secretKey = "sk_test_described";
  const problems: string[] = [];
  const users: Payer[] = [];
  const organizations: Payer[] = [];
  const plans: Fields[] = [];
  const prices: Fields[] = [];
  const items: Fields[] = [];
  const statements: Fields[] = [];
  const adjustments = new Map<string, { id: string; amount: number; payerId: string; content: string }>();
  let requestCount = 0;
  let limit: { perSecond: number; second: number; count: number } | null = null;
  let aheadMs = 0;
  let manner: PagingManner = {};
  let act: (asked: Asked) => void = () => undefined;

  const made = (schema: string, fields: Fields): Fields => ({ ...official.leastOf(schema), ...fields });
  const money = (amount: number, currency = "USD"): Fields =>
    made("CommerceMoneyResponse", { amount, currency, amount_formatted: `${amount}`, currency_symbol: currency });
  const refusal = (code: string): Fields => ({ errors: [{ message: code, long_message: code, code }] });
  const pageFrom = (rows: readonly unknown[], from: number, { query }: Asked) =>
    rows.slice(from, from + Math.min(Number(query.get("limit") ?? 10), manner.atMost ?? Infinity));
  const page = (rows: readonly unknown[], asked: Asked) =>
    pageFrom(rows, manner.ignores === "offset" ? 0 : Number(asked.query.get("offset") ?? 0), asked);
  const listed = (rows: readonly unknown[], asked: Asked) => ({
    data: page(rows, asked),
    total_count: "counts" in manner ? manner.counts : rows.length,
  });

  function answer(operation: string, asked: Asked, id: string): readonly [status: number, body: unknown] {
    const payer = [...users, ...organizations].find((each) => each.id === id);
    switch (operation) {
      case "GET /users": {
        const after = manner.ignores === "starting_after" ? null : asked.query.get("starting_after");
        const index = users.findIndex((user) => user.id === after);
        if (after !== null && (index < 0 || manner.refusesToGoOn)) return [422, refusal("form_param_value_invalid")];
        return [200, pageFrom(users.map(toUser), index + 1, asked)];
      }
      case "GET /users/count":
        return [200, made("TotalCount", { total_count: users.length })];
      case "GET /organizations":
        return [200, listed(organizations.map(toOrganization), asked)];
      case "GET /billing/plans":
        return [200, listed(plans, asked)];
      case "GET /billing/prices":
        return [200, listed(prices, asked)];
      case "GET /billing/subscription_items":
        return [200, listed(items, asked)];
      case "GET /billing/statements":
        return [200, listed(statements, asked)];
      case "GET /billing/statements/{statementID}": {
        const statement = statements.find((each) => each["id"] === id);
        return statement ? [200, statement] : [404, refusal("resource_not_found")];
      }
      default:
        if (!payer) return [404, refusal("resource_not_found")];
        return ofPayer(operation, asked, payer);
    }
  }

  function ofPayer(operation: string, { body }: Asked, payer: Payer): readonly [status: number, body: unknown] {
    if (operation.endsWith("/billing/subscription")) {
      const own = items.filter((item) => (item["payer"] as Fields)["user_id"] === payer.id);
      return [200, made("CommerceSubscription", { id: "csub_1", payer_id: payer.id, subscription_items: own })];
    }
    if (!operation.startsWith("POST")) {
      const { credit } = payer;
      return [
        200,
        made("CommerceCreditBalanceResponse", {
          object: "commerce_credit_balance",
          balance: credit && money(credit.amount, credit.currency),
        }),
      ];
    }
    const {
      amount,
      action,
      currency = "USD",
      idempotency_key: key,
    } = body as Record<string, string> & { amount: number };
    const content = JSON.stringify([payer.id, amount, action, currency]);
    const known = adjustments.get(key ?? "");
    if (known && known.content !== content) return [409, refusal("idempotency_key_conflict")];
    const signed = action === "increase" ? amount : -amount;
    if (!known) {
      const left = (payer.credit?.amount ?? 0) + signed;
      if (left < 0) return [422, refusal("insufficient_credit_balance")];
      payer.credit = { amount: left, currency };
      adjustments.set(key ?? "", { id: `ccl_${adjustments.size + 1}`, amount: signed, payerId: payer.id, content });
    }
    const entry = adjustments.get(key ?? "");
    const fields = {
      object: "commerce_credit_ledger",
      id: entry?.id,
      payer_id: payer.id,
      amount: money(signed, currency),
      source_type: "grant",
    };
    return [200, made("CommerceCreditLedgerResponse", fields)];
  }

  const toUser = ({ id, name }: Payer): Fields => {
    const email = made("EmailAddress", { id: `idn_${id}`, email_address: `${id}@example.com` });
    return made("User", { id, first_name: name, primary_email_address_id: `idn_${id}`, email_addresses: [email] });
  };
  const toOrganization = ({ id, name }: Payer): Fields =>
    made("Organization", { id, name, slug: id.replace("_", "-") });

  function isTooMuch(): boolean {
    if (!limit) return false;
    const second = Math.floor(Date.now() / 1000);
    if (limit.second !== second) limit = { ...limit, second, count: 0 };
    limit.count += 1;
    return limit.count > limit.perSecond;
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requestCount += 1;
    const url = new URL(request.url ?? "/", "http://upstream");
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString("utf8");
    const asked: Asked = {
      method: request.method ?? "",
      path: url.pathname.replace(/^\/v1/u, ""),
      query: url.searchParams,
      body: text === "" ? null : (JSON.parse(text) as Fields),
    };
    const send = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      const date = new Date(Date.now() + aheadMs).toUTCString();
      response.writeHead(status, { "content-type": "application/json", date, ...headers }).end(JSON.stringify(body));
    };
    if (request.headers.authorization !== `Bearer ${secretKey}`) return send(401, refusal("authentication_invalid"));
    // A date is meant by the clock of who says it.
    const soon = new Date(Date.now() + aheadMs + 1000).toUTCString();
    if (isTooMuch()) return send(429, refusal("too_many_requests"), { "retry-after": soon });
    const operation = official.operationOf(asked.method, asked.path);
    if (operation === undefined) {
      problems.push(`The description has no ${asked.method} ${asked.path}`);
      return send(404, refusal("resource_not_found"));
    }
    problems.push(...official.problemsWithRequest(operation, asked.query, asked.body));
    const [, , id = ""] = asked.path.startsWith("/billing")
      ? asked.path.split("/").slice(1)
      : ["", "", asked.path.split("/")[2]];
    act(asked);
    const [status, body] = answer(operation, asked, id);
    problems.push(
      ...official.problemsWith(operation, status, body).map((problem) => `${operation} → ${status}: ${problem}`),
    );
    return send(status, body);
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      problems.push(String(error));
      request.socket.destroy();
    });
  });
  const origin = await listen(server);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    address: `${origin}/v1`,
    secretKey,
    users,
    organizations,
    plans,
    prices,
    items,
    statements,
    adjustments,
    problems,
    requestCount: () => requestCount,
    limitRate(perSecond) {
      limit = perSecond === null ? null : { perSecond, second: 0, count: 0 };
    },
    between(chosen) {
      act = chosen;
    },
    setClock(ahead) {
      aheadMs = ahead;
    },
    pageAs(chosen) {
      manner = chosen;
    },
    money,
    made,
  };
}
