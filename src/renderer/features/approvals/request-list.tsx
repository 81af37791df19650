import { Button, Group, Skeleton, Table, Text } from "@mantine/core";
import { useState } from "react";
import { MomentText } from "../../components/date-text.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import type { ApprovalTab } from "../../foundation/router.ts";
import classes from "./approvals.module.css";
import { approvalsText } from "./approvals-text.ts";
import { CreditOfRequest } from "./credit-of-request.tsx";

const words = approvalsText.list;
const pageRows = 50;
/** The contract's longest page. */
const mostRows = 500;

const whichOf = { "for-me": "for_me", mine: "mine", decided: "decided" } as const;

interface RequestListProps {
  readonly tab: ApprovalTab;
  /** The request that is shown beside the list. */
  readonly openId: string | undefined;
}

/** Requests of one kind, the newest first. */
export function RequestList({ tab, openId }: RequestListProps) {
  const [limit, setLimit] = useState(pageRows);
  const list = useEngineQuery("approvals.list", { which: whichOf[tab], limit }, { keepsPrevious: true });
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton h={200} />;
  const { rows, total } = list.data;
  if (rows.length === 0) return <EmptyState title={words.emptyTitle[tab]}>{words.empty[tab]}</EmptyState>;
  return (
    <div>
      <Group justify="flex-end" mb={4}>
        <ExportButton of={{ list: "approvals", which: whichOf[tab] }} />
      </Group>
      <Table.ScrollContainer minWidth={460} type="native">
        <Table verticalSpacing={6} className={`tabular ${classes.list}`} aria-label={words.caption[tab]}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.number}</Table.Th>
              <Table.Th scope="col">{words.what}</Table.Th>
              <Table.Th scope="col" ta="end">
                {words.credit}
              </Table.Th>
              <Table.Th scope="col">{tab === "mine" ? words.when : words.by}</Table.Th>
              {tab !== "for-me" && <Table.Th scope="col">{words.state}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ id, number, act, effects, accounts, operator, requestedAtMs, state }) => (
              <Table.Tr key={id} aria-current={id === openId || undefined}>
                <Table.Td>
                  <PlaceLink size="sm" to={{ screen: "approvals", tab, requestId: id }}>
                    {words.open(countText(number))}
                  </PlaceLink>
                </Table.Td>
                <Table.Td className="free-text">
                  {approvalsText.acts[act]}
                  <Text size="xs" c="dimmed">
                    {accounts.map(({ name }) => name).join(", ")}
                  </Text>
                </Table.Td>
                <Table.Td ta="end">
                  <CreditOfRequest effects={effects} />
                </Table.Td>
                <Table.Td className="free-text">
                  {tab !== "mine" && <div>{operator}</div>}
                  <Text size={tab === "mine" ? "sm" : "xs"} {...(tab !== "mine" && { c: "dimmed" })}>
                    <MomentText atMs={requestedAtMs} />
                  </Text>
                </Table.Td>
                {tab !== "for-me" && (
                  <Table.Td>
                    <StateMark {...approvalsText.states[state]} />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {total.count > rows.length && limit < mostRows && (
        <Button variant="default" size="compact-sm" mt="xs" onClick={() => setLimit(Math.min(limit + 150, mostRows))}>
          {words.older}
        </Button>
      )}
    </div>
  );
}
