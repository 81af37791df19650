import { Text } from "@mantine/core";
import type { ApprovalRequest } from "../../../shared/contract/approvals.ts";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { countText } from "../../foundation/count-text.ts";
import { approvalsText } from "./approvals-text.ts";

const shownEffects = 2;
const words = approvalsText.list;

/** What a request gives or takes, in a few words: its first effects. */
export function CreditOfRequest({ effects }: Pick<ApprovalRequest, "effects">) {
  const more = effects.length - shownEffects;
  return (
    <>
      {effects.slice(0, shownEffects).map(({ accountId, currency, amountMinor, entryCount }, index) => (
        <Text key={`${index}`} size="sm" component="div">
          <MoneyFigure amountMinor={amountMinor} currency={currency} showsPlus />
          {accountId === null && (
            <Text size="xs" c="dimmed">
              {words.rows(countText(entryCount))}
            </Text>
          )}
        </Text>
      ))}
      {more > 0 && (
        <Text size="xs" c="dimmed">
          {words.more(countText(more))}
        </Text>
      )}
    </>
  );
}
