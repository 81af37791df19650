import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { transferText } from "./transfer-text.ts";

interface ReceiverChoiceProps {
  /** The account that gives; it cannot receive. */
  readonly fromAccountId: string;
  readonly receiver: AccountRow | null;
  readonly onChange: (receiver: AccountRow | null) => void;
  readonly error: string | null;
}

const searchDelayMs = 120;
const offeredAccounts = 20;

/** Finds the account that receives the credit, among a million if need be: the engine searches, this shows what it found. */
export function ReceiverChoice({ fromAccountId, receiver, onChange, error }: ReceiverChoiceProps) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, searchDelayMs);
  const found = useEngineQuery("accounts.list", { search, limit: offeredAccounts }, { keepsPrevious: true });
  const offered = (found.data?.rows ?? []).filter(({ id }) => id !== fromAccountId);
  // The chosen one stays among the options while something else is searched, so that its name stays in the field.
  const known = receiver && !offered.some(({ id }) => id === receiver.id) ? [receiver, ...offered] : offered;
  return (
    <Select
      data-autofocus
      required
      searchable
      label={transferText.to}
      placeholder={transferText.toPlaceholder}
      data={known.map(({ id, name, contact }) => ({
        value: id,
        label: contact === null ? name : `${name} · ${contact}`,
      }))}
      // What the engine found is what is offered; it also finds by id, which the label does not show.
      filter={({ options }) => options}
      value={receiver?.id ?? null}
      onChange={(id) => onChange(known.find((row) => row.id === id) ?? null)}
      onSearchChange={setTyped}
      nothingFoundMessage={found.isFetching ? transferText.searching : transferText.nobodyFound}
      error={error}
    />
  );
}
