import { Group, SegmentedControl, Skeleton, Stack } from "@mantine/core";
import { useState } from "react";
import type { MethodInput } from "../../../shared/contract/index.ts";
import type { AsOfBasis, LedgerRow } from "../../../shared/contract/ledger.ts";
import type { RollForwardRow } from "../../../shared/contract/reports.ts";
import { rollForwardMovements, type RollForwardMovement } from "../../../shared/report-columns.ts";
import { rollForwardTerms, type RollForwardTerm } from "../../../shared/roll-forward.ts";
import { dateText } from "../../foundation/day-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useMoneyText } from "../../components/money.tsx";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { callEngine, useEngineQuery } from "../../foundation/engine.ts";
import { countText } from "../../foundation/count-text.ts";
import { reasonText } from "../../foundation/reason-names.ts";
import { ledgerText } from "../ledger/ledger-text.ts";
import { entryColumns } from "./entry-columns.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { MadeOf, PagedRows } from "./made-of.tsx";
import { MonthChart } from "./month-chart.tsx";
import { ReportCurrency, useReportCurrency } from "./report-currency.tsx";
import { PeriodBar, useReportPeriod } from "./report-period.tsx";
import { SumLink, monthText, ReportTable, type TableColumn } from "./report-table.tsx";
import { reportsText as words } from "./reports-text.ts";
import { useRowPages } from "./use-report-rows.ts";

type LedgerFilters = NonNullable<MethodInput<"ledger.list">["filters"]>;
type View = keyof typeof words.view & ("months" | "movements");

/** A sum of the report, by its words and by the entries that it is the sum of. */
interface ChosenSum {
  readonly title: string;
  readonly filters: LedgerFilters;
}

const bases = (["effective", "recorded"] as const).map((value) => ({
  value,
  label: words.bases[value],
}));
const views = (["months", "movements"] as const).map((value) => ({
  value,
  label: words.view[value],
}));
const terms = Object.keys(rollForwardTerms) as RollForwardTerm[];

/** How the credit that is owed came from one balance to the next, by month, with its chart (BEHAVIOUR 11.5). */
export function RollForwardReport() {
  const reach = useReportPeriod("roll-forward", { monthsBack: 11 });
  const [by, setBy] = useState<AsOfBasis>("effective");
  const [view, setView] = useState<View>("months");
  const [chosen, setChosen] = useState<ChosenSum | null>(null);
  const { fromOn, throughOn } = reach.period;
  const input = { fromOn, throughOn, by };
  const report = useEngineQuery("reports.creditRollForward", input, {
    isEnabled: !reach.isCrossed,
    keepsPrevious: true,
  });
  const money = useReportCurrency(report.data?.rows);
  const rows = report.data?.rows.filter(({ currency }) => currency === money.currency);
  const movements = rollForwardMovements(rows ?? []);
  return (
    <Stack gap="md">
      <PeriodBar {...reach}>
        <SegmentedControl<AsOfBasis> size="xs" aria-label={words.by} data={bases} value={by} onChange={setBy} />
        <ReportCurrency {...money} />
      </PeriodBar>
      {report.error && <ErrorNotice error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && !reach.isCrossed && <Skeleton h={220} />}
      {rows && rows.length > 0 && <RollForwardChart rows={rows} />}
      <Group justify="space-between" gap="sm">
        <SegmentedControl<View> size="xs" aria-label={words.view.label} data={views} value={view} onChange={setView} />
        {view === "months" ? (
          <ExportButton size="xs" of={{ list: "report_roll_forward", ...input }} />
        ) : (
          <ExportButton size="xs" of={{ list: "report_credit_movements", ...input }} />
        )}
      </Group>
      {rows && view === "months" && (
        <ReportTable
          label={words.tabs["roll-forward"]}
          columns={monthColumns(by, setChosen)}
          rows={rows.toReversed()}
          keyOf={({ fromOn: on }) => on}
          empty={words.none}
          currency={money.currency}
        />
      )}
      {rows && view === "movements" && (
        <ReportTable
          label={words.view.movements}
          columns={movementTableColumns(by, setChosen)}
          rows={movements.toReversed()}
          keyOf={(movement) => `${movement.fromOn} ${movement.sourceType} ${movement.reasonCode}`}
          empty={words.none}
          currency={money.currency}
        />
      )}
      {chosen && <Entries {...chosen} onClose={() => setChosen(null)} />}
    </Stack>
  );
}

/** The entries of a month, by either of their dates. */
function entriesOf(
  { currency, fromOn, throughOn }: Pick<RollForwardRow, "currency" | "fromOn" | "throughOn">,
  by: AsOfBasis,
): LedgerFilters {
  return by === "effective"
    ? { currency, fromOn, throughOn }
    : { currency, recordedFromOn: fromOn, recordedThroughOn: throughOn };
}

function monthColumns(by: AsOfBasis, choose: (sum: ChosenSum) => void): TableColumn<RollForwardRow>[] {
  const balance = (title: string, amountOf: (row: RollForwardRow) => number): TableColumn<RollForwardRow> => ({
    title,
    isFigure: true,
    cell: (row) => <MoneyFigure amountMinor={amountOf(row)} currency={row.currency} />,
  });
  return [
    { title: words.month, cell: monthText },
    balance(words.columns.opening, ({ openingMinor }) => openingMinor),
    ...terms.map((term): TableColumn<RollForwardRow> => ({
      title: words.terms[term],
      isFigure: true,
      cell: (row) => {
        const title = `${words.terms[term]}, ${monthText(row)}`;
        const sourceTypes = [...rollForwardTerms[term]];
        return (
          <SumLink
            amountMinor={row[`${term}Minor`]}
            currency={row.currency}
            title={words.made(title)}
            onOpen={() => choose({ title, filters: { ...entriesOf(row, by), sourceTypes } })}
          />
        );
      },
    })),
    balance(words.columns.closing, ({ closingMinor }) => closingMinor),
  ];
}

function movementTableColumns(by: AsOfBasis, choose: (sum: ChosenSum) => void): TableColumn<RollForwardMovement>[] {
  return [
    { title: words.month, cell: monthText },
    { title: words.columns.source, cell: ({ sourceType }) => ledgerText.sources[sourceType] },
    { title: words.columns.reason, cell: ({ reasonName }) => reasonText(reasonName) },
    {
      title: words.columns.entries,
      isFigure: true,
      cell: ({ entryCount }) => countText(entryCount),
    },
    {
      title: words.columns.amount,
      isFigure: true,
      cell: (movement) => {
        const { sourceType, reasonCode, reasonName, amountMinor, currency } = movement;
        const what = ledgerText.sources[sourceType];
        const title = `${reasonName === null ? what : `${what}, ${reasonText(reasonName)}`}, ${monthText(movement)}`;
        const reason = reasonCode === null ? ({ withoutReason: true } as const) : { reasonCodes: [reasonCode] };
        return (
          <SumLink
            amountMinor={amountMinor}
            currency={currency}
            title={words.made(title)}
            onOpen={() =>
              choose({
                title,
                filters: { ...entriesOf(movement, by), sourceTypes: [sourceType], ...reason },
              })
            }
          />
        );
      },
    },
  ];
}

function Entries({ title, filters, onClose }: ChosenSum & { readonly onClose: () => void }) {
  const source = useRowPages<LedgerRow, number>("ledger.list", { filters, report: true }, async (after, limit) => {
    const page = await callEngine("ledger.list", { filters, beforeSequence: after, limit });
    return { rows: page.rows, next: page.nextBeforeSequence, total: page.total };
  });
  return (
    <MadeOf title={title} action={null} onClose={onClose}>
      <PagedRows label={title} source={source} columns={entryColumns} keyOf={({ id }) => id} empty={words.none} />
    </MadeOf>
  );
}

function RollForwardChart({ rows }: { readonly rows: readonly RollForwardRow[] }) {
  const moneyText = useMoneyText();
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return null;
  const { currency } = first;
  const amounts = (row: RollForwardRow) => terms.map((term) => row[`${term}Minor`]);
  const sumOf = (row: RollForwardRow, sign: 1 | -1) =>
    amounts(row).reduce((sum, amount) => (amount * sign > 0 ? sum + amount : sum), 0);
  const names = new Map(rows.map((row) => [Date.parse(row.fromOn), monthText(row)]));
  return (
    <MonthChart
      description={words.chart.describeRollForward(
        currency,
        dateText(first.fromOn),
        moneyText(first.openingMinor, currency),
        dateText(last.throughOn),
        moneyText(last.closingMinor, currency),
      )}
      currency={currency}
      data={rows.map((row) => ({
        monthMs: Date.parse(row.fromOn),
        came: sumOf(row, 1),
        went: sumOf(row, -1),
        closing: row.closingMinor,
      }))}
      series={[
        { name: "came", label: words.chart.came, type: "bar" },
        { name: "went", label: words.chart.went, type: "bar" },
        { name: "closing", label: words.chart.closing, type: "line" },
      ]}
      monthName={(monthMs) => names.get(monthMs) ?? ""}
    />
  );
}
