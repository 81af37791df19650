import { Table } from "@mantine/core";
import type { CopyView } from "../../../shared/contract/copies.ts";
import { countText } from "../../foundation/count-text.ts";
import { momentText } from "../../foundation/moment-text.ts";
import { backupsText as words } from "./backups-text.ts";
import { sizeText } from "../../foundation/size-text.ts";
import { ActionButton } from "../../components/action-button.tsx";

interface CopiesTableProps {
  readonly copies: readonly CopyView[];
  readonly timeZone: string;
  readonly onRestore: (copy: CopyView) => void;
}

/** The copies of a book, each with the way back to it. */
export function CopiesTable({ copies, timeZone, onRestore }: CopiesTableProps) {
  return (
    <Table verticalSpacing={6} className="tabular" aria-label={words.caption}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{words.made}</Table.Th>
          <Table.Th scope="col">{words.kind}</Table.Th>
          <Table.Th scope="col" ta="end">
            {words.entries}
          </Table.Th>
          <Table.Th scope="col" ta="end">
            {words.size}
          </Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {copies.map((copy) => {
          const made = momentText(copy.createdAtMs, timeZone);
          return (
            <Table.Tr key={copy.fileName} title={copy.fileName}>
              <Table.Th scope="row" fw={400} className="one-line">
                {made}
              </Table.Th>
              <Table.Td>
                {words.kinds[copy.kind]}
                {copy.isEncrypted && `, ${words.encrypted}`}
              </Table.Td>
              <Table.Td ta="end">{copy.entryCount === null ? "" : countText(copy.entryCount)}</Table.Td>
              <Table.Td ta="end" className="one-line">
                {sizeText(copy.sizeBytes)}
              </Table.Td>
              <Table.Td ta="end">
                <ActionButton
                  takes="book"
                  size="compact-xs"
                  variant="default"
                  aria-label={words.restoreNamed(made)}
                  onClick={() => onRestore(copy)}
                >
                  {words.restore}
                </ActionButton>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
