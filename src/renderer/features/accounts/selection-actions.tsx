import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ExplainedItem } from "../../components/explained-item.tsx";
import type { RowStore } from "../../components/list/row-store.ts";
import { useCommand } from "../../foundation/commands.ts";
import { countText } from "../../foundation/count-text.ts";
import { useWhyNot } from "../../foundation/session.ts";
import { mostSelected } from "../imports/selection-adjustment.ts";
import { accountsText } from "./accounts-text.ts";

// With it comes what sends files, which the first list does not wait for.
const SelectionAdjustmentDialog = lazy(async () => ({
  default: (await import("../imports/selection-adjustment-dialog.tsx")).SelectionAdjustmentDialog,
}));

/** Rows of a list that follow each other. */
export interface Selection {
  readonly first: number;
  readonly last: number;
}

/** What can be done to the accounts that are selected, where there is more than one. */
interface SelectionActions {
  /** Null while there is one account at the most, or what would be done is refused. */
  readonly adjust: (() => void) | null;
  readonly menu: ReactNode;
  readonly dialog: ReactNode;
}

export function useSelectionActions(rows: RowStore<AccountRow>, selection: Selection | null): SelectionActions {
  const [accounts, setAccounts] = useState<readonly AccountRow[] | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const mayNot = useWhyNot("credits");
  const count = selection === null ? 0 : selection.last - selection.first + 1;
  const refusal = mayNot ?? (count > mostSelected ? accountsText.actions.tooMany(countText(mostSelected)) : null);

  const begin = () => {
    if (selection === null) return;
    rows.rowsBetween(selection.first, selection.last).then(setAccounts, setError);
  };
  const adjust = count > 1 && refusal === null ? begin : null;
  useCommand("credits.adjustSelection", adjust);
  return {
    adjust,
    menu: count > 1 && (
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            aria-label={accountsText.actions.selectedLabel(countText(count))}
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          >
            {accountsText.actions.selected(countText(count))}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ExplainedItem
            name={accountsText.actions.adjustSelected(countText(count))}
            refusal={refusal}
            onClick={begin}
          />
        </Menu.Dropdown>
      </Menu>
    ),
    dialog: error ? (
      <Dialog title={accountsText.actions.label} onClose={() => setError(null)}>
        <ErrorNotice error={error} />
      </Dialog>
    ) : (
      accounts && (
        <Suspense>
          <SelectionAdjustmentDialog accounts={accounts} onClose={() => setAccounts(null)} />
        </Suspense>
      )
    ),
  };
}
