import { Button, Group, Stack, Table, Text } from "@mantine/core";
import type { AuditEntry } from "../../../shared/contract/audit.ts";
import { MomentText } from "../../components/date-text.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { useBook } from "../../foundation/book.ts";
import { useCodedMoneyText } from "../../components/money.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useReasonName } from "../../foundation/reason-names.ts";
import { ledgerText } from "../ledger/ledger-text.ts";
import classes from "./audit.module.css";
import { currencyOf, fieldText, recordName, valueText } from "./act-values.ts";
import { actName, auditText, subjectName } from "./audit-text.ts";
import { useOperatorNames } from "./use-operator-names.ts";

interface ActDialogProps {
  readonly act: AuditEntry;
  /** Narrow the log to the account that the act is about. */
  readonly onOnlyAccount: (accountId: string, accountName: string) => void;
  readonly onClose: () => void;
}

const words = auditText.detail;

/** One act, whole: who did it, when and how, and what the record said before and after. */
export function ActDialog({ act, onOnlyAccount, onClose }: ActDialogProps) {
  const { accountId, subject, subjectId } = act;
  const accountName = act.accountName ?? accountId ?? "";
  const operatorNames = useOperatorNames();
  const name = recordName(act) ?? operatorNames.get(subjectId ?? "") ?? null;
  return (
    <Dialog title={actName(act.act)} onClose={onClose} size="lg">
      <Stack gap="sm">
        <Facts title={words.title}>
          <Fact name={words.act}>{act.act}</Fact>
          <Fact name={words.number}>{countText(act.sequence)}</Fact>
          <Fact name={words.when}>
            <MomentText atMs={act.atMs} />
          </Fact>
          <Fact name={words.who}>{act.operator}</Fact>
          <Fact name={words.whoId}>{act.operatorId}</Fact>
          <Fact name={words.door}>{ledgerText.origins[act.origin]}</Fact>
          {subject !== null && <Fact name={words.subject}>{subjectName(subject, name)}</Fact>}
          {subjectId !== null && <Fact name={words.subjectId}>{subjectId}</Fact>}
          {accountId !== null && (
            <Fact name={words.account}>
              <PlaceLink size="sm" to={{ screen: "account", accountId, tab: "activity" }}>
                {accountName}
              </PlaceLink>
            </Fact>
          )}
        </Facts>
        <Changes act={act} />
        <Group justify="flex-end" gap="sm">
          {accountId !== null && (
            <Button variant="default" onClick={() => onOnlyAccount(accountId, accountName)}>
              {words.onlyAccount}
            </Button>
          )}
          <Button onClick={onClose}>{words.close}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Changes({ act: { subject, before, after } }: { readonly act: AuditEntry }) {
  const { timeZone } = useBook();
  const telling = { timeZone, amountText: useCodedMoneyText(), reasonName: useReasonName() };
  const record = { ...before, ...after };
  const place = { subject, currency: currencyOf(record) };
  const rows = Object.keys(record)
    .map((name) => ({
      name,
      said: [before, after].map((side) => valueText(place, name, side?.[name], telling)),
    }))
    .filter(({ said }) => said.some((text) => text !== ""));
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.nothing}
      </Text>
    );
  }
  return (
    <Table.ScrollContainer minWidth={480} type="native">
      <Table verticalSpacing={4} aria-label={words.changes}>
        <Table.Thead>
          <Table.Tr>
            {[words.field, words.before, words.after].map((heading) => (
              <Table.Th key={heading} scope="col">
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ name, said: [was, is] }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {fieldText(place, name)}
              </Table.Th>
              <Table.Td className={classes.value}>{was}</Table.Td>
              <Table.Td className={classes.value}>{is}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
