import { Group, Stack, Text } from "@mantine/core";
import type { AccountView, CreditBalance } from "../../../shared/contract/accounts.ts";
import { Money, useMoneyText } from "../../components/money.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useUpstream } from "../../foundation/upstream.ts";
import { accountsText } from "./accounts-text.ts";

const { account: words } = accountsText;

/** The figure that an account is about: its credit in the billing currency, large, and what it has in others. */
export function BalanceFigure({ account }: { readonly account: AccountView }) {
  const own = account.balances.find(({ currency }) => currency === account.currency);
  const others = account.balances.filter((balance) => balance !== own);
  return (
    <Stack gap={0}>
      <Text size="xs" fw={600} c="dimmed">
        {words.balance}
      </Text>
      {own ? <Balance balance={own} /> : <NeverHadCredit currency={account.currency} hasOthers={others.length > 0} />}
      <NotUpstream account={account} />
      {others.length > 0 && (
        <Group gap="md" mt={4}>
          <span className="visually-hidden">{words.otherCurrencies}</span>
          {others.map((balance) => (
            <Money
              key={balance.currency}
              amountMinor={balance.ledgerMinor}
              currency={balance.currency}
              emphasis="strong"
            />
          ))}
        </Group>
      )}
    </Stack>
  );
}

/** What of it the upstream of a linked book does not have (BEHAVIOUR 12.2); leads to where that waits. */
function NotUpstream({ account: { notUpstream } }: { readonly account: AccountView }) {
  const upstream = useUpstream();
  const moneyText = useMoneyText();
  if (!upstream) return null;
  return notUpstream.map(({ currency, amountMinor, refusedCount }) => (
    <PlaceLink key={currency} to={{ screen: "link", tab: "outbox" }} size="xs">
      {words.notUpstream(moneyText(amountMinor, currency, true), upstream.name)}
      {refusedCount > 0 && words.ofWhichRefused(countText(refusedCount))}
    </PlaceLink>
  ));
}

/** Available stands beside the balance only where the two differ (BEHAVIOUR 2.5). */
function Balance({ balance: { ledgerMinor, availableMinor, currency } }: { readonly balance: CreditBalance }) {
  return (
    <Group gap="sm" align="baseline">
      <Money amountMinor={ledgerMinor} currency={currency} emphasis="large" />
      {availableMinor !== ledgerMinor && (
        <Text size="sm" c="dimmed">
          <Money amountMinor={availableMinor} currency={currency} emphasis="strong" /> {words.available}
        </Text>
      )}
    </Group>
  );
}

interface NeverHadCreditProps {
  readonly currency: string;
  readonly hasOthers: boolean;
}

/** No credit is not a credit of 0 (BEHAVIOUR 2.3), so no figure stands for it. */
function NeverHadCredit({ currency, hasOthers }: NeverHadCreditProps) {
  return (
    <>
      <Text size="xl" fw={600}>
        {hasOthers ? words.neverHadCreditIn(currency) : words.neverHadCredit}
      </Text>
      {!hasOthers && (
        <Text size="xs" c="dimmed" maw="16rem" style={{ textWrap: "balance" }}>
          {words.neverHadCreditHint}
        </Text>
      )}
    </>
  );
}
