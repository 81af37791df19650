import { Skeleton, Table, Text } from "@mantine/core";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { MomentText } from "../../components/date-text.tsx";
import { batchesText } from "./batches-text.ts";

const words = batchesText;

/** The batches of adjustments that there were, the newest first. */
export function BatchList() {
  const list = useEngineQuery("batches.list", {});
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton h={120} />;
  const { batches } = list.data;
  return (
    <Section title={words.earlier} action={batches.length > 0 && <ExportButton of={{ list: "batches" }} />}>
      {batches.length === 0 ? (
        <Text size="sm" c="dimmed" py="xs">
          {words.earlierNone}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={640} type="native">
          <Table verticalSpacing={4} className="tabular" aria-label={words.earlier}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{words.batch}</Table.Th>
                <Table.Th scope="col">{words.state}</Table.Th>
                <Table.Th scope="col" ta="end">
                  {words.rows}
                </Table.Th>
                <Table.Th scope="col">{words.operator}</Table.Th>
                <Table.Th scope="col">{words.when}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {batches.map((batch) => (
                <Table.Tr key={batch.id}>
                  <Table.Td className="free-text">
                    <PlaceLink size="sm" to={{ screen: "batch", batchId: batch.id }}>
                      {batch.name}
                    </PlaceLink>
                  </Table.Td>
                  <Table.Td>
                    <StateMark {...words.states[batch.state]} />
                  </Table.Td>
                  <Table.Td ta="end" className="one-line">
                    {words.countOf(countText(batch.appliedCount), countText(batch.rowCount))}
                  </Table.Td>
                  <Table.Td className="free-text">{batch.operator}</Table.Td>
                  <Table.Td>
                    <MomentText atMs={batch.appliedAtMs ?? batch.createdAtMs} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}
