import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { MethodInput } from "../../../shared/contract/index.ts";
import type { OutboxItem } from "../../../shared/contract/outbox.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { MoneyInput, useMoneyReader } from "../../components/money-input.tsx";
import { Money } from "../../components/money.tsx";
import { NoteInput } from "../../components/note-input.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { useWhyNot } from "../../foundation/session.ts";
import { useUpstream } from "../../foundation/upstream.ts";
import { outboxText } from "./outbox-text.ts";
import { notice } from "../../foundation/notice.tsx";

type How = MethodInput<"outbox.settle">["as"];

const words = outboxText.item;

interface SettleFormProps {
  readonly item: OutboxItem;
  readonly onClose: () => void;
}

/** Settles an adjustment that the upstream refused: each way says what it does, and what the balance here is after it. */
export function SettleForm({ item, onClose }: SettleFormProps) {
  const { entryId, currency, accountId, amountMinor } = item;
  const upstream = useUpstream()?.name ?? "";
  const whyNot = useWhyNot("credits");
  const readMoney = useMoneyReader();
  const [how, setHow] = useState<How>("reverse");
  const [amountText, setAmountText] = useState("");
  const [note, setNote] = useState("");
  const [wasTried, setWasTried] = useState(false);
  const settling = useEngineCommand("outbox.settle");
  const balances = useEngineQuery("credits.balance", { accountId }).data?.balances;
  const balanceMinor = balances?.find((balance) => balance.currency === currency)?.ledgerMinor ?? null;

  const read = readMoney(amountText, currency);
  const sentMinor = read.ok && read.amountMinor > 0 ? read.amountMinor : null;
  const isMissing = how === "change" && sentMinor === null;
  const movedMinor = movedBy(how, amountMinor, sentMinor);

  const settle = async () => {
    setWasTried(true);
    if (isMissing || whyNot !== null) return;
    try {
      await settling.run({ entryId, as: how, amountMinor: how === "change" ? sentMinor : null, note: orNothing(note) });
      onClose();
      notice(words.done[how]);
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <SubmitForm checksItself onSubmit={settle}>
      <Stack gap="sm">
        <Radio.Group aria-label={words.how} value={how} onChange={(value) => setHow(value)}>
          <Stack gap={6}>
            <Radio data-autofocus value="reverse" label={words.reverse} description={words.reverseHint(upstream)} />
            <Radio value="change" label={words.change} description={words.changeHint} />
            <Radio value="keep" label={words.keep} description={words.keepHint(upstream)} />
          </Stack>
        </Radio.Group>
        {how === "change" && (
          <MoneyInput
            required
            label={words.amount}
            currency={currency}
            value={amountText}
            error={wasTried && isMissing && (read.ok ? words.amountMissing : read.message)}
            onChange={setAmountText}
          />
        )}
        {balanceMinor !== null && movedMinor !== null && (
          <Text size="sm" aria-live="polite">
            {words.balance}: <Money amountMinor={balanceMinor} currency={currency} />
            {movedMinor !== 0 && (
              <>
                {" → "}
                <Money amountMinor={balanceMinor + movedMinor} currency={currency} emphasis="strong" />
              </>
            )}
          </Text>
        )}
        {how !== "keep" && (
          <NoteInput label={words.noteWhy} description={words.noteHint} value={note} onChange={setNote} />
        )}
        {whyNot !== null && (
          <Text size="sm" c="dimmed">
            {whyNot}
          </Text>
        )}
        {settling.error && <ErrorNotice error={settling.error} />}
      </Stack>
      <FormButtons
        cancel={words.close}
        submit={words.submit[how]}
        onCancel={onClose}
        isPending={settling.isPending}
        isDisabled={whyNot !== null}
      />
    </SubmitForm>
  );
}

/** By how much the balance here changes; null while the amount that is sent instead is not one. */
function movedBy(how: How, amountMinor: number, sentMinor: number | null): number | null {
  if (how === "keep") return 0;
  if (how === "reverse") return -amountMinor;
  return sentMinor === null ? null : Math.sign(amountMinor) * sentMinor - amountMinor;
}
