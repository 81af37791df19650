import "@mantine/charts/styles.css";
import { AreaChart } from "@mantine/charts";
import { Select, Skeleton, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { useBook } from "../../foundation/book.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { DateText, dateText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Money, useMoneyText } from "../../components/money.tsx";
import { Section } from "../../components/section.tsx";
import { accountsText } from "./accounts-text.ts";
import classes from "./balance-history.module.css";
import { pointsThrough, type BalancePoint } from "./balance-points.ts";

const words = accountsText.history;
const chartHeight = 200;

/** The balance at the end of each day on which it changed, as a chart and, for those who read, as a table. */
export function BalanceHistory({ account }: { readonly account: AccountView }) {
  const currencies = [...new Set([account.currency, ...account.balances.map(({ currency }) => currency)])];
  const [currency, setCurrency] = useState(account.currency);
  const history = useEngineQuery(
    "accounts.balanceHistory",
    { accountId: account.id, currency },
    { keepsPrevious: true },
  );
  const points = history.data?.points;
  return (
    <Section
      title={words.title}
      action={
        currencies.length > 1 && (
          <Select
            size="xs"
            w={88}
            aria-label={words.currency}
            data={currencies}
            value={currency}
            onChange={(value) => value !== null && setCurrency(value)}
            allowDeselect={false}
          />
        )
      }
    >
      <div className={classes.body}>
        {history.error && <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />}
        {!points && !history.error && <Skeleton h={chartHeight} />}
        {points?.length === 0 && (
          <Text size="sm" c="dimmed">
            {words.none}
          </Text>
        )}
        {points && points.length > 0 && <History points={points} currency={currency} />}
      </div>
    </Section>
  );
}

interface HistoryProps {
  readonly points: readonly BalancePoint[];
  readonly currency: string;
}

function History({ points, currency }: HistoryProps) {
  const { today } = useBook();
  const line = pointsThrough(today, points);
  if (line.length < 2) return <HistoryTable points={points} currency={currency} />;
  return (
    <>
      {/* The table below it says the same to those who do not see the chart. */}
      <div aria-hidden="true">
        <HistoryChart points={line} currency={currency} />
      </div>
      <details className={classes.table}>
        <summary>
          <Text span size="sm">
            {words.showTable}
          </Text>
        </summary>
        <HistoryTable points={points} currency={currency} />
      </details>
    </>
  );
}

function HistoryChart({ points, currency }: HistoryProps) {
  const moneyText = useMoneyText();
  return (
    <AreaChart
      h={chartHeight}
      data={points.map(({ on, balanceMinor }) => ({ dayMs: Date.parse(on), balanceMinor }))}
      dataKey="dayMs"
      series={[{ name: "balanceMinor", label: words.series, color: "accent.5" }]}
      curveType="stepAfter"
      withDots={false}
      withGradient={false}
      fillOpacity={0.12}
      strokeWidth={2}
      valueFormatter={(amountMinor) => moneyText(amountMinor, currency)}
      tooltipProps={{ labelFormatter: (dayMs: unknown) => (typeof dayMs === "number" ? dayText(dayMs) : "") }}
      yAxisProps={{ width: 96 }}
      xAxisProps={{
        type: "number",
        scale: "time",
        domain: ["dataMin", "dataMax"],
        minTickGap: 48,
        tickFormatter: dayText,
      }}
      areaProps={{ isAnimationActive: false }}
      areaChartProps={{ accessibilityLayer: false }}
    />
  );
}

function dayText(dayMs: number): string {
  return dateText(new Date(dayMs).toISOString().slice(0, 10));
}

function HistoryTable({ points, currency }: HistoryProps) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{words.day}</Table.Th>
          <Table.Th scope="col" ta="right">
            {words.balance}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {points.toReversed().map(({ on, balanceMinor }) => (
          <Table.Tr key={on}>
            <Table.Th scope="row" fw={400}>
              <DateText on={on} />
            </Table.Th>
            <Table.Td ta="right">
              <Money amountMinor={balanceMinor} currency={currency} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
