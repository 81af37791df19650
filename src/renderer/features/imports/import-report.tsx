import { Alert, DataList, Group, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconClock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ImportReport } from "../../../shared/contract/account-import.ts";
import { FigureColumns, MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { countText } from "../../foundation/count-text.ts";
import { ScrollBox } from "../../components/scroll-box.tsx";
import { importFileKinds } from "../../../shared/import-file-kinds.ts";
import type { ImportMode } from "./import-draft.ts";
import { importsText } from "./imports-text.ts";
import { toldText } from "../../foundation/refusal-text.ts";

interface ImportReportViewProps {
  readonly report: ImportReport;
  readonly mode: ImportMode;
  /** What can be done next, as buttons. */
  readonly actions: ReactNode;
}

const words = importsText.report;

const looks: Readonly<Record<ImportReport["outcome"], { readonly color: string; readonly icon: typeof IconClock }>> = {
  checked: { color: "green", icon: IconCircleCheck },
  written: { color: "green", icon: IconCircleCheck },
  asked: { color: "yellow", icon: IconClock },
  rejected: { color: "red", icon: IconAlertTriangle },
};

/** What a check or an import came to: what the files hold, and every row that does not fit. */
export function ImportReportView({ report, mode, actions }: ImportReportViewProps) {
  const isGood = report.outcome !== "rejected";
  const { color, icon: Icon } = looks[report.outcome];
  return (
    <Stack gap="sm">
      <Alert color={color} icon={<Icon aria-hidden="true" />} title={titleOf(report, mode)}>
        <Stack gap="xs">
          <Text size="sm">{explanationOf(report, mode)}</Text>
          {isGood && <Contents report={report} />}
          {report.request && (
            <PlaceLink size="sm" to={{ screen: "approvals", tab: "mine", requestId: report.request.id }}>
              {words.openRequest(countText(report.request.number))}
            </PlaceLink>
          )}
          {report.outcome === "written" && (
            <Group gap="md">
              <PlaceLink size="sm" to={{ screen: "accounts" }}>
                {words.openAccounts}
              </PlaceLink>
              <PlaceLink size="sm" to={{ screen: "ledger" }}>
                {words.openLedger}
              </PlaceLink>
            </Group>
          )}
        </Stack>
      </Alert>
      <Group>{actions}</Group>
      {report.updates && report.updates.changes.length > 0 && <Changes updates={report.updates} />}
      {report.problemCount > 0 && <Problems report={report} />}
    </Stack>
  );
}

/** A check writes nothing in any case: what it finds is the news. */
function titleOf({ outcome, problemCount }: ImportReport, mode: ImportMode): string {
  if (outcome === "rejected" && mode === "check") return words.found(countText(problemCount));
  return importsText.outcomes[outcome];
}

function explanationOf({ outcome }: ImportReport, mode: ImportMode): string {
  if (outcome === "checked") return words.checked;
  if (outcome === "written") return words.written;
  if (outcome === "asked") return words.asked;
  return mode === "check" ? words.rejectedCheck : words.rejectedWrite;
}

function Contents({ report }: { readonly report: ImportReport }) {
  const kinds = importFileKinds.filter((kind) => (report.counts[kind] ?? 0) > 0);
  return (
    <DataList size="sm" gap={4} labelWidth={150} className="tabular">
      {kinds.map((kind) => (
        <DataList.Item key={kind}>
          <DataList.ItemLabel>{importsText.kinds[kind]}</DataList.ItemLabel>
          <DataList.ItemValue>{words.rows(countText(report.counts[kind] ?? 0))}</DataList.ItemValue>
        </DataList.Item>
      ))}
      {report.updates &&
        (
          [
            [words.newAccounts, report.updates.newCount],
            [words.changedAccounts, report.updates.changedCount],
            [words.unchangedAccounts, report.updates.unchangedCount],
          ] as const
        ).map(([label, count]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue>{countText(count)}</DataList.ItemValue>
          </DataList.Item>
        ))}
      {report.openingCredit.length > 0 && (
        <DataList.Item>
          <DataList.ItemLabel>{words.opening}</DataList.ItemLabel>
          <DataList.ItemValue>
            <Stack gap={0} w="fit-content">
              <FigureColumns currencies={report.openingCredit.map(({ currency }) => currency)}>
                {report.openingCredit.map(({ currency, amountMinor }) => (
                  <MoneyFigure key={currency} amountMinor={amountMinor} currency={currency} isStrong />
                ))}
              </FigureColumns>
            </Stack>
          </DataList.ItemValue>
        </DataList.Item>
      )}
    </DataList>
  );
}

function Changes({ updates }: { readonly updates: NonNullable<ImportReport["updates"]> }) {
  const { changes, changedCount } = updates;
  return (
    <Section title={words.changes(countText(changedCount))}>
      {changes.length < changedCount && (
        <Text size="sm" py={4}>
          {words.listedChanges(countText(changes.length), countText(changedCount))}
        </Text>
      )}
      <ScrollBox label={words.changesLabel} size="large">
        <Table verticalSpacing={6} stickyHeader className="tabular">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" ta="end">
                {words.line}
              </Table.Th>
              <Table.Th scope="col">{words.account}</Table.Th>
              <Table.Th scope="col">{words.column}</Table.Th>
              <Table.Th scope="col">{words.before}</Table.Th>
              <Table.Th scope="col">{words.after}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.flatMap(({ fileName, lineNumber, accountId, name, fields }) =>
              fields.map(({ column, before, after }) => (
                <Table.Tr key={`${fileName} ${lineNumber} ${column}`}>
                  <Table.Td ta="end">{countText(lineNumber)}</Table.Td>
                  <Table.Td className="free-text">
                    <PlaceLink size="sm" to={{ screen: "account", accountId, tab: "overview" }}>
                      {name}
                    </PlaceLink>
                  </Table.Td>
                  <Table.Td>{column}</Table.Td>
                  <Table.Td className="free-text">{before ?? words.nothing}</Table.Td>
                  <Table.Td className="free-text">{after ?? words.nothing}</Table.Td>
                </Table.Tr>
              )),
            )}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Section>
  );
}

function Problems({ report }: { readonly report: ImportReport }) {
  const listed = report.problems.length;
  return (
    <Section title={words.problems(countText(report.problemCount))}>
      {listed < report.problemCount && (
        <Text size="sm" py={4}>
          {words.listed(countText(listed), countText(report.problemCount))}
        </Text>
      )}
      <ScrollBox label={words.problemsLabel} size="large">
        <Table verticalSpacing={6} stickyHeader className="tabular">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.file}</Table.Th>
              <Table.Th scope="col" ta="end">
                {words.line}
              </Table.Th>
              <Table.Th scope="col">{words.column}</Table.Th>
              <Table.Th scope="col">{words.message}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.problems.map((problem, index) => (
              // A row's place in the report is all that tells two equal problems apart.
              <Table.Tr key={index}>
                <Table.Td className="free-text">{problem.fileName}</Table.Td>
                <Table.Td ta="end">
                  {problem.lineNumber === null ? words.wholeFile : countText(problem.lineNumber)}
                </Table.Td>
                <Table.Td>{problem.column}</Table.Td>
                <Table.Td className="free-text">{toldText(problem)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Section>
  );
}
