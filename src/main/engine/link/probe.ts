import type { z } from "zod";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { payerPath, refused } from "./read.ts";
import { UpstreamFailure, type UpstreamClient } from "./upstream-client.ts";
import { pricePage } from "./wire-billing.ts";
import { countedPage, creditBalance, organizationPage, userList } from "./wire.ts";

type Found = Omit<MethodOutput<"link.probe">, "address" | "accountsHere" | "hasKeyStore">;

/** A first look at an upstream, which writes nothing there either. @throws UpstreamFailure. */
export async function probe(client: UpstreamClient): Promise<Found> {
  const [users, counted, organizations, plans, prices] = await Promise.all([
    wanted(client, "/users?limit=1", userList),
    wanted(client, "/users/count", countedPage),
    wanted(client, "/organizations?limit=1", organizationPage),
    wanted(client, "/billing/plans?limit=1", countedPage),
    wanted(client, "/billing/prices?limit=1", pricePage),
  ]);
  const [anybody] = [...users, ...organizations.data];
  const [price] = prices.data;
  return {
    instanceId: price?.instanceId ?? null,
    userCount: counted.total_count,
    organizationCount: organizations.total_count,
    planCount: plans.total_count,
    currency: price?.currency ?? null,
    readsCredit: anybody ? await mayReadCredit(client, payerPath(anybody.kind, anybody.upstreamId)) : null,
  };
}

async function wanted<Value>(client: UpstreamClient, path: string, schema: z.ZodType<Value>): Promise<Value> {
  const answer = await client.get(path, schema);
  if (answer.ok) return answer.value;
  throw refused(answer);
}

async function mayReadCredit(client: UpstreamClient, path: string): Promise<boolean> {
  try {
    return (await client.get(`${path}/billing/credits`, creditBalance)).ok;
  } catch (error) {
    if (error instanceof UpstreamFailure && error.code === "upstream_key_refused") return false;
    throw error;
  }
}
