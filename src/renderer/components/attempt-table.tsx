import { Table, Text } from "@mantine/core";
import type { SendAttempt } from "../../shared/contract/attempts.ts";
import { countText } from "../foundation/count-text.ts";
import { toldText } from "../foundation/refusal-text.ts";
import { text } from "../foundation/text.ts";
import classes from "./attempt-table.module.css";
import { MomentText } from "./date-text.tsx";
import { NoValue } from "./no-value.tsx";

const words = text.components.attempts;

/** Every try to send something that is still known, oldest first. */
export function AttemptTable({ attempts }: { readonly attempts: readonly SendAttempt[] }) {
  if (attempts.length === 0) {
    return (
      <Text size="sm" c="dimmed" py="xs">
        {words.none}
      </Text>
    );
  }
  return (
    <Table verticalSpacing={4} className="tabular" aria-label={words.caption}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{words.at}</Table.Th>
          <Table.Th scope="col" ta="end">
            {words.took}
          </Table.Th>
          <Table.Th scope="col">{words.answer}</Table.Th>
          <Table.Th scope="col">{words.problem}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {attempts.map(({ startedAtMs, tookMs, status, problem }, index) => (
          // Attempts are only ever added at the end, and two may have begun in one millisecond.
          // oxlint-disable-next-line react/no-array-index-key
          <Table.Tr key={index}>
            <Table.Td>
              <MomentText atMs={startedAtMs} />
            </Table.Td>
            <Table.Td ta="end">{words.tookMs(countText(tookMs))}</Table.Td>
            <Table.Td className={classes.answer}>{status === null ? words.noAnswer : `HTTP ${status}`}</Table.Td>
            <Table.Td className={classes.problem}>
              {problem === null ? <NoValue meaning={words.arrived} /> : toldText({ message: problem })}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
