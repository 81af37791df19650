import { Skeleton, Stack, Table, Text } from "@mantine/core";
import { useEngineQuery } from "../../foundation/engine.ts";
import { MomentText } from "../../components/date-text.tsx";
import { dateText } from "../../foundation/day-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { FigureColumns, MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { billingText } from "./billing-text.ts";
import { countOrBlank, countText } from "../../foundation/count-text.ts";
import { RunState } from "./run-state.tsx";
import classes from "./tables.module.css";

const words = billingText.past;

/** Every run of the book with what it came to, newest first. */
export function PastRuns() {
  const runs = useEngineQuery("billing.runs", {});
  return (
    <Section
      title={words.title}
      action={runs.data && runs.data.runs.length > 0 && <ExportButton of={{ list: "billing_runs" }} />}
    >
      {runs.isPending && <Skeleton h={120} />}
      {runs.error && <ErrorNotice error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.data?.runs.length === 0 && (
        <Text size="sm" c="dimmed" py={6}>
          {words.empty}
        </Text>
      )}
      {runs.data && runs.data.runs.length > 0 && (
        <Table.ScrollContainer minWidth={720} type="native">
          <Table verticalSpacing={6} className={`tabular ${classes.runs}`} highlightOnHover aria-label={words.caption}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{words.through}</Table.Th>
                <Table.Th scope="col">{words.state}</Table.Th>
                <Table.Th scope="col">{words.started}</Table.Th>
                <Table.Th scope="col">{words.operator}</Table.Th>
                <Table.Th scope="col" ta="end">
                  {words.accounts}
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  {words.invoices}
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  {words.invoiced}
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  {words.problems}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              <FigureColumns
                currencies={runs.data.runs.flatMap(({ totals }) => totals.map(({ currency }) => currency))}
              >
                {runs.data.runs.map((run) => (
                  <Table.Tr key={run.id}>
                    <Table.Td className={classes.oneLine}>
                      <PlaceLink
                        size="sm"
                        to={{ screen: "run", runId: run.id }}
                        aria-label={words.open(dateText(run.throughOn))}
                      >
                        {dateText(run.throughOn)}
                      </PlaceLink>
                    </Table.Td>
                    <Table.Td>
                      <RunState state={run.state} />
                    </Table.Td>
                    <Table.Td className={classes.oneLine}>
                      <MomentText atMs={run.startedAtMs} />
                    </Table.Td>
                    <Table.Td className={classes.operator}>{run.operator}</Table.Td>
                    <Table.Td ta="end">
                      {run.accountsDone === run.accountsTotal
                        ? countText(run.accountsTotal)
                        : words.of(countText(run.accountsDone), countText(run.accountsTotal))}
                    </Table.Td>
                    <Table.Td ta="end">
                      {run.invoicesDone === run.invoicesTotal
                        ? countText(run.invoicesTotal)
                        : words.of(countText(run.invoicesDone), countText(run.invoicesTotal))}
                    </Table.Td>
                    <Table.Td ta="end">
                      <Stack gap={0}>
                        {run.totals.map(({ currency, invoicedMinor }) => (
                          <MoneyFigure key={currency} amountMinor={invoicedMinor} currency={currency} />
                        ))}
                      </Stack>
                    </Table.Td>
                    <Table.Td ta="end">{countOrBlank(run.problemCount)}</Table.Td>
                  </Table.Tr>
                ))}
              </FigureColumns>
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}
