import { Stack, Table, Text } from "@mantine/core";
import type { BatchRow, BatchRowReading } from "../../../shared/contract/batches.ts";
import { DateText, MomentText } from "../../components/date-text.tsx";
import { ExportButton, type ExportedList } from "../../components/export-button.tsx";
import { FigureColumns, MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { ScrollBox } from "../../components/scroll-box.tsx";
import { Section } from "../../components/section.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useReasonName } from "../../foundation/reason-names.ts";
import { batchesText } from "./batches-text.ts";
import { toldText } from "../../foundation/refusal-text.ts";

/** A row of a batch, or of a file that is only looked at. */
type ListedRow = BatchRowReading & Partial<Pick<BatchRow, "entryId" | "state" | "repeats">>;

interface BatchRowsProps {
  readonly title: string;
  readonly label: string;
  readonly rows: readonly ListedRow[];
  /** Said where not all rows are there. */
  readonly note?: string;
  /** All of them, as they are exported; left out where they are not kept in the book. */
  readonly exported?: ExportedList;
}

const words = batchesText;

/** Rows of a file with what each does, or all that is wrong with it. */
export function BatchRows({ title, label, rows, note, exported }: BatchRowsProps) {
  const reasonName = useReasonName();
  const namesDays = rows.some(({ countsOn }) => countsOn !== null);
  const hasExpiry = rows.some(({ expiresOn }) => expiresOn !== null);
  const hasNotes = rows.some((row) => row.note !== null && row.note !== "");
  return (
    <Section title={title} action={exported && <ExportButton of={exported} />}>
      {note !== undefined && (
        <Text size="sm" py={4}>
          {note}
        </Text>
      )}
      <ScrollBox label={label} size="large">
        <Table verticalSpacing={4} stickyHeader className="tabular">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" ta="end">
                {words.line}
              </Table.Th>
              <Table.Th scope="col">{words.fields.account}</Table.Th>
              <Table.Th scope="col" ta="end">
                {words.fields.amount}
              </Table.Th>
              <Table.Th scope="col">{words.fields.reason}</Table.Th>
              {namesDays && <Table.Th scope="col">{words.fields.countsOn}</Table.Th>}
              {hasExpiry && <Table.Th scope="col">{words.fields.expiresOn}</Table.Th>}
              {hasNotes && <Table.Th scope="col">{words.fields.note}</Table.Th>}
              <Table.Th scope="col">{words.problem}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <FigureColumns currencies={rows.flatMap(({ currency }) => currency ?? [])}>
              {rows.map((row) => (
                <Table.Tr key={row.lineNumber}>
                  <Table.Td ta="end">{countText(row.lineNumber)}</Table.Td>
                  <Table.Td>
                    <Text size="sm" miw={160} className="free-text">
                      {row.accountName ?? row.accountText}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="end">
                    <Amount row={row} />
                  </Table.Td>
                  <Table.Td>{reasonName(row.reasonCode)}</Table.Td>
                  {namesDays && <Table.Td>{row.countsOn !== null && <DateText on={row.countsOn} />}</Table.Td>}
                  {hasExpiry && <Table.Td>{row.expiresOn !== null && <DateText on={row.expiresOn} />}</Table.Td>}
                  {hasNotes && <Table.Td className="free-text">{row.note}</Table.Td>}
                  <Table.Td className="free-text">
                    <Verdict row={row} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </FigureColumns>
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Section>
  );
}

function Amount({ row }: { readonly row: ListedRow }) {
  const { amountMinor, currency, amountText, entryId = null } = row;
  if (amountMinor === null || currency === null) return amountText;
  const money = <MoneyFigure amountMinor={amountMinor} currency={currency} showsPlus />;
  if (entryId === null) return money;
  return (
    <PlaceLink size="sm" to={{ screen: "entry", entryId }}>
      {money}
    </PlaceLink>
  );
}

/** All that is wrong with a row, or that it was applied before. */
function Verdict({ row }: { readonly row: ListedRow }) {
  const { state, repeats = null } = row;
  return (
    <Stack gap={2}>
      {state === "repeated" && repeats !== null && (
        <Text size="sm">
          {words.repeats(countText(repeats.lineNumber))}{" "}
          <PlaceLink size="sm" underline="always" to={{ screen: "batch", batchId: repeats.batchId }}>
            {repeats.name}
          </PlaceLink>{" "}
          {words.repeatsOn} <MomentText atMs={repeats.appliedAtMs} />
        </Text>
      )}
      {row.problems.map((problem) => (
        <Text key={`${problem.field} ${problem.message}`} size="sm">
          {problem.field !== null && <b>{words.fields[problem.field]}: </b>}
          {toldText(problem)}
        </Text>
      ))}
    </Stack>
  );
}
