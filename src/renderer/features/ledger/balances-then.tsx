import { Skeleton, Text } from "@mantine/core";
import type { PastBalance } from "../../../shared/contract/ledger.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { dateText } from "../../foundation/day-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Money, useMoneyText } from "../../components/money.tsx";
import { useAnnouncement } from "../../components/use-announcement.ts";
import classes from "./balances-then.module.css";
import type { AsOfMoment } from "./ledger-filters.ts";
import { ledgerText } from "./ledger-text.ts";

const words = ledgerText.asOf;

interface BalancesThenProps extends AsOfMoment {
  /** Whose; null for the book's. */
  readonly accountId: string | null;
}

/** The balances of a day, above the entries that made them (BEHAVIOUR 11.4). */
export function BalancesThen({ accountId, on, by }: BalancesThenProps) {
  const answer = useEngineQuery("ledger.balancesAsOf", { accountId, on, by });
  if (answer.error) return <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton h={20} w={240} />;
  const date = dateText(on);
  const title = accountId === null ? words.bookBalance(date) : words.balance(date);
  return <Balances title={title} basis={words.bases[by]} balances={answer.data.balances} />;
}

interface BalancesProps {
  readonly title: string;
  readonly basis: string;
  readonly balances: readonly PastBalance[];
}

function Balances({ title, basis, balances }: BalancesProps) {
  const moneyText = useMoneyText();
  const amounts = balances.map(({ currency, ledgerMinor }) => moneyText(ledgerMinor, currency));
  useAnnouncement(words.spoken(title, basis, amounts));
  return (
    <dl className={classes.balances}>
      <dt>
        <Text span size="sm" c="dimmed">
          {title}
        </Text>
      </dt>
      {balances.map(({ currency, ledgerMinor }) => (
        <dd key={currency}>
          <Money amountMinor={ledgerMinor} currency={currency} emphasis="strong" />
        </dd>
      ))}
      {balances.length === 0 && (
        <dd>
          <Text span size="sm">
            {words.none}
          </Text>
        </dd>
      )}
    </dl>
  );
}
