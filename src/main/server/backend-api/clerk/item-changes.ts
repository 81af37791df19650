import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { MethodAnswer, MethodInput } from "../../../../shared/contract/index.ts";
import type { ListedItem } from "../../../../shared/contract/listings.ts";
import { ApiRefusal, notFound, refuse } from "../refusal.ts";
import type { ApiCall } from "../route.ts";
import { english } from "../../../../shared/sentences/languages.ts";

/** The item that the path names. @throws ApiRefusal 404. */
export async function requireItem(call: ApiCall): Promise<ListedItem> {
  return await findItem(call, call.path["subscription_item_id"] ?? "");
}

/** @throws ApiRefusal 404. */
export async function findItem({ ask }: ApiCall, itemId: string): Promise<ListedItem> {
  const { rows } = await ask("listings.items", { itemId, includesFree: true });
  const [item] = rows;
  if (!item) throw notFound(sentence("Subscription item not found."));
  return item;
}

/** @throws ApiRefusal 422 for the free plan, and for what is over. */
export function requireInForceOrUpcoming(item: ListedItem): void {
  if (item.isFree) {
    throw refuse(
      422,
      "plan_is_free",
      sentence("is free"),
      sentence("The free plan is what remains; it is not canceled or changed."),
    );
  }
  if (item.status === "ended" || item.status === "abandoned" || item.status === "expired") {
    throw refuse(
      422,
      "subscription_item_over",
      sentence("is over"),
      sentence('The subscription item has the status "{status}".', { status: item.status }),
    );
  }
}

/** @throws ApiRefusal 422, for what waits too. */
export function requireInForce(item: ListedItem): void {
  requireInForceOrUpcoming(item);
  if (item.status === "upcoming") {
    throw refuse(
      422,
      "subscription_item_upcoming",
      sentence("has not begun"),
      sentence("The subscription item is not in force yet."),
    );
  }
}

/** So often is a change tried whose preview was overtaken by another one. */
const mostTries = 3;

/** Preview a change and make just that. @throws ApiRefusal what the engine refused. */
export async function changeSubscription(
  { ask, ownKey: idempotencyKey }: ApiCall,
  { account }: ListedItem,
  change: ChangeInput,
): Promise<MadeChange> {
  const accountId = account.id;
  for (let tried = 1; ; tried += 1) {
    const preview = await ask("subscriptions.previewChange", { accountId, change });
    const { pinnedOn, fingerprint } = preview;
    try {
      const made = await ask("subscriptions.change", { accountId, change, pinnedOn, fingerprint, idempotencyKey });
      return { ...made, timing: preview.timing, proration: preview.proration };
    } catch (error) {
      const isStale = error instanceof ApiRefusal && error.errorsIn(english)[0]?.code === "preview_stale";
      if (!isStale || tried === mostTries) throw error;
    }
  }
}

type ChangeInput = MethodInput<"subscriptions.change">["change"];

type MadeChange = MethodAnswer<"subscriptions.change"> &
  Pick<MethodAnswer<"subscriptions.previewChange">, "timing" | "proration">;
