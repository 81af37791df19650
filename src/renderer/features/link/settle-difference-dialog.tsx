import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Difference } from "../../../shared/contract/link.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Fact, FactList } from "../../components/facts.tsx";
import { Money, useMoneyText } from "../../components/money.tsx";
import { NoteInput } from "../../components/note-input.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { useUpstream } from "../../foundation/upstream.ts";
import { outboxText } from "./outbox-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = outboxText.differences.settle;

interface SettleDifferenceDialogProps {
  readonly difference: Difference;
  readonly onClose: () => void;
}

/** Shows the entry that makes an account's credit here what it is at the upstream, and asks before it is written (BEHAVIOUR 12.3). */
export function SettleDifferenceDialog({ difference, onClose }: SettleDifferenceDialogProps) {
  const { accountId, accountName, currency, hereMinor, thereMinor, differenceMinor, explanation } = difference;
  const upstream = useUpstream();
  const [isWhole, setWhole] = useState(explanation === null);
  const [note, setNote] = useState("");
  const balances = useEngineQuery("credits.balance", { accountId }).data?.balances;
  const balanceMinor = balances && (balances.find((balance) => balance.currency === currency)?.ledgerMinor ?? null);
  const explainedMinor = isWhole ? null : (explanation?.amountMinor ?? null);
  const entryMinor = explainedMinor ?? differenceMinor;
  const isEqualAfter = entryMinor === differenceMinor;
  return (
    <ConfirmDialog
      title={words.title(accountName)}
      cancel={words.cancel}
      confirm={words.confirm}
      command="link.settleDifference"
      input={{ accountId, differenceMinor, explainedMinor, note: orNothing(note) }}
      onDone={() => notice(isEqualAfter ? words.done : words.explainedDone)}
      onClose={onClose}
    >
      <Text size="sm">{words.explain(upstream?.name ?? "")}</Text>
      {explanation && <HowMuch difference={difference} isWhole={isWhole} onChange={setWhole} />}
      <FactList>
        <Fact name={words.there(upstream?.name ?? "")}>
          {thereMinor === null ? words.none : <Money amountMinor={thereMinor} currency={currency} />}
        </Fact>
        <Fact name={words.here}>
          {hereMinor === null ? words.none : <Money amountMinor={hereMinor} currency={currency} />}
        </Fact>
        <Fact name={words.entry}>
          <Money amountMinor={entryMinor} currency={currency} showsPlus emphasis="strong" />
        </Fact>
        {balanceMinor !== undefined && (
          <>
            <Fact name={words.balance}>
              <Money amountMinor={balanceMinor} currency={currency} />
            </Fact>
            <Fact name={words.after}>
              <Money amountMinor={(balanceMinor ?? 0) + entryMinor} currency={currency} emphasis="strong" />
            </Fact>
          </>
        )}
      </FactList>
      {balanceMinor !== undefined && balanceMinor !== hereMinor && <Text size="sm">{words.waiting}</Text>}
      <NoteInput
        label={words.note}
        {...(isWhole && { description: words.noteHint(upstream?.address ?? "") })}
        value={note}
        onChange={setNote}
      />
    </ConfirmDialog>
  );
}

interface HowMuchProps {
  readonly difference: Difference;
  readonly isWhole: boolean;
  readonly onChange: (isWhole: boolean) => void;
}

/** Whether only what statements explain is taken in, with those statements, or all of the difference. */
function HowMuch({ difference: { explanation, differenceMinor, currency }, isWhole, onChange }: HowMuchProps) {
  const moneyText = useMoneyText();
  if (explanation === null) return null;
  const { amountMinor, restMinor, statementCount, statements } = explanation;
  const money = (minor: number) => moneyText(minor, currency, true);
  return (
    <>
      <Radio.Group
        label={words.how}
        value={isWhole ? "whole" : "explained"}
        onChange={(value) => onChange(value === "whole")}
      >
        <Stack gap={6} mt={6}>
          <Radio
            value="explained"
            label={words.explained(money(amountMinor))}
            description={words.explainedHint(restMinor === 0 ? null : money(restMinor))}
          />
          <Radio value="whole" label={words.whole(money(differenceMinor))} description={words.wholeHint} />
        </Stack>
      </Radio.Group>
      <Text size="xs" c="dimmed">
        {words.statements}:{" "}
        {[
          ...statements.map((statement) => words.statement(statement.upstreamId, money(statement.amountMinor))),
          ...(statementCount > statements.length
            ? [words.moreStatements(countText(statementCount - statements.length))]
            : []),
        ].join(", ")}
      </Text>
    </>
  );
}
