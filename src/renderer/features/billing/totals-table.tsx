import { Group, Table, Text } from "@mantine/core";
import type { BillingProgressTotals } from "../../../shared/contract/billing.ts";
import type { RunInvoices } from "../../foundation/router.ts";
import { figureText } from "../../components/figure-text.ts";
import { FigureColumns, MoneyFigure } from "../../components/money-figure.tsx";
import { Money } from "../../components/money.tsx";
import { MoneyParts, type MoneyPart } from "../../components/money-parts.tsx";
import { NoValue } from "../../components/no-value.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { billingText } from "./billing-text.ts";
import { countText } from "../../foundation/count-text.ts";

interface TotalsTableProps {
  readonly caption: string;
  readonly totals: readonly BillingProgressTotals[];
  /** `planned` for what a run would do, `done` for what it did. */
  readonly tense: "planned" | "done";
  /** The run whose sums they are: each of them then leads to its invoices. */
  readonly runId?: string;
}

/** A sum of a run, and the invoices that it is the sum of; the words beside it say that nothing is missing. */
interface Sum {
  readonly heading: string;
  readonly invoices: RunInvoices;
  readonly amountMinorOf: (total: BillingProgressTotals) => number;
}

const words = billingText.totals;

const plannedSums: readonly Sum[] = [
  { heading: words.invoiced, invoices: "all", amountMinorOf: (total) => total.invoicedMinor },
  { heading: words.creditToBeUsed, invoices: "by_credit", amountMinorOf: (total) => total.creditAppliedMinor },
  { heading: words.toBeCarried, invoices: "carried", amountMinorOf: (total) => total.carriedMinor },
  { heading: words.toBeCharged, invoices: "all", amountMinorOf: (total) => total.dueMinor },
];

/** Invoiced is the sum of the others (BEHAVIOUR 10.3). */
const doneSums: readonly Sum[] = [
  { heading: words.invoiced, invoices: "all", amountMinorOf: (total) => total.invoicedMinor },
  { heading: words.creditUsed, invoices: "by_credit", amountMinorOf: (total) => total.creditAppliedMinor },
  { heading: words.collected, invoices: "collected", amountMinorOf: (total) => total.collectedMinor ?? 0 },
  { heading: words.failed, invoices: "failed", amountMinorOf: (total) => total.failedMinor ?? 0 },
  { heading: words.open, invoices: "open", amountMinorOf: (total) => total.openMinor ?? 0 },
  { heading: words.carried, invoices: "carried", amountMinorOf: (total) => total.carriedMinor },
];

/** What becomes of what is invoiced, as a picture of each currency; the table below it says the same. */
function partsOf(total: BillingProgressTotals, tense: "planned" | "done"): readonly MoneyPart[] {
  const carried = { label: tense === "planned" ? words.toBeCarried : words.carried, dress: "carried" } as const;
  if (tense === "planned") {
    return [
      { label: words.creditToBeUsed, amountMinor: total.creditAppliedMinor, dress: "credit" },
      { label: words.toBeCharged, amountMinor: total.dueMinor, dress: "charged" },
      { ...carried, amountMinor: total.carriedMinor },
    ];
  }
  return [
    { label: words.creditUsed, amountMinor: total.creditAppliedMinor, dress: "credit" },
    { label: words.collected, amountMinor: total.collectedMinor ?? 0, dress: "charged" },
    { label: words.open, amountMinor: total.openMinor ?? 0, dress: "open" },
    { label: words.failed, amountMinor: total.failedMinor ?? 0, dress: "failed" },
    { ...carried, amountMinor: total.carriedMinor },
  ];
}

/**
 * What a run is about, large and by currency: what it will charge, or what it invoiced. Below it where that goes, for each currency in
 * which it goes to more than one place.
 */
export function RunPicture({ totals, tense }: Pick<TotalsTableProps, "totals" | "tense">) {
  if (totals.length === 0) return null;
  const isPlanned = tense === "planned";
  const isCoded = totals.length > 1;
  return (
    <>
      <div>
        <Text size="xs" fw={600} c="dimmed">
          {isPlanned ? words.toBeCharged : words.invoiced}
        </Text>
        <Group gap="0 var(--mantine-spacing-xl)">
          {totals.map(({ currency, dueMinor, invoicedMinor }) => (
            <Money
              key={currency}
              amountMinor={isPlanned ? dueMinor : invoicedMinor}
              currency={currency}
              emphasis="large"
              isCoded={isCoded}
            />
          ))}
        </Group>
      </div>
      {totals.map((total) => {
        const parts = partsOf(total, tense).filter(({ amountMinor }) => amountMinor > 0);
        return parts.length < 2 ? null : (
          <MoneyParts
            key={total.currency}
            label={words.pictureOf(total.currency)}
            currency={total.currency}
            parts={parts}
            isCoded={isCoded}
          />
        );
      })}
    </>
  );
}

/** Sums by currency, side by side and never added up (BEHAVIOUR 1.7). */
export function TotalsTable({ caption, totals, tense, runId }: TotalsTableProps) {
  const sums = tense === "planned" ? plannedSums : doneSums;
  return (
    <Table.ScrollContainer minWidth={tense === "planned" ? 520 : 720} maw={960} type="native">
      <Table verticalSpacing={6} className="tabular" captionSide="top">
        <Table.Caption ta="start">{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.currency}</Table.Th>
            <Table.Th scope="col" ta="end">
              {words.invoices}
            </Table.Th>
            {sums.map(({ heading }) => (
              <Table.Th key={heading} scope="col" ta="end">
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <FigureColumns currencies={totals.map(({ currency }) => currency)}>
            {totals.map((total) => (
              <Table.Tr key={total.currency}>
                <Table.Th scope="row">{total.currency}</Table.Th>
                <Table.Td ta="end">{countText(total.invoiceCount)}</Table.Td>
                {sums.map((sum) => (
                  <Table.Td key={sum.heading} ta="end">
                    <SumOf sum={sum} total={total} runId={runId} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </FigureColumns>
          {totals.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={sums.length + 2}>{words.none}</Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface SumOfProps {
  readonly sum: Sum;
  readonly total: BillingProgressTotals;
  readonly runId: string | undefined;
}

function SumOf({ sum: { heading, invoices, amountMinorOf }, total, runId }: SumOfProps) {
  const { currency } = total;
  const amountMinor = amountMinorOf(total);
  const money = <MoneyFigure amountMinor={amountMinor} currency={currency} isCurrencyTold />;
  // That nothing is charged is said; that nothing failed is no news.
  if (amountMinor === 0 && invoices !== "all") return <NoValue meaning={figureText(0, currency)} />;
  if (runId === undefined || amountMinor === 0) return money;
  return (
    <PlaceLink size="sm" to={{ screen: "run", runId, invoices }} title={words.invoicesOf(heading)}>
      {money}
    </PlaceLink>
  );
}

/** What a job under way came to so far; nothing before its first batch. */
export function TotalsSoFar({ totals, tense }: Omit<TotalsTableProps, "caption" | "runId">) {
  return totals.length === 0 ? null : <TotalsTable caption={billingText.soFar} totals={totals} tense={tense} />;
}
