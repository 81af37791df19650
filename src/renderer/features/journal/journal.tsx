import { Button, Group, Skeleton, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { JournalRule } from "../../../shared/contract/journal.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Section } from "../../components/section.tsx";
import { AccountDialog } from "./account-dialog.tsx";
import { JournalExportDialog } from "./journal-export-dialog.tsx";
import { journalText as words } from "./journal-text.ts";
import { postedText } from "./posted-text.ts";
import { ActionButton } from "../../components/action-button.tsx";

/** The accounts that the book posts to, and the way to the journal itself. */
export function Journal() {
  const chart = useEngineQuery("journal.accounts", {});
  const [editing, setEditing] = useState<JournalRule | "new" | null>(null);
  const [isExporting, setExporting] = useState(false);
  const rules = chart.data?.rules ?? [];
  const shown = rules.filter(({ isOfRole }) => !isOfRole);
  const isEveryOneShown = shown.length === rules.length;
  return (
    <Section
      title={words.title}
      action={
        <Group gap="xs">
          <ActionButton
            takes="book"
            size="compact-sm"
            variant="default"
            disabled={isEveryOneShown}
            onClick={() => setEditing("new")}
          >
            {words.add}
          </ActionButton>
          <Button size="compact-sm" onClick={() => setExporting(true)}>
            {words.exportIt}
          </Button>
        </Group>
      }
    >
      <Text size="sm" c="dimmed" py="xs" maw="46rem">
        {words.explain}
      </Text>
      {chart.isPending && <Skeleton h={240} />}
      {chart.error && <ErrorNotice error={chart.error} onRetry={() => void chart.refetch()} />}
      {shown.length > 0 && (
        <Table verticalSpacing={6} className="tabular" aria-label={words.caption}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.posted}</Table.Th>
              <Table.Th scope="col">{words.account}</Table.Th>
              <Table.Th scope="col">{words.type}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((rule) => (
              <Table.Tr key={`${rule.role} ${rule.subject}`}>
                <Table.Th scope="row" fw={rule.subject === "" ? 500 : 400}>
                  {postedText(rule)}
                </Table.Th>
                <Table.Td>
                  {rule.account.number} {rule.account.name}
                </Table.Td>
                <Table.Td>{words.types[rule.account.type]}</Table.Td>
                <Table.Td ta="end">
                  <ActionButton
                    takes="book"
                    size="compact-sm"
                    variant="subtle"
                    aria-label={words.changeOf(postedText(rule))}
                    onClick={() => setEditing(rule)}
                  >
                    {words.change}
                  </ActionButton>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {editing !== null && (
        <AccountDialog
          rule={editing === "new" ? null : editing}
          withoutOwn={rules.filter(({ isOfRole }) => isOfRole)}
          onClose={() => setEditing(null)}
        />
      )}
      {isExporting && <JournalExportDialog onClose={() => setExporting(false)} />}
    </Section>
  );
}
