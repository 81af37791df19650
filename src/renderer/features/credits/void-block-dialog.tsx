import { Text } from "@mantine/core";
import { useState } from "react";
import type { CreditBlockView } from "../../../shared/contract/credits.ts";
import { ActRefusal } from "../approvals/act-refusal.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { DateText } from "../../components/date-text.tsx";
import { Fact, FactList } from "../../components/facts.tsx";
import { Money, useMoneyText } from "../../components/money.tsx";
import { NoteInput } from "../../components/note-input.tsx";
import { creditsText } from "./credits-text.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { notice } from "../../foundation/notice.tsx";

interface VoidBlockDialogProps {
  readonly block: CreditBlockView;
  readonly onClose: () => void;
}

const words = creditsText.voidBlock;

/** Asks before what is left of a block of credit is taken off the account (BEHAVIOUR 5.5). Cancel has the focus. */
export function VoidBlockDialog({ block, onClose }: VoidBlockDialogProps) {
  const { currency, amountMinor, remainingMinor, expiresOn } = block;
  const [note, setNote] = useState("");
  const moneyText = useMoneyText();

  const act = { blockId: block.id, note: orNothing(note) };
  return (
    <ConfirmDialog
      title={words.title}
      cancel={words.cancel}
      confirm={words.confirm}
      command="credits.voidBlock"
      input={act}
      renderRefusal={(error) => <ActRefusal error={error} method="credits.voidBlock" input={act} onAsked={onClose} />}
      onDone={({ entry }) => {
        const message = entry ? words.done(moneyText(-entry.amountMinor, currency)) : words.nothingTaken;
        notice({ title: words.doneTitle, message });
      }}
      onClose={onClose}
      isDestructive
    >
      <Text size="sm">{words.explain}</Text>
      <FactList>
        <Fact name={words.taken}>
          <Money amountMinor={remainingMinor === 0 ? 0 : -remainingMinor} currency={currency} emphasis="strong" />
        </Fact>
        {amountMinor !== remainingMinor && (
          <Fact name={words.used}>
            <Money amountMinor={amountMinor - remainingMinor} currency={currency} />
          </Fact>
        )}
        {expiresOn !== null && (
          <Fact name={words.expires}>
            <DateText on={expiresOn} />
          </Fact>
        )}
      </FactList>
      <NoteInput label={words.note} description={words.noteHint} value={note} onChange={setNote} />
    </ConfirmDialog>
  );
}
