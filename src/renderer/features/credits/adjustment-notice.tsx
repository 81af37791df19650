import { Button, Group, Text } from "@mantine/core";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import { useCommand } from "../../foundation/commands.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { changeNotice, notice } from "../../foundation/notice.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useMoneyText } from "../../components/money.tsx";
import { creditsText } from "./credits-text.ts";

const { notice: words } = creditsText;
/** Long enough to notice a slip and to reach Undo by keyboard; the pointer over the notice stops the time. */
const undoTimeMs = 20_000;

/** Tells what an adjustment did, to those who look and to those who listen, and offers to undo it. */
export function useAdjustmentNotice(): { show(accountName: string, entry: LedgerEntry): void } {
  const moneyText = useMoneyText();
  return {
    show(accountName, entry) {
      const amount = moneyText(Math.abs(entry.amountMinor), entry.currency);
      const title = entry.amountMinor > 0 ? words.added(amount, accountName) : words.removed(amount, accountName);
      const newBalance = words.newBalance(moneyText(entry.balanceAfterMinor, entry.currency));
      notice({
        id: entry.id,
        title,
        message: <UndoNotice accountName={accountName} entry={entry} newBalance={newBalance} />,
        standsMs: undoTimeMs,
        announcement: `${title}. ${newBalance}.`,
      });
    },
  };
}

interface UndoNoticeProps {
  readonly accountName: string;
  readonly entry: LedgerEntry;
  readonly newBalance: string;
}

function UndoNotice({ accountName, entry, newBalance }: UndoNoticeProps) {
  const reverse = useEngineCommand("credits.reverse");
  const moneyText = useMoneyText();
  const undo = async () => {
    try {
      const { entry: reversal } = await reverse.run({ entryId: entry.id, note: words.undoNote });
      const title = words.undone(accountName);
      const message = words.newBalance(moneyText(reversal.balanceAfterMinor, reversal.currency));
      changeNotice(entry.id, { title, message, announcement: `${title}. ${message}.` });
    } catch {
      // The refusal is shown from the command's state, in the notice itself.
    }
  };
  useCommand("credits.undo", reverse.isPending ? null : () => void undo());
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" className="tabular">
          {newBalance}
        </Text>
        <Button size="compact-sm" variant="light" loading={reverse.isPending} onClick={() => void undo()}>
          {words.undo}
        </Button>
      </Group>
      {reverse.error && <ErrorNotice error={reverse.error} />}
    </>
  );
}
