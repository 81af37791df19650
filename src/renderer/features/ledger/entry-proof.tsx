import { Button, Code, CopyButton, DataList, Group, Stack, Text } from "@mantine/core";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { countText } from "../../foundation/count-text.ts";
import { CopyId } from "../../components/copy-id.tsx";
import classes from "./entry-proof.module.css";
import { ledgerText } from "./ledger-text.ts";

const words = ledgerText.entry;

/** What the entry's place in the hash chain is made of, so that anyone can compute it again (BEHAVIOUR 4). */
export function EntryProof({ details }: { readonly details: MethodOutput<"ledger.get"> }) {
  return (
    <Stack gap="xs" pt="xs">
      <DataList size="sm" gap={6} labelWidth={150}>
        <DataList.Item>
          <DataList.ItemLabel>{words.sequence}</DataList.ItemLabel>
          <DataList.ItemValue>{countText(details.entry.sequence)}</DataList.ItemValue>
        </DataList.Item>
        <DataList.Item>
          <DataList.ItemLabel>{words.id}</DataList.ItemLabel>
          <DataList.ItemValue>
            <CopyId id={details.entry.id} />
          </DataList.ItemValue>
        </DataList.Item>
        <DataList.Item>
          <DataList.ItemLabel>{words.source}</DataList.ItemLabel>
          <DataList.ItemValue>
            <CopyId id={details.entry.sourceId} />
          </DataList.ItemValue>
        </DataList.Item>
        <DataList.Item>
          <DataList.ItemLabel>{words.idempotencyKey}</DataList.ItemLabel>
          <DataList.ItemValue>
            {details.entry.idempotencyKey === null ? words.none : <CopyId id={details.entry.idempotencyKey} />}
          </DataList.ItemValue>
        </DataList.Item>
        <DataList.Item>
          <DataList.ItemLabel>{words.previousHash}</DataList.ItemLabel>
          <DataList.ItemValue>
            <CopyId id={details.previousHash} />
          </DataList.ItemValue>
        </DataList.Item>
        <DataList.Item>
          <DataList.ItemLabel>{words.hash}</DataList.ItemLabel>
          <DataList.ItemValue>
            <CopyId id={details.hash} />
          </DataList.ItemValue>
        </DataList.Item>
      </DataList>
      <Group justify="space-between" gap="sm" mt="xs">
        <Text size="sm" fw={600}>
          {words.canonicalText}
        </Text>
        <CopyButton value={details.canonicalText} timeout={1_500}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? words.copied : words.copyText}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Code block className={classes.canonical}>
        {details.canonicalText}
      </Code>
      <Text size="sm" c="dimmed">
        {words.recompute}
      </Text>
    </Stack>
  );
}
