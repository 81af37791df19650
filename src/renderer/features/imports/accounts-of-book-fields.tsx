import { Checkbox, Stack } from "@mantine/core";
import type { AccountsOfBook } from "./import-draft.ts";
import { importsText } from "./imports-text.ts";

interface AccountsOfBookFieldsProps {
  readonly accountsOfBook: AccountsOfBook;
  readonly isDisabled: boolean;
  readonly onChange: (changed: Partial<AccountsOfBook>) => void;
}

const words = importsText.existing;

/** Whether accounts that the book has are changed by what the files say of them, and what a blank cell says. */
export function AccountsOfBookFields({ accountsOfBook, isDisabled, onChange }: AccountsOfBookFieldsProps) {
  const isUpdate = accountsOfBook.existing === "update";
  return (
    <Stack gap="xs">
      <Checkbox
        label={words.update}
        description={words.updateHint}
        disabled={isDisabled}
        checked={isUpdate}
        onChange={({ currentTarget }) => onChange({ existing: currentTarget.checked ? "update" : "refuse" })}
      />
      {isUpdate && (
        <Checkbox
          label={words.clear}
          description={words.clearHint}
          disabled={isDisabled}
          checked={accountsOfBook.emptyCells === "clear"}
          onChange={({ currentTarget }) => onChange({ emptyCells: currentTarget.checked ? "clear" : "keep" })}
        />
      )}
    </Stack>
  );
}
