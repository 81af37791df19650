import { Text } from "@mantine/core";
import { useState } from "react";
import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { ActRefusal } from "../approvals/act-refusal.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Fact, FactList } from "../../components/facts.tsx";
import { Money } from "../../components/money.tsx";
import { NoteInput } from "../../components/note-input.tsx";
import { ledgerText } from "./ledger-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface ReverseDialogProps {
  readonly entry: LedgerRow;
  readonly onClose: () => void;
}

/**
 * Asks before an entry is reversed (BEHAVIOUR 3.6). Cancel has the focus, so that Enter alone writes nothing. What was typed
 * stays when the engine refuses.
 */
export function ReverseDialog({ entry, onClose }: ReverseDialogProps) {
  const words = ledgerText.reverse;
  const [note, setNote] = useState("");
  const balance = useEngineQuery("credits.balance", { accountId: entry.accountId });
  const balanceMinor = balance.data?.balances.find(({ currency }) => currency === entry.currency)?.ledgerMinor ?? null;

  const act = { entryId: entry.id, note: orNothing(note) };
  return (
    <ConfirmDialog
      title={words.title(countText(entry.sequence))}
      cancel={words.cancel}
      confirm={words.confirm}
      command="credits.reverse"
      input={act}
      renderRefusal={(error) => <ActRefusal error={error} method="credits.reverse" input={act} onAsked={onClose} />}
      onDone={({ entry: written }) =>
        notice({ title: words.doneTitle, message: words.done(countText(written.sequence)) })
      }
      onClose={onClose}
    >
      <Text size="sm">{words.explain}</Text>
      <FactList>
        <Fact name={ledgerText.entry.account}>{entry.accountName}</Fact>
        <Fact name={words.balance}>
          <Money amountMinor={balanceMinor} currency={entry.currency} />
        </Fact>
        <Fact name={words.newEntry}>
          <Money amountMinor={-entry.amountMinor} currency={entry.currency} showsPlus emphasis="strong" />
        </Fact>
      </FactList>
      <NoteInput label={words.note} description={words.noteHint} value={note} onChange={setNote} />
    </ConfirmDialog>
  );
}
