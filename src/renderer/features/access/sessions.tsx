import { Button, Group, Skeleton, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { SessionView } from "../../../shared/contract/sessions.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { MomentText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Section } from "../../components/section.tsx";
import { SettingChoice } from "../../components/setting-choice.tsx";
import { useEngineQuery } from "../../foundation/engine.ts";
import { useSession } from "../../foundation/session.ts";
import { browserName } from "./browser-name.ts";
import { sessionsText as words } from "./sessions-text.ts";
import { notice } from "../../foundation/notice.tsx";

const usualHours = [1, 4, 8, 12, 24, 72];
const usualDays = [1, 7, 14, 30, 90];

/** Where operators are signed in with a browser, and the way to end that. Nothing where nobody signs in at all. */
export function Sessions() {
  const session = useSession();
  const isAsked = session?.asksForSignIn === true;
  const list = useEngineQuery("sessions.list", {}, { isEnabled: isAsked });
  const [ending, setEnding] = useState<SessionView | null>(null);
  if (!isAsked) return null;
  const sessions = list.data?.sessions ?? [];
  return (
    <Section title={words.title}>
      <Text size="sm" py="xs" c="dimmed" maw="46rem">
        {words.explain} {!session.rights.includes("operators") && words.ownOnly}
      </Text>
      <Group align="end" mb="xs">
        <SettingChoice
          setting="sessionIdleHours"
          usual={usualHours}
          label={words.idle}
          say={words.idleHours}
          saySaved={(hours) => words.idleSaved(words.idleHours(hours))}
        />
        <SettingChoice
          setting="sessionDays"
          usual={usualDays}
          label={words.most}
          say={words.mostDays}
          saySaved={(days) => words.mostSaved(words.mostDays(days))}
        />
      </Group>
      {list.isPending && <Skeleton h={60} />}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && sessions.length === 0 && <Text size="sm">{words.none}</Text>}
      {sessions.length > 0 && <SessionTable sessions={sessions} onEnd={setEnding} />}
      {ending && (
        <ConfirmDialog
          title={words.confirm.title(ending.operatorName)}
          cancel={words.confirm.cancel}
          confirm={words.confirm.confirm}
          command="sessions.end"
          input={{ sessionId: ending.id }}
          onDone={() => notice(words.confirm.done(ending.operatorName))}
          onClose={() => setEnding(null)}
          isDestructive
        >
          <Text size="sm">{words.confirm.explain}</Text>
        </ConfirmDialog>
      )}
    </Section>
  );
}

interface SessionTableProps {
  readonly sessions: readonly SessionView[];
  readonly onEnd: (session: SessionView) => void;
}

function SessionTable({ sessions, onEnd }: SessionTableProps) {
  return (
    <Table verticalSpacing={6} className="tabular" aria-label={words.caption}>
      <Table.Thead>
        <Table.Tr>
          {[words.operator, words.browser, words.address, words.since, words.lastSeen].map((heading) => (
            <Table.Th key={heading} scope="col">
              {heading}
            </Table.Th>
          ))}
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sessions.map((session) => {
          const browser = browserName(session.agent) ?? words.unknownBrowser;
          return (
            <Table.Tr key={session.id}>
              <Table.Th scope="row">
                {session.operatorName}
                {session.isThisOne && (
                  <Text span size="sm" c="dimmed">
                    {" "}
                    ({words.thisOne})
                  </Text>
                )}
              </Table.Th>
              <Table.Td title={session.agent}>{browser}</Table.Td>
              <Table.Td>{session.address}</Table.Td>
              <Table.Td>
                <MomentText atMs={session.createdAtMs} />
              </Table.Td>
              <Table.Td>
                <MomentText atMs={session.lastSeenAtMs} />
              </Table.Td>
              <Table.Td ta="end">
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  aria-label={words.endOf(session.operatorName, browser)}
                  onClick={() => onEnd(session)}
                >
                  {words.end}
                </Button>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
