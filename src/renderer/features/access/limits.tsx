import { ActionIcon, Group, Menu, Skeleton, Table, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import type { CreditLimit } from "../../../shared/contract/limits.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { ActionItem } from "../../components/action-item.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FigureColumns, MoneyFigure } from "../../components/money-figure.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { Section } from "../../components/section.tsx";
import { useEngineQuery } from "../../foundation/engine.ts";
import { LimitDialog } from "./limit-dialog.tsx";
import { limitsText } from "./limits-text.ts";
import { operatorsText } from "./operators-text.ts";
import { useWhyNot } from "../../foundation/session.ts";
import { notice } from "../../foundation/notice.tsx";

const words = limitsText.list;

type OpenDialog = { readonly kind: "add" } | { readonly kind: "edit" | "remove"; readonly limit: CreditLimit };

/** How much credit each role may give or take by hand. */
export function Limits() {
  const list = useEngineQuery("limits.list", {});
  const whyNot = useWhyNot("operators");
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const limits = list.data?.limits ?? [];
  return (
    <Section
      title={words.title}
      action={
        <Group gap="xs">
          {limits.length > 0 && <ExportButton of={{ list: "limits" }} />}
          <ActionButton
            takes="operators"
            size="compact-sm"
            variant="default"
            onClick={() => setDialog({ kind: "add" })}
          >
            {words.add}
          </ActionButton>
        </Group>
      }
    >
      <Text size="sm" py="xs" c="dimmed" maw="46rem">
        {words.explain} {whyNot}
      </Text>
      {list.isPending && <Skeleton h={60} />}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && limits.length === 0 && <Text size="sm">{words.none}</Text>}
      {limits.length > 0 && <LimitTable limits={limits} onOpen={setDialog} />}
      {dialog?.kind === "add" && <LimitDialog limit={null} onClose={close} />}
      {dialog?.kind === "edit" && <LimitDialog limit={dialog.limit} onClose={close} />}
      {dialog?.kind === "remove" && (
        <RemoveDialog
          limit={dialog.limit}
          isLast={limits.filter(({ role }) => role === dialog.limit.role).length === 1}
          onClose={close}
        />
      )}
    </Section>
  );
}

interface LimitTableProps {
  readonly limits: readonly CreditLimit[];
  readonly onOpen: (dialog: OpenDialog) => void;
}

function LimitTable({ limits, onOpen }: LimitTableProps) {
  return (
    <Table verticalSpacing={6} className="tabular" aria-label={words.caption}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{words.role}</Table.Th>
          <Table.Th scope="col">{words.currency}</Table.Th>
          <Table.Th scope="col" ta="end">
            {words.perAct}
          </Table.Th>
          <Table.Th scope="col" ta="end">
            {words.perDay}
          </Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <FigureColumns currencies={limits.map(({ currency }) => currency)}>
          {limits.map((limit) => (
            <Table.Tr key={`${limit.role} ${limit.currency}`}>
              <Table.Th scope="row">{operatorsText.roles[limit.role].label}</Table.Th>
              <Table.Td>{limit.currency}</Table.Td>
              {[limit.perActMinor, limit.perDayMinor].map((amountMinor, index) => (
                <Table.Td key={index === 0 ? "per-act" : "per-day"} ta="end">
                  {amountMinor === null ? (
                    words.unlimited
                  ) : (
                    <MoneyFigure amountMinor={amountMinor} currency={limit.currency} isCurrencyTold />
                  )}
                </Table.Td>
              ))}
              <Table.Td ta="end">
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="sm"
                      aria-label={words.menu(limit.role, limit.currency)}
                    >
                      <IconDots size={16} aria-hidden="true" />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <ActionItem takes="operators" name={words.edit} onClick={() => onOpen({ kind: "edit", limit })} />
                    <ActionItem
                      takes="operators"
                      name={words.remove}
                      onClick={() => onOpen({ kind: "remove", limit })}
                    />
                  </Menu.Dropdown>
                </Menu>
              </Table.Td>
            </Table.Tr>
          ))}
        </FigureColumns>
      </Table.Tbody>
    </Table>
  );
}

interface RemoveDialogProps {
  readonly limit: CreditLimit;
  /** Whether nothing else is said of the role. */
  readonly isLast: boolean;
  readonly onClose: () => void;
}

function RemoveDialog({ limit: { role, currency }, isLast, onClose }: RemoveDialogProps) {
  return (
    <ConfirmDialog
      title={limitsText.remove.title(role, currency)}
      cancel={limitsText.remove.cancel}
      confirm={limitsText.remove.confirm}
      command="limits.remove"
      input={{ role, currency }}
      onDone={() => notice(limitsText.remove.done(role, currency))}
      onClose={onClose}
    >
      <Text size="sm">{isLast ? limitsText.remove.last : limitsText.remove.others}</Text>
    </ConfirmDialog>
  );
}
