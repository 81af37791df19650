import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Difference } from "../../../shared/contract/link.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { useMoneyText } from "../../components/money.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { countText } from "../../foundation/count-text.ts";
import { callEngine, useEngineCommand } from "../../foundation/engine.ts";
import { outboxText } from "./outbox-text.ts";
import { useLink } from "./use-link.ts";
import { failureNotice, notice } from "../../foundation/notice.tsx";

const words = outboxText.differences.settleAll;

/** Takes in all that statements of the upstream explain, an entry for each account, once what that is was shown (BEHAVIOUR 12.3). */
export function SettleExplained() {
  const linked = useLink();
  const [proposed, setProposed] = useState<readonly Explained[] | null>(null);
  const [isLooking, setLooking] = useState(false);
  const explainedCount = linked?.link.explainedCount ?? 0;
  const look = async () => {
    setLooking(true);
    try {
      setProposed(await listExplained());
    } catch (error) {
      failureNotice(error instanceof Error ? error.message : String(error));
    } finally {
      setLooking(false);
    }
  };
  return (
    <>
      <ActionButton
        takes="credits"
        size="xs"
        variant="default"
        title={words.hint}
        disabled={explainedCount === 0}
        loading={isLooking}
        onClick={() => void look()}
      >
        {words.open(countText(explainedCount))}
      </ActionButton>
      {proposed && <SettleAllDialog proposed={proposed} onClose={() => setProposed(null)} />}
    </>
  );
}

type Explained = Difference & { readonly explanation: NonNullable<Difference["explanation"]> };

async function listExplained(): Promise<Explained[]> {
  const found: Explained[] = [];
  for (let after: string | null = null; ;) {
    const page: { rows: Difference[]; nextCursor: string | null } = await callEngine("link.differences", {
      after,
      limit: 500,
    });
    found.push(...page.rows.filter((row): row is Explained => row.explanation !== null));
    if (page.nextCursor === null) return found;
    after = page.nextCursor;
  }
}

interface SettleAllDialogProps {
  readonly proposed: readonly Explained[];
  readonly onClose: () => void;
}

/** Of how many accounts the entry is shown by itself; the sums are of all. */
const shownLimit = 12;

function SettleAllDialog({ proposed, onClose }: SettleAllDialogProps) {
  const moneyText = useMoneyText();
  const settling = useEngineCommand("link.settleDifference");
  const [doneCount, setDoneCount] = useState(0);
  const settle = async () => {
    try {
      // What is done already is done, whatever becomes of the next one.
      for (const [index, { accountId, differenceMinor, explanation }] of proposed.entries()) {
        if (index < doneCount) continue;
        await settling.run({ accountId, differenceMinor, explainedMinor: explanation.amountMinor });
        setDoneCount(index + 1);
      }
      onClose();
      notice(words.done(countText(proposed.length)));
    } catch {
      // The refusal stands in the dialog, with how far it came.
    }
  };
  return (
    <Dialog title={words.title} onClose={onClose} size="lg">
      <SubmitForm checksItself onSubmit={settle}>
        <Stack gap="sm">
          <Text size="sm">{words.explain(countText(proposed.length))}</Text>
          <Stack component="ul" gap={2} m={0} pl="md" fz="sm">
            {proposed.slice(0, shownLimit).map(({ accountId, accountName, currency, explanation }) => (
              <li key={accountId}>
                {words.entry(
                  accountName,
                  moneyText(explanation.amountMinor, currency, true),
                  explanation.restMinor === 0 ? null : moneyText(explanation.restMinor, currency, true),
                )}
              </li>
            ))}
          </Stack>
          {proposed.length > shownLimit && <Text size="sm">{words.more(countText(proposed.length - shownLimit))}</Text>}
          <Text size="sm" fw={600}>
            {words.sums(sumsOf(proposed).map(([currency, minor]) => moneyText(minor, currency, true)))}
          </Text>
          {doneCount > 0 && (
            <Text size="sm" aria-live="polite">
              {words.progress(countText(doneCount), countText(proposed.length))}
            </Text>
          )}
          {settling.error && <ErrorNotice error={settling.error} />}
        </Stack>
        <FormButtons
          cancel={outboxText.differences.settle.cancel}
          submit={words.confirm(countText(proposed.length - doneCount))}
          onCancel={onClose}
          isPending={settling.isPending}
        />
      </SubmitForm>
    </Dialog>
  );
}

function sumsOf(proposed: readonly Explained[]): [currency: string, amountMinor: number][] {
  const sums = new Map<string, number>();
  for (const { currency, explanation } of proposed) {
    sums.set(currency, (sums.get(currency) ?? 0) + explanation.amountMinor);
  }
  return [...sums];
}
