import { Button, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { AuditEntry } from "../../../shared/contract/audit.ts";
import { MomentText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ledgerText } from "../ledger/ledger-text.ts";
import { actText } from "./act-text.ts";
import { accountsText } from "./accounts-text.ts";

const words = accountsText.activity;
const pageSize = 50;

/** What was done to the account and to what is its own, by whom and by which door; its credit has the ledger for that. */
export function AccountActivity({ accountId }: { readonly accountId: string }) {
  const [limit, setLimit] = useState(pageSize);
  const acts = useEngineQuery("audit.list", { accountId, limit }, { keepsPrevious: true });
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.explain}{" "}
        <PlaceLink size="sm" underline="always" to={{ screen: "account", accountId, tab: "ledger" }}>
          {words.ledger}
        </PlaceLink>
        .
      </Text>
      {acts.error && <ErrorNotice error={acts.error} onRetry={() => void acts.refetch()} />}
      {acts.isPending && <Skeleton h={200} />}
      {acts.data?.rows.length === 0 && <Text size="sm">{words.none}</Text>}
      {acts.data && acts.data.rows.length > 0 && <Acts rows={acts.data.rows} />}
      {acts.data && acts.data.nextBeforeSequence !== null && (
        <Button size="sm" variant="default" w="fit-content" onClick={() => setLimit(limit + pageSize)}>
          {words.more}
        </Button>
      )}
    </Stack>
  );
}

function Acts({ rows }: { readonly rows: readonly AuditEntry[] }) {
  return (
    <Table.ScrollContainer minWidth={560} type="native">
      <Table verticalSpacing={6} aria-label={words.label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.when}</Table.Th>
            <Table.Th scope="col">{words.what}</Table.Th>
            <Table.Th scope="col">{words.who}</Table.Th>
            <Table.Th scope="col">{words.door}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.sequence}>
              <Table.Td>
                <MomentText atMs={row.atMs} />
              </Table.Td>
              <Table.Td>
                {row.subject === "invoice" && row.subjectId !== null ? (
                  <PlaceLink size="sm" to={{ screen: "invoice", invoiceId: row.subjectId }}>
                    {actText(row.act)}
                  </PlaceLink>
                ) : (
                  actText(row.act)
                )}
              </Table.Td>
              <Table.Td>{row.operator}</Table.Td>
              <Table.Td>{ledgerText.origins[row.origin]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
