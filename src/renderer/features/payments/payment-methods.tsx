import { Badge, Group, Skeleton, Table, Text } from "@mantine/core";
import { IconFlask, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { PaymentMethodView } from "../../../shared/contract/payments.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Section } from "../../components/section.tsx";
import { AddPaymentMethodDialog } from "./add-payment-method-dialog.tsx";
import { paymentsText as words } from "./payments-text.ts";
import { RemovePaymentMethodDialog } from "./remove-payment-method-dialog.tsx";
import { ActionButton } from "../../components/action-button.tsx";
import { notice } from "../../foundation/notice.tsx";
import { toldText } from "../../foundation/refusal-text.ts";

/** How an account pays what credit does not cover: the methods it has, which of them is charged, and what adds and removes one. */
export function AccountPaymentMethods({ accountId }: { readonly accountId: string }) {
  const methods = useEngineQuery("paymentMethods.list", { accountId });
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<PaymentMethodView | null>(null);
  return (
    <Section
      title={words.title}
      action={
        <ActionButton
          takes="payments"
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          aria-label={words.addLabel}
          onClick={() => setAdding(true)}
        >
          {words.add}
        </ActionButton>
      }
    >
      {methods.error && <ErrorNotice error={methods.error} onRetry={() => void methods.refetch()} />}
      {methods.isPending && <Skeleton h={56} mt="xs" aria-label={words.loading} />}
      {methods.data && <MethodsTable methods={methods.data.paymentMethods} onRemove={setRemoved} />}
      {isAdding && <AddPaymentMethodDialog accountId={accountId} onClose={() => setAdding(false)} />}
      {removed && <RemovePaymentMethodDialog method={removed} onClose={() => setRemoved(null)} />}
    </Section>
  );
}

interface MethodsTableProps {
  readonly methods: readonly PaymentMethodView[];
  readonly onRemove: (method: PaymentMethodView) => void;
}

function MethodsTable({ methods, onRemove }: MethodsTableProps) {
  const defaulting = useEngineCommand("paymentMethods.setDefault");
  if (methods.length === 0) {
    return (
      <Text size="sm" py={6} c="dimmed">
        {words.none}
      </Text>
    );
  }
  const makeDefault = async ({ id, label }: PaymentMethodView) => {
    try {
      await defaulting.run({ paymentMethodId: id });
      notice(words.nowDefault(toldText({ message: label })));
    } catch {
      // The refusal stands below the table.
    }
  };
  return (
    <>
      <Table verticalSpacing={6} horizontalSpacing={0} aria-label={words.title}>
        <Table.Tbody>
          {methods.map((method) => (
            <Table.Tr key={method.id}>
              <Table.Td className="free-text">
                {toldText({ message: method.label })}
                <Group gap={6} mt={2}>
                  <Text span size="xs" c="dimmed">
                    {words.kinds[method.kind]}
                  </Text>
                  {method.isDefault && (
                    <Badge size="sm" variant="default" tt="none">
                      {words.default}
                    </Badge>
                  )}
                  {method.isTest && (
                    <Badge
                      size="sm"
                      variant="light"
                      color="yellow"
                      tt="none"
                      leftSection={<IconFlask size={12} aria-hidden="true" />}
                    >
                      {words.test}
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td>
                <Group gap={4} justify="flex-end">
                  {!method.isDefault && (
                    <ActionButton
                      takes="payments"
                      size="compact-xs"
                      variant="subtle"
                      color="gray"
                      aria-label={words.makeDefaultOf(toldText({ message: method.label }))}
                      onClick={() => void makeDefault(method)}
                    >
                      {words.makeDefault}
                    </ActionButton>
                  )}
                  <ActionButton
                    takes="payments"
                    size="compact-xs"
                    variant="subtle"
                    color="gray"
                    aria-label={words.removeOf(toldText({ message: method.label }))}
                    onClick={() => onRemove(method)}
                  >
                    {words.remove}
                  </ActionButton>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {defaulting.error && <ErrorNotice error={defaulting.error} />}
    </>
  );
}
