import { Anchor, Group, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { ApiKeyView } from "../../../shared/contract/api-keys.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { useApiAddress } from "../../foundation/use-api-address.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { MomentText } from "../../components/date-text.tsx";
import { Section } from "../../components/section.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { platform } from "../../platform/platform.ts";
import classes from "./api-keys.module.css";
import { NewApiKeyDialog } from "./new-api-key-dialog.tsx";
import { RevokeApiKeyDialog } from "./revoke-api-key-dialog.tsx";
import { settingsText } from "./settings-text.ts";
import { ActionButton } from "../../components/action-button.tsx";

const words = settingsText.apiKeys;

/** The keys of the Backend API, where it is, and the ways to a new key and to the end of one. */
export function ApiKeys() {
  const keys = useEngineQuery("apiKeys.list", {});
  const place = useApiAddress();
  const [isAdding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyView | null>(null);
  return (
    <Section
      title={words.title}
      action={
        <Group gap="xs">
          {keys.data && keys.data.keys.length > 0 && <ExportButton of={{ list: "api_keys" }} />}
          <ActionButton takes="programs" size="compact-sm" variant="default" onClick={() => setAdding(true)}>
            {words.add}
          </ActionButton>
        </Group>
      }
    >
      <Stack gap={4} py="xs" c="dimmed" maw="46rem">
        <Text size="sm">{words.explain}</Text>
        {place && "problem" in place && <Text size="sm">{words.address.problem(place.problem)}</Text>}
        {place && "address" in place && <ApiPlace address={place.address} />}
      </Stack>
      {keys.isPending && <Skeleton h={80} />}
      {keys.error && <ErrorNotice error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.keys.length === 0 && <Text size="sm">{words.none}</Text>}
      {keys.data && keys.data.keys.length > 0 && <KeyTable keys={keys.data.keys} onRevoke={setRevoking} />}
      {isAdding && <NewApiKeyDialog onClose={() => setAdding(false)} />}
      {revoking && <RevokeApiKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Section>
  );
}

function ApiPlace({ address }: { readonly address: string }) {
  const docs = new URL("/docs", address).href;
  return (
    <>
      <Text size="sm">{words.address[platform.host](address)}</Text>
      <Text size="sm">
        {words.docs} {/* The desktop opens no plain addresses; there it is for copying into a browser. */}
        {platform.host === "loopback" ? (
          <Anchor href={docs} target="_blank" rel="noreferrer" size="sm" underline="always">
            {docs}
          </Anchor>
        ) : (
          docs
        )}
        .
      </Text>
    </>
  );
}

interface KeyTableProps {
  readonly keys: readonly ApiKeyView[];
  readonly onRevoke: (key: ApiKeyView) => void;
}

function KeyTable({ keys, onRevoke }: KeyTableProps) {
  const moment = (atMs: number | null, otherwise: string) => (atMs === null ? otherwise : <MomentText atMs={atMs} />);
  return (
    <Table verticalSpacing={6} className="tabular" aria-label={words.caption}>
      <Table.Thead>
        <Table.Tr>
          {[words.name, words.scopes, words.created, words.expires, words.lastUsed, words.state].map((heading) => (
            <Table.Th key={heading} scope="col">
              {heading}
            </Table.Th>
          ))}
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map((key) => (
          <Table.Tr key={key.id}>
            <Table.Th scope="row" className={classes.name}>
              {key.name}
            </Table.Th>
            <Table.Td>{key.scopes.map((scope) => settingsText.newApiKey.scope[scope].label).join(", ")}</Table.Td>
            <Table.Td>
              <MomentText atMs={key.createdAtMs} />
            </Table.Td>
            <Table.Td>{moment(key.expiresAtMs, words.never)}</Table.Td>
            <Table.Td>{moment(key.lastUsedAtMs, words.unused)}</Table.Td>
            <Table.Td>
              <StateMark word={words.states[key.state]} tone={key.state === "active" ? "fine" : "over"} />
              {key.revokedAtMs !== null && (
                <Text size="xs" c="dimmed">
                  <MomentText atMs={key.revokedAtMs} />
                </Text>
              )}
            </Table.Td>
            <Table.Td ta="end">
              {key.state === "active" && (
                <ActionButton
                  takes="programs"
                  size="compact-xs"
                  variant="default"
                  aria-label={words.revokeNamed(key.name)}
                  onClick={() => onRevoke(key)}
                >
                  {words.revoke}
                </ActionButton>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
