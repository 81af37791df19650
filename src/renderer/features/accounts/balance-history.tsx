import "@mantine/charts/styles.css";
import { AreaChart } from "@mantine/charts";
import { Skeleton, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import { useBook } from "../../foundation/book.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { DateText } from "../../components/date-text.tsx";
import { dateText } from "../../foundation/day-text.ts";
import { axisWidth } from "../../components/axis-width.ts";
import { Choice } from "../../components/choice.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useMoneyText } from "../../components/money.tsx";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { Section } from "../../components/section.tsx";
import { ledgerText } from "../ledger/ledger-text.ts";
import { accountsText } from "./accounts-text.ts";
import classes from "./balance-history.module.css";
import { markKinds, marksOf, type BalanceMark, type MarkKind } from "./balance-marks.ts";
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
  // Beside the line, and not waited for: what happened on its days, as far back as one page of the ledger goes.
  const entries = useEngineQuery(
    "ledger.list",
    { accountId: account.id, filters: { currency }, limit: 500 },
    { keepsPrevious: true },
  ).data?.rows;
  return (
    <Section
      title={words.title}
      action={
        currencies.length > 1 && (
          <Choice
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
        {points && points.length > 0 && (
          <History points={points} currency={currency} marks={marksOf(points, entries ?? noEntries)} />
        )}
      </div>
    </Section>
  );
}

const noEntries: readonly LedgerRow[] = [];

interface HistoryProps {
  readonly points: readonly BalancePoint[];
  readonly currency: string;
  readonly marks: ReadonlyMap<string, BalanceMark>;
}

function History({ points, currency, marks }: HistoryProps) {
  const { today } = useBook();
  const line = pointsThrough(today, points);
  if (line.length < 2) return <HistoryTable points={points} currency={currency} marks={marks} />;
  return (
    <>
      {/* The table below it says the same to those who do not see the chart. */}
      <div aria-hidden="true">
        <HistoryChart points={line} currency={currency} marks={marks} />
        <MarkLegend marks={marks} />
      </div>
      <details className={classes.table}>
        <summary>
          <Text span size="sm">
            {words.showTable}
          </Text>
        </summary>
        <HistoryTable points={points} currency={currency} marks={marks} />
      </details>
    </>
  );
}

function HistoryChart({ points, currency, marks }: HistoryProps) {
  const moneyText = useMoneyText();
  const markAt = ({ cx, cy, payload }: DotProps) => {
    const mark = marks.get(payload.on);
    return mark ? (
      <g key={payload.on} transform={`translate(${cx} ${cy})`}>
        <MarkShape kind={mark.kind} />
      </g>
    ) : (
      <g key={payload.on} />
    );
  };
  return (
    <AreaChart
      h={chartHeight}
      data={points.map(({ on, balanceMinor }) => ({ on, dayMs: Date.parse(on), balanceMinor }))}
      dataKey="dayMs"
      series={[{ name: "balanceMinor", label: words.series, color: "accent.5" }]}
      curveType="stepAfter"
      withGradient={false}
      fillOpacity={0.12}
      strokeWidth={2}
      valueFormatter={(amountMinor) => moneyText(amountMinor, currency)}
      tooltipProps={{
        labelFormatter: (dayMs: unknown) => (typeof dayMs === "number" ? labelOf(dayMs, marks) : ""),
      }}
      yAxisProps={{
        width: axisWidth(
          points.map(({ balanceMinor }) => balanceMinor),
          (amountMinor) => moneyText(amountMinor, currency),
        ),
      }}
      xAxisProps={{
        type: "number",
        scale: "time",
        domain: ["dataMin", "dataMax"],
        minTickGap: 48,
        tickFormatter: dayText,
      }}
      areaProps={{ isAnimationActive: false, dot: markAt as never }}
      // The highest label stands beside its line, and the mark of the last day is whole.
      areaChartProps={{ accessibilityLayer: false, margin: { top: 8, right: 6 } }}
    />
  );
}

/** What the chart's library passes to whoever draws a point. */
interface DotProps {
  readonly cx: number;
  readonly cy: number;
  readonly payload: BalancePoint;
}

/** A mark, around the middle of its point. Each kind has a form of its own. */
function MarkShape({ kind }: { readonly kind: MarkKind }) {
  return <path d={markPaths[kind]} className={classes.mark} data-kind={kind} />;
}

const markPaths: Readonly<Record<MarkKind, string>> = {
  added: "M0,-5 L5,4 L-5,4 Z",
  used: "M0,5 L5,-4 L-5,-4 Z",
  expired: "M-4,-4 L4,4 M-4,4 L4,-4",
  reversed: "M-4,-4 H4 V4 H-4 Z",
  several: "M0,-5 L5,0 L0,5 L-5,0 Z",
};

/** What the forms mean that stand in the chart. */
function MarkLegend({ marks }: Pick<HistoryProps, "marks">) {
  const present = new Set([...marks.values()].map(({ kind }) => kind));
  return (
    <div className={classes.legend}>
      {markKinds
        .filter((kind) => present.has(kind))
        .map((kind) => (
          <span key={kind}>
            <svg width="12" height="12" viewBox="-6 -6 12 12">
              <MarkShape kind={kind} />
            </svg>
            {words.marks[kind]}
          </span>
        ))}
    </div>
  );
}

function dayText(dayMs: number): string {
  return dateText(dayOf(dayMs));
}

function dayOf(dayMs: number): string {
  return new Date(dayMs).toISOString().slice(0, 10);
}

function labelOf(dayMs: number, marks: HistoryProps["marks"]): string {
  const happened = whatHappened(marks.get(dayOf(dayMs)));
  return happened === "" ? dayText(dayMs) : `${dayText(dayMs)} · ${happened}`;
}

/** What happened on a day, each kind of entry once. */
function whatHappened(mark: BalanceMark | undefined): string {
  return [...new Set(mark?.entries.map(({ sourceType }) => ledgerText.sources[sourceType]))].join(", ");
}

function HistoryTable({ points, currency, marks }: HistoryProps) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{words.day}</Table.Th>
          <Table.Th scope="col">{words.happened}</Table.Th>
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
            <Table.Td>{whatHappened(marks.get(on))}</Table.Td>
            <Table.Td ta="right">
              <MoneyFigure amountMinor={balanceMinor} currency={currency} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
