import { Button, Group, Table, Text } from "@mantine/core";
import type { Closing } from "../../../shared/contract/periods.ts";
import { countText } from "../../foundation/count-text.ts";
import { MomentText } from "../../components/date-text.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import classes from "./periods.module.css";
import { monthText } from "./month-text.ts";
import { periodsText as words } from "./periods-text.ts";
import { ActionButton } from "../../components/action-button.tsx";

export type ClosingAction = "pdf" | "json" | "reopen";

interface ClosingsTableProps {
  readonly closings: readonly Closing[];
  readonly closedThroughOn: string | null;
  readonly onAction: (action: ClosingAction, closing: Closing) => void;
}

/** Every closing, newest first; those that were reopened say by whom, why and when. */
export function ClosingsTable({ closings, closedThroughOn, onAction }: ClosingsTableProps) {
  return (
    <Table.ScrollContainer minWidth={680} type="native">
      <Table verticalSpacing={6} className="tabular" aria-label={words.caption}>
        <Table.Thead>
          <Table.Tr>
            {[words.month, words.closed, words.by].map((heading) => (
              <Table.Th key={heading} scope="col">
                {heading}
              </Table.Th>
            ))}
            <Table.Th scope="col" ta="end">
              {words.lastEntry}
            </Table.Th>
            <Table.Th scope="col">{words.state}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {closings.map((closing) => {
            const { sequence, month, throughOn, atMs, operator, headSequence, reopened } = closing;
            const name = monthText(month);
            const isLast = reopened === null && throughOn === closedThroughOn;
            return (
              <Table.Tr key={sequence}>
                <Table.Th scope="row" className={classes.oneLine}>
                  {name}
                </Table.Th>
                <Table.Td className={classes.oneLine}>
                  <MomentText atMs={atMs} />
                </Table.Td>
                <Table.Td className={classes.words}>{operator}</Table.Td>
                <Table.Td ta="end">{countText(headSequence)}</Table.Td>
                <Table.Td className={classes.words}>
                  {reopened === null ? (
                    <StateMark word={words.standing} tone="fine" />
                  ) : (
                    <>
                      <StateMark word={words.reopened} tone="over" />
                      <Text size="xs" c="dimmed">
                        {words.reopenedBy(reopened.operator, reopened.reason)}
                      </Text>
                      <Text size="xs" c="dimmed">
                        <MomentText atMs={reopened.atMs} />
                      </Text>
                    </>
                  )}
                </Table.Td>
                <Table.Td>
                  {reopened === null && (
                    <Group gap="xs" wrap="nowrap" justify="flex-end">
                      <RowButton label={words.savePdfOf(name)} onClick={() => onAction("pdf", closing)}>
                        {words.savePdf}
                      </RowButton>
                      <RowButton label={words.saveJsonOf(name)} onClick={() => onAction("json", closing)}>
                        {words.saveJson}
                      </RowButton>
                      {isLast && (
                        <ActionButton
                          takes="book"
                          size="compact-xs"
                          variant="default"
                          aria-label={words.reopenNamed(name)}
                          onClick={() => onAction("reopen", closing)}
                        >
                          {words.reopen}
                        </ActionButton>
                      )}
                    </Group>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface RowButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: string;
}

function RowButton({ label, onClick, children }: RowButtonProps) {
  return (
    <Button size="compact-xs" variant="default" aria-label={label} onClick={onClick}>
      {children}
    </Button>
  );
}
