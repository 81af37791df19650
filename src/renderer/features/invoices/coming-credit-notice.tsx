import { Alert, List } from "@mantine/core";
import { IconClockExclamation } from "@tabler/icons-react";
import type { ComingCredit } from "../../../shared/contract/invoice-view.ts";
import { DateText } from "../../components/date-text.tsx";
import { Money } from "../../components/money.tsx";
import { invoicesText } from "./invoices-text.ts";

interface ComingCreditNoticeProps {
  readonly changes: readonly ComingCredit[];
  readonly currency: string;
}

const words = invoicesText.comingCredit;

/** Says which credit will have expired or begun by the day of the invoice (BEHAVIOUR 5.3). */
export function ComingCreditNotice({ changes, currency }: ComingCreditNoticeProps) {
  if (changes.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconClockExclamation aria-hidden="true" />} title={words.title}>
      <List size="sm" className="tabular">
        {changes.map(({ blockId, amountMinor, change, on }) => (
          <List.Item key={blockId}>
            <Money amountMinor={amountMinor} currency={currency} /> {words[change]} <DateText on={on} />
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
