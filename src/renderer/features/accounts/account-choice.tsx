import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { accountsText } from "./accounts-text.ts";

interface AccountChoiceProps {
  readonly label: string;
  /** Only these; left out: users and organizations. */
  readonly kind?: AccountRow["kind"];
  /** The one that cannot be chosen. */
  readonly exceptId?: string;
  readonly account: AccountRow | null;
  readonly onChange: (account: AccountRow | null) => void;
  readonly error: string | null;
  /** Whether it has the focus as its dialog opens. */
  readonly isFirst?: boolean;
}

const searchDelayMs = 120;
const offeredAccounts = 20;
const words = accountsText.choice;

/** Finds one account, among a million if need be: the engine searches, this shows what it found. */
export function AccountChoice(props: AccountChoiceProps) {
  const { label, kind = null, exceptId, account, onChange, error, isFirst = false } = props;
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, searchDelayMs);
  const found = useEngineQuery("accounts.list", { kind, search, limit: offeredAccounts }, { keepsPrevious: true });
  const offered = (found.data?.rows ?? []).filter(({ id }) => id !== exceptId);
  // The chosen one stays among the options while something else is searched, so that its name stays in the field.
  const known = account && !offered.some(({ id }) => id === account.id) ? [account, ...offered] : offered;
  return (
    <Select
      data-autofocus={isFirst || undefined}
      required
      searchable
      // It opens with what is typed: as it opened by the focus alone, the first Esc closed its list, and only the next the dialog.
      openOnFocus={false}
      label={label}
      placeholder={words.placeholder}
      data={known.map(({ id, name, contact }) => ({
        value: id,
        label: contact === null ? name : `${name} · ${contact}`,
      }))}
      // What the engine found is what is offered; it also finds by id, which the label does not show.
      filter={({ options }) => options}
      value={account?.id ?? null}
      onChange={(id) => onChange(known.find((row) => row.id === id) ?? null)}
      onSearchChange={setTyped}
      nothingFoundMessage={found.isFetching ? words.searching : words.nobodyFound}
      error={error}
    />
  );
}
