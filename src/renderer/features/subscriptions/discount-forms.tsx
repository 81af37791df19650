import { Anchor, Skeleton, Text } from "@mantine/core";
import { useState } from "react";
import type { DiscountView } from "../../../shared/contract/plans.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { addressOf } from "../../foundation/router.ts";
import { shareText } from "../../foundation/share-text.ts";
import { Choice } from "../../components/choice.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useMoneyText } from "../../components/money.tsx";
import type { SubscriptionFormContext } from "./form-context.ts";
import { ChangeForm } from "./change-form.tsx";
import { carriedDiscount } from "./offered-changes.ts";
import { subscriptionsText } from "./subscriptions-text.ts";

const words = subscriptionsText.discount;

/** A discount on what the subscription charges (BEHAVIOUR 6.8). */
export function AddDiscountForm({ account, onClose }: SubscriptionFormContext) {
  const discounts = useEngineQuery("discounts.list", {});
  const [discountId, setDiscountId] = useState<string | null>(null);
  const describe = useDiscountDescription();
  // An amount in another currency could never come off this account's charges.
  const offered = (discounts.data?.discounts ?? []).filter(
    ({ currency }) => currency === null || currency === account.currency,
  );
  const change = discountId === null ? null : { type: "add_discount" as const, discountId };
  return (
    <ChangeForm account={account} type="add_discount" change={change} onClose={onClose}>
      {discounts.error && <ErrorNotice error={discounts.error} />}
      {discounts.isPending && <Skeleton h={60} />}
      {discounts.data && offered.length === 0 && (
        <Text size="sm">
          {words.none}{" "}
          <Anchor underline="always" href={addressOf({ screen: "billing", tab: "discounts" })}>
            {subscriptionsText.choice.openBilling}
          </Anchor>
        </Text>
      )}
      {offered.length > 0 && (
        <Choice
          data-autofocus
          required
          label={words.label}
          placeholder={words.choose}
          data={offered.map((discount) => ({ value: discount.id, label: describe(discount) }))}
          value={discountId}
          onChange={setDiscountId}
          allowDeselect={false}
        />
      )}
      <Text size="sm" c="dimmed">
        {words.replaces}
      </Text>
    </ChangeForm>
  );
}

function useDiscountDescription(): (discount: DiscountView) => string {
  const money = useMoneyText();
  return ({ name, partsPerMillion, amountMinor, currency, periods }) => {
    const off = currency === null ? shareText(partsPerMillion ?? 0) : money(amountMinor ?? 0, currency);
    return `${name} · ${off} ${periods === null ? words.forGood : words.periods(countText(periods))}`;
  };
}

const removeDiscount = { type: "remove_discount" } as const;

/** The discount in force no longer comes off what is charged next. */
export function RemoveDiscountForm({ account, subscription, onClose }: SubscriptionFormContext) {
  // The subscription on the screen behind may have none before the answer is here.
  const [name] = useState(carriedDiscount(subscription)?.name ?? "");
  return (
    <ChangeForm account={account} type="remove_discount" change={removeDiscount} onClose={onClose} isQuestion>
      <Text size="sm">{words.remove(name)}</Text>
    </ChangeForm>
  );
}
