import { Anchor, Table, Text } from "@mantine/core";
import { monthEnd, monthStart, type DaySpan } from "../../../shared/calendar.ts";
import type { ReactNode } from "react";
import { FigureColumns, MoneyFigure } from "../../components/money-figure.tsx";
import { ScrollBox } from "../../components/scroll-box.tsx";
import { operatorLocale } from "../../foundation/locale.ts";
import classes from "./reports.module.css";
import { reportsText as words } from "./reports-text.ts";

/** What every row of a report has. */
export interface ReportRow {
  readonly currency: string;
}

export interface TableColumn<Row> {
  readonly title: string;
  readonly isFigure?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface ReportTableProps<Row extends ReportRow> {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string;
  /** What stands where there are no rows. */
  readonly empty: string;
  /** The one currency that all rows are in: it is said once, beside the title of the first column. */
  readonly currency?: string;
}

/** Rows of a report. The first column names the row. */
export function ReportTable<Row extends ReportRow>(props: ReportTableProps<Row>) {
  const { label, columns, rows, keyOf, empty, currency } = props;
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed" py={6}>
        {empty}
      </Text>
    );
  }
  const [head, ...others] = columns;
  return (
    <ScrollBox label={label} size="large">
      <Table verticalSpacing={4} horizontalSpacing="xs" className={`tabular ${classes.table ?? ""}`} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title, isFigure }, index) => (
              <Table.Th key={title} scope="col" {...(isFigure && { ta: "end", w: 1 })}>
                {title}
                {index === 0 && currency !== undefined && <span className={classes.currency}>{currency}</span>}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <FigureColumns currencies={rows.map((row) => row.currency)} isCurrencyTold={currency !== undefined}>
            {rows.map((row, index) => (
              <Table.Tr key={keyOf(row, index)}>
                <Table.Th scope="row" fw={400}>
                  {head?.cell(row)}
                </Table.Th>
                {others.map(({ title, isFigure, cell }) => (
                  <Table.Td key={title} ta={isFigure ? "end" : undefined}>
                    {cell(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </FigureColumns>
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

/** An amount of a column in which most rows may have none: blank where there is nothing. */
export function Sum({ amountMinor, currency }: { readonly amountMinor: number; readonly currency: string }) {
  return amountMinor === 0 ? null : <MoneyFigure amountMinor={amountMinor} currency={currency} />;
}

interface SumLinkProps {
  readonly amountMinor: number;
  readonly currency: string;
  /** Whether another column says which currency it is. */
  readonly isCurrencyTold?: boolean;
  /** What it is the sum of, said where it leads there. */
  readonly title: string;
  readonly onOpen: () => void;
}

/** A sum that leads to what it is made of. Nothing is made of nothing, and stays blank. */
export function SumLink({ amountMinor, title, onOpen, ...figure }: SumLinkProps) {
  if (amountMinor === 0) return null;
  return (
    <Anchor component="button" type="button" size="sm" title={title} onClick={onOpen}>
      <MoneyFigure amountMinor={amountMinor} {...figure} />
    </Anchor>
  );
}

const monthFormat = new Intl.DateTimeFormat(operatorLocale, {
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** The month in which an instant lies. */
export function nameOfMonth(atMs: number): string {
  return monthFormat.format(atMs);
}

/** A month by its name, and a part of one with its days. */
export function monthText({ fromOn, throughOn }: DaySpan): string {
  const name = nameOfMonth(Date.parse(fromOn));
  if (fromOn === monthStart(fromOn) && throughOn === monthEnd(throughOn)) return name;
  return words.partOfMonth(name, Number(fromOn.slice(8)), Number(throughOn.slice(8)));
}
