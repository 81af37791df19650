import { Group, Stack, Text } from "@mantine/core";
import type { AccountView, CreditBalance } from "../../../shared/contract/accounts.ts";
import { Money } from "../../components/money.tsx";
import { accountsText } from "./accounts-text.ts";

/** The figure that an account is about: its credit in the billing currency, large, and what it has in others. */
export function BalanceFigure({ account }: { readonly account: AccountView }) {
  const own = account.balances.find(({ currency }) => currency === account.currency);
  const others = account.balances.filter((balance) => balance !== own);
  const { account: words } = accountsText;
  return (
    <Stack gap={0}>
      <Text size="xs" fw={600} c="dimmed">
        {words.balance}
      </Text>
      {own ? <Balance balance={own} /> : <NeverHadCredit currency={account.currency} hasOthers={others.length > 0} />}
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

/** Available stands beside the balance only where the two differ (BEHAVIOUR 2.5). */
function Balance({ balance: { ledgerMinor, availableMinor, currency } }: { readonly balance: CreditBalance }) {
  return (
    <Group gap="sm" align="baseline">
      <Money amountMinor={ledgerMinor} currency={currency} emphasis="large" />
      {availableMinor !== ledgerMinor && (
        <Text size="sm" c="dimmed">
          <Money amountMinor={availableMinor} currency={currency} emphasis="strong" /> {accountsText.account.available}
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
  const { account: words } = accountsText;
  return (
    <>
      <Text size="xl" fw={600}>
        {hasOthers ? words.neverHadCreditIn(currency) : words.neverHadCredit}
      </Text>
      {!hasOthers && (
        <Text size="xs" c="dimmed">
          {words.neverHadCreditHint}
        </Text>
      )}
    </>
  );
}
