import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { addDays, civilDate, isCivilDate } from "../../../shared/civil-date.ts";
import type { AccountStatement } from "../../../shared/contract/account-statement.ts";
import { statementCsv } from "../../../shared/statement-csv.ts";
import { Choice } from "../../components/choice.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { DayField } from "../../components/list/filter-fields.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { Money } from "../../components/money.tsx";
import { useBook } from "../../foundation/book.ts";
import { countText } from "../../foundation/count-text.ts";
import { callEngine, useEngineQuery } from "../../foundation/engine.ts";
import { fromBase64 } from "../../foundation/from-base64.ts";
import { platform } from "../../platform/platform.ts";
import { accountsText } from "./accounts-text.ts";

const words = accountsText.statement;

/** The month before the day, which is what statements are mostly asked for. */
function lastMonth(today: string): { readonly fromOn: string; readonly throughOn: string } {
  const throughOn = addDays(civilDate(`${today.slice(0, 8)}01`), -1);
  return { fromOn: `${throughOn.slice(0, 8)}01`, throughOn };
}

interface StatementDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** An account's statement for a period: what it comes to, and to save as PDF or CSV. */
export function StatementDialog({ accountId, onClose }: StatementDialogProps) {
  const { today } = useBook();
  const [span, setSpan] = useState(() => lastMonth(today));
  const [currency, setCurrency] = useState<string | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  const [saving, setSaving] = useState<"pdf" | "csv" | null>(null);
  const account = useEngineQuery("accounts.get", { accountId }).data;
  const isCrossed = span.fromOn > span.throughOn;
  const isReady = isCivilDate(span.fromOn) && isCivilDate(span.throughOn) && !isCrossed;
  const input = { accountId, ...span, ...(currency !== null && { currency }) };
  const statement = useEngineQuery("accounts.statement", input, { isEnabled: isReady, keepsPrevious: true });
  const currencies = account
    ? [...new Set([account.currency, ...account.balances.map((balance) => balance.currency)])]
    : [];

  const save = async (format: "pdf" | "csv", made: AccountStatement) => {
    setSaving(format);
    setFailure(null);
    try {
      const { fileName, contentBase64 } = await callEngine("accounts.statementPdf", input);
      const isSaved =
        format === "pdf"
          ? await platform.saveFile(fileName, fromBase64(contentBase64))
          : await platform.saveTextFile(fileName.replace(/\.pdf$/u, ".csv"), statementCsv(made));
      if (isSaved) onClose();
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setSaving(null);
    }
  };

  return (
    <Dialog title={account ? words.titleFor(account.name) : words.title} onClose={onClose} size="md">
      <SubmitForm onSubmit={() => statement.data && isReady && void save("pdf", statement.data)}>
        <Stack gap="md">
          <Group grow align="flex-start">
            <DayField
              isFirst
              label={words.from}
              value={span.fromOn}
              onChange={(fromOn) => setSpan({ ...span, fromOn })}
            />
            <DayField
              label={words.through}
              value={span.throughOn}
              error={isCrossed && words.crossed}
              onChange={(throughOn) => setSpan({ ...span, throughOn })}
            />
            {currencies.length > 1 && (
              <Choice
                size="xs"
                label={words.currency}
                data={currencies}
                value={currency ?? account?.currency ?? null}
                onChange={setCurrency}
                allowDeselect={false}
              />
            )}
          </Group>
          {statement.data && <StatementSums statement={statement.data} />}
          {statement.error && isReady && <ErrorNotice error={statement.error} />}
          {failure && <ErrorNotice error={failure} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button
              variant="default"
              loading={saving === "csv"}
              disabled={!isReady || !statement.data}
              onClick={() => statement.data && void save("csv", statement.data)}
            >
              {words.saveCsv}
            </Button>
            <Button type="submit" loading={saving === "pdf"} disabled={!isReady || !statement.data}>
              {words.savePdf}
            </Button>
          </Group>
        </Stack>
      </SubmitForm>
    </Dialog>
  );
}

function StatementSums({ statement }: { readonly statement: AccountStatement }) {
  const { currency, movements, invoices } = statement;
  return (
    <>
      <Facts title={words.sums}>
        <Fact name={words.opening}>
          <Money amountMinor={statement.openingMinor} currency={currency} />
        </Fact>
        <Fact name={words.added}>
          <Money amountMinor={statement.addedMinor} currency={currency} />
        </Fact>
        <Fact name={words.taken}>
          <Money amountMinor={statement.takenMinor} currency={currency} />
        </Fact>
        <Fact name={words.closing} isTotal>
          <Money amountMinor={statement.closingMinor} currency={currency} emphasis="strong" />
        </Fact>
      </Facts>
      <Text size="sm" c="dimmed">
        {words.holds(countText(movements.length), countText(invoices.length))}
      </Text>
    </>
  );
}
