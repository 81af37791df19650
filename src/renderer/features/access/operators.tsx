import { ActionIcon, Group, Menu, Skeleton, Table, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import type { OperatorView } from "../../../shared/contract/operators.ts";
import { ActionItem } from "../../components/action-item.tsx";
import { MomentText } from "../../components/date-text.tsx";
import { momentText } from "../../foundation/moment-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { ExplainedItem } from "../../components/explained-item.tsx";
import { tellFailure } from "../../components/saved-export.ts";
import { Section } from "../../components/section.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { useBook } from "../../foundation/book.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { IdleLockChoice } from "./idle-lock-choice.tsx";
import { OperatorDialog } from "./operator-dialog.tsx";
import { operatorsText } from "./operators-text.ts";
import { OwnSignInDialog } from "./own-sign-in-dialog.tsx";
import { PassphraseDialog } from "./passphrase-dialog.tsx";
import { useSession, useWhyNot } from "../../foundation/session.ts";
import { SuspendDialog } from "./suspend-dialog.tsx";
import { ActionButton } from "../../components/action-button.tsx";
import { notice } from "../../foundation/notice.tsx";

const words = operatorsText.list;

type OpenDialog =
  | { readonly kind: "add" }
  | { readonly kind: "own" }
  | { readonly kind: "edit" | "passphrase" | "suspend"; readonly operator: OperatorView };

/** Who works with the book, what they may do, and the ways to a new operator and to the end of one's work. */
export function Operators() {
  const list = useEngineQuery("operators.list", {});
  const session = useSession();
  const whyNot = useWhyNot("operators");
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const isAlone = session?.asksForSignIn === false;
  const add = () => setDialog({ kind: isAlone && session.operator?.hasPassphrase === false ? "own" : "add" });
  return (
    <Section
      title={words.title}
      action={
        <Group gap="xs">
          {list.data && <ExportButton of={{ list: "operators" }} />}
          <ActionButton
            takes="operators"
            size="compact-sm"
            variant="default"
            onClick={add}
            disabled={session === undefined}
          >
            {words.add}
          </ActionButton>
        </Group>
      }
    >
      <Text size="sm" py="xs" c="dimmed" maw="46rem">
        {isAlone ? words.alone : words.several} {whyNot}
      </Text>
      {!isAlone && <IdleLockChoice />}
      {list.isPending && <Skeleton h={80} />}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <OperatorTable operators={list.data.operators} ownId={session?.operator?.id ?? null} onOpen={setDialog} />
      )}
      {dialog?.kind === "own" && session?.operator && (
        <OwnSignInDialog operator={session.operator} onClose={close} onDone={() => setDialog({ kind: "add" })} />
      )}
      {dialog?.kind === "add" && <OperatorDialog operator={null} onClose={close} />}
      {dialog?.kind === "edit" && <OperatorDialog operator={dialog.operator} onClose={close} />}
      {dialog?.kind === "passphrase" && (
        <PassphraseDialog
          operator={dialog.operator}
          isOwn={dialog.operator.id === session?.operator?.id}
          onClose={close}
        />
      )}
      {dialog?.kind === "suspend" && <SuspendDialog operator={dialog.operator} onClose={close} />}
    </Section>
  );
}

interface OperatorTableProps {
  readonly operators: readonly OperatorView[];
  readonly ownId: string | null;
  readonly onOpen: (dialog: OpenDialog) => void;
}

function OperatorTable({ operators, ownId, onOpen }: OperatorTableProps) {
  return (
    <Table verticalSpacing={6} className="tabular" aria-label={words.caption}>
      <Table.Thead>
        <Table.Tr>
          {[words.name, words.signInName, words.role, words.lastSignIn, words.state].map((heading) => (
            <Table.Th key={heading} scope="col">
              {heading}
            </Table.Th>
          ))}
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {operators.map((operator) => (
          <Table.Tr key={operator.id}>
            <Table.Th scope="row">
              {operator.name}
              {operator.id === ownId && (
                <Text span size="sm" c="dimmed">
                  {" "}
                  ({words.you})
                </Text>
              )}
            </Table.Th>
            <Table.Td>
              {operator.signInName}
              {operator.identity && (
                <Text size="xs" c="dimmed">
                  {words.singleSignOn}
                </Text>
              )}
            </Table.Td>
            <Table.Td>{operatorsText.roles[operator.role].label}</Table.Td>
            <Table.Td>
              {operator.lastSignInAtMs === null ? words.never : <MomentText atMs={operator.lastSignInAtMs} />}
            </Table.Td>
            <Table.Td>
              <StateOf operator={operator} isAlone={operators.length === 1} />
            </Table.Td>
            <Table.Td ta="end">
              <OperatorMenu operator={operator} isOwn={operator.id === ownId} onOpen={onOpen} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function StateOf({ operator, isAlone }: { readonly operator: OperatorView; readonly isAlone: boolean }) {
  const { timeZone } = useBook();
  const { state, lockedUntilMs, hasPassphrase, identity } = operator;
  return (
    <>
      <StateMark word={words.states[state]} tone={state === "active" ? "fine" : "over"} />
      {lockedUntilMs !== null && (
        <Text size="xs" c="dimmed">
          {words.locked(momentText(lockedUntilMs, timeZone))}
        </Text>
      )}
      {!hasPassphrase && !isAlone && identity === null && (
        <Text size="xs" c="dimmed">
          {words.noPassphrase}
        </Text>
      )}
    </>
  );
}

interface OperatorMenuProps {
  readonly operator: OperatorView;
  readonly isOwn: boolean;
  readonly onOpen: (dialog: OpenDialog) => void;
}

function OperatorMenu({ operator, isOwn, onOpen }: OperatorMenuProps) {
  const whyNot = useWhyNot("operators");
  const reinstating = useEngineCommand("operators.reinstate");
  const reinstate = () => {
    void reinstating
      .run({ operatorId: operator.id })
      .then(() => notice(words.reinstated(operator.name)))
      .catch(tellFailure);
  };
  const isSuspended = operator.state === "suspended";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={words.menu(operator.name)}>
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <ActionItem takes="operators" name={words.edit} onClick={() => onOpen({ kind: "edit", operator })} />
        <ExplainedItem
          name={words.setPassphrase}
          refusal={operator.signInName === null ? words.noSignInName : isOwn ? null : whyNot}
          onClick={() => onOpen({ kind: "passphrase", operator })}
        />
        {isSuspended ? (
          <ActionItem takes="operators" name={words.reinstate} onClick={reinstate} />
        ) : (
          <ActionItem takes="operators" name={words.suspend} onClick={() => onOpen({ kind: "suspend", operator })} />
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
