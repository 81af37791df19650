import { Text } from "@mantine/core";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import { countText } from "../../foundation/count-text.ts";
import { Money } from "../../components/money.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { creditsText } from "./credits-text.ts";
import { notice } from "../../foundation/notice.tsx";

type Applied = MethodAnswer<"credits.applyToOpenInvoices">["applied"];

const { apply: words } = creditsText;
/** As many invoices as a notice can name and still be read; the ledger has them all. */
const namedInvoiceLimit = 5;
/** Long enough to read every line. */
const readingTimeMs = 15_000;

/** Says how much credit was used for which invoice, oldest first, and what that left to be paid. */
export function showAppliedNotice(applied: Applied): void {
  notice({
    title: words.doneTitle,
    message: <AppliedNotice applied={applied} />,
    standsMs: readingTimeMs,
  });
}

function AppliedNotice({ applied }: { readonly applied: Applied }) {
  const unnamedCount = applied.length - namedInvoiceLimit;
  return (
    <>
      {applied.slice(0, namedInvoiceLimit).map((use) => (
        <Text key={use.invoiceId} size="sm" className="tabular">
          <Money amountMinor={use.amountMinor} currency={use.currency} /> {words.usedFor}{" "}
          <PlaceLink size="sm" underline="always" to={{ screen: "invoice", invoiceId: use.invoiceId }}>
            <span className="one-line">{use.invoiceNumber}</span>
          </PlaceLink>
          {use.outstandingMinor === 0 ? (
            words.isPaid
          ) : (
            <>
              {words.staysOpen} <Money amountMinor={use.outstandingMinor} currency={use.currency} />.
            </>
          )}
        </Text>
      ))}
      {unnamedCount > 0 && <Text size="sm">{words.andMore(countText(unnamedCount))}</Text>}
    </>
  );
}
