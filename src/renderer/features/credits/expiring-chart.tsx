import { Table } from "@mantine/core";
import type { CreditBlockView } from "../../../shared/contract/credits.ts";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { operatorLocale } from "../../foundation/locale.ts";
import { creditsText } from "./credits-text.ts";
import classes from "./expiring-chart.module.css";
import { expiringMonths } from "./expiring-credit.ts";

const words = creditsText.expiring;

const monthName = new Intl.DateTimeFormat(operatorLocale, { month: "short", year: "numeric", timeZone: "UTC" });

/** When credit will expire and how much of it: a table whose bars are the picture, so that everybody is told the same. */
export function ExpiringChart({ blocks }: { readonly blocks: readonly CreditBlockView[] }) {
  const byCurrency = expiringMonths(blocks);
  return [...byCurrency].map(([currency, months]) => (
    <Table key={currency} className={`tabular ${classes.table}`} verticalSpacing={2} withRowBorders={false}>
      <Table.Caption className={classes.caption}>{words.title(currency)}</Table.Caption>
      <Table.Thead className="visually-hidden">
        <Table.Tr>
          <Table.Th scope="col">{words.month}</Table.Th>
          <Table.Th scope="col">{words.amount}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {months.map(({ month, amountMinor, share }) => (
          <Table.Tr key={month}>
            <Table.Th scope="row" fw={400} className={classes.month}>
              {monthName.format(new Date(`${month}-01T00:00:00Z`))}
            </Table.Th>
            <Table.Td>
              <span className={classes.line}>
                <span aria-hidden="true" className={classes.bar} style={{ width: `${Math.max(1, 60 * share)}%` }} />
                <MoneyFigure amountMinor={amountMinor} currency={currency} isCurrencyTold />
              </span>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  ));
}
