import type { DiscountView } from "../../../shared/contract/plans.ts";
import { shareText } from "../../foundation/share-text.ts";
import { Money } from "../../components/money.tsx";

/** What a discount takes off: a share, or an amount. */
export function DiscountOff({
  partsPerMillion,
  amountMinor,
  currency,
}: Pick<DiscountView, "partsPerMillion" | "amountMinor" | "currency">) {
  if (partsPerMillion !== null || currency === null) return shareText(partsPerMillion ?? 0);
  return <Money amountMinor={amountMinor} currency={currency} />;
}
