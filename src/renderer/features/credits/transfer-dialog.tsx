import { Group, Skeleton, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { AccountRow, AccountView } from "../../../shared/contract/accounts.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { ActRefusal } from "../approvals/act-refusal.tsx";
import { Choice } from "../../components/choice.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { MoneyInput, useMoneyReader } from "../../components/money-input.tsx";
import { Money, useMoneyText } from "../../components/money.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import classes from "./adjust-form.module.css";
import { AdjustmentEffect, useAdjustmentPreview } from "./adjustment-effect.tsx";
import { problemsOf, readAmount } from "./adjustment-form.ts";
import { readDay } from "./credit-terms-form.ts";
import { creditsText } from "./credits-text.ts";
import { MoreFields } from "./more-fields.tsx";
import { AccountChoice } from "../accounts/account-choice.tsx";
import { transferText } from "./transfer-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface TransferDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** Moves credit to another account (BEHAVIOUR 3.10), with what that does to both shown before it is done. */
export function TransferDialog({ accountId, onClose }: TransferDialogProps) {
  const account = useEngineQuery("accounts.get", { accountId });
  return (
    <Dialog
      onClose={onClose}
      size={920}
      title={
        <>
          {transferText.title}{" "}
          <Text span c="dimmed">
            {account.data && transferText.fromAccount(account.data.name)}
          </Text>
        </>
      }
    >
      {account.data ? (
        <TransferForm account={account.data} onClose={onClose} />
      ) : account.error ? (
        <ErrorNotice error={account.error} />
      ) : (
        <Skeleton h={400} />
      )}
    </Dialog>
  );
}

function TransferForm({ account, onClose }: { readonly account: AccountView; readonly onClose: () => void }) {
  const currencies = account.balances.filter(({ availableMinor }) => availableMinor > 0).map((each) => each.currency);
  const [receiver, setReceiver] = useState<AccountRow | null>(null);
  const [amountText, setAmountText] = useState("");
  const [currency, setCurrency] = useState(currencies[0] ?? account.currency);
  const [note, setNote] = useState("");
  const [countsOnText, setCountsOnText] = useState("");
  const [wasSubmitted, setWasSubmitted] = useState(false);
  const transfer = useEngineCommand("credits.transfer");
  const moneyText = useMoneyText();
  const amount = readAmount(useMoneyReader()(amountText, currency));
  const amountMinor = amount.ok ? amount.amountMinor : null;
  const countsOn = readDay(countsOnText);
  const preview = useAdjustmentPreview({
    account,
    action: "decrease",
    currency,
    amountMinor,
    countsOn: countsOn ?? null,
  });

  if (currencies.length === 0) return <Text>{transferText.noCredit}</Text>;

  const isAboveLimit = transfer.error?.view.code === "approval_required";
  const act =
    receiver === null || amountMinor === null || countsOn === undefined
      ? null
      : {
          fromAccountId: account.id,
          toAccountId: receiver.id,
          amountMinor,
          currency,
          note: orNothing(note),
          countsOn,
        };

  const save = async () => {
    setWasSubmitted(true);
    if (receiver === null || act === null) return;
    try {
      await transfer.run(act);
      onClose();
      const message = transferText.done(moneyText(act.amountMinor, currency), account.name, receiver.name);
      notice({ title: transferText.doneTitle, message });
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };
  return (
    <SubmitForm checksItself onSubmit={save}>
      <div className={classes.columns}>
        <Stack gap="sm">
          <AccountChoice
            isFirst
            label={transferText.to}
            exceptId={account.id}
            account={receiver}
            onChange={setReceiver}
            error={wasSubmitted && receiver === null ? transferText.toMissing : null}
          />
          <Group gap="xs" align="flex-start" wrap="nowrap">
            <MoneyInput
              required
              label={transferText.amount}
              currency={currency}
              showsCurrency={false}
              value={amountText}
              onChange={setAmountText}
              error={wasSubmitted && !amount.ok ? amount.message : null}
              flex={1}
            />
            <Choice
              label={transferText.currency}
              data={currencies}
              value={currency}
              onChange={(chosen) => chosen !== null && setCurrency(chosen)}
              allowDeselect={false}
              w={112}
            />
          </Group>
          <Textarea
            label={transferText.note}
            autosize
            minRows={2}
            maxRows={5}
            maxLength={2000}
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          <MoreFields
            countsOn={countsOnText}
            countsOnProblem={
              wasSubmitted && countsOn === undefined
                ? creditsText.terms.invalidDay
                : problemsOf(transfer.error?.view ?? null).countsOn
            }
            onCountsOn={setCountsOnText}
            terms={null}
          />
        </Stack>
        <Stack gap="sm">
          <AdjustmentEffect
            account={account}
            currency={currency}
            isDayNamed={countsOnText !== ""}
            preview={preview}
            refusal={isAboveLimit ? null : transfer.error}
          />
          {receiver !== null && <ReceiverEffect receiver={receiver} currency={currency} amountMinor={amountMinor} />}
        </Stack>
      </div>
      {isAboveLimit && transfer.error && act && (
        <ActRefusal error={transfer.error} method="credits.transfer" input={act} onAsked={onClose} />
      )}
      <FormButtons
        cancel={transferText.cancel}
        submit={transferText.save}
        onCancel={onClose}
        isPending={transfer.isPending}
      />
    </SubmitForm>
  );
}

interface ReceiverEffectProps {
  readonly receiver: AccountRow;
  readonly currency: string;
  readonly amountMinor: number | null;
}

/** The receiver's balance, now and after, in a line; what it means for their next invoice is on their own page. */
function ReceiverEffect({ receiver, currency, amountMinor }: ReceiverEffectProps) {
  const preview = useEngineQuery(
    "credits.preview",
    { accountId: receiver.id, action: "increase", amountMinor: amountMinor ?? 1, currency },
    { keepsPrevious: true },
  );
  const after = amountMinor === null ? null : (preview.data?.balanceAfter?.ledgerMinor ?? null);
  return (
    <div className={classes.effect}>
      <table>
        <tbody>
          <tr>
            <th scope="row">{transferText.balanceOf(receiver.name)}</th>
            <td>
              <Money amountMinor={preview.data?.balanceBefore?.ledgerMinor ?? null} currency={currency} />
            </td>
            <td data-changed={after === null ? undefined : ""}>
              {after !== null && <Money amountMinor={after} currency={currency} />}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
