import { Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { reasonText } from "../../foundation/reason-names.ts";
import { DateText, MomentText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Money } from "../../components/money.tsx";
import { Page } from "../../components/page.tsx";
import { Unbroken } from "../../components/unbroken.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import classes from "./entry-page.module.css";
import { EntryBlocks } from "./entry-blocks.tsx";
import { EntryProof } from "./entry-proof.tsx";
import { UpstreamMark } from "../link/upstream-mark.tsx";
import { whatText } from "./ledger-columns.tsx";
import { ledgerText } from "./ledger-text.ts";
import { ReverseDialog } from "./reverse-dialog.tsx";
import { ActionButton } from "../../components/action-button.tsx";

type EntryDetails = MethodOutput<"ledger.get">;

const words = ledgerText.entry;

/** One entry with its whole provenance: cause, author, links both ways, and what proves it. */
export function EntryPage({ entryId }: { readonly entryId: string }) {
  const details = useEngineQuery("ledger.get", { entryId });
  const [isReversing, setReversing] = useState(false);
  const entry = details.data?.entry;

  return (
    <Page
      title={entry ? words.title(countText(entry.sequence)) : words.titleLoading}
      breadcrumbs={[{ label: ledgerText.title, place: { screen: "ledger" } }]}
      actions={
        details.data?.isReversible && (
          <ActionButton takes="credits" size="sm" variant="default" onClick={() => setReversing(true)}>
            {words.reverse}
          </ActionButton>
        )
      }
    >
      {details.error && <ErrorNotice error={details.error} onRetry={() => void details.refetch()} />}
      {details.data && <Entry details={details.data} />}
      {entry && isReversing && <ReverseDialog entry={entry} onClose={() => setReversing(false)} />}
    </Page>
  );
}

function Entry({ details }: { readonly details: EntryDetails }) {
  const { entry } = details;
  return (
    <Stack gap="lg">
      <div>
        <Text size="sm" c="dimmed">
          <Unbroken sentence={whatText(entry)} word={entry.invoiceNumber} />
        </Text>
        <Money amountMinor={entry.amountMinor} currency={entry.currency} showsPlus emphasis="large" />
        {entry.upstreamState !== null && (
          <Group gap="sm" mt={4}>
            <UpstreamMark entry={entry} />
            <PlaceLink size="sm" to={{ screen: "link", tab: "outbox", entryId: entry.id }}>
              {words.openOutbox}
            </PlaceLink>
          </Group>
        )}
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xl" verticalSpacing="lg">
        <CauseFacts details={details} />
        <AuthorFacts details={details} />
        <BalanceFacts details={details} />
      </SimpleGrid>
      {entry.note !== null && (
        <Section title={words.note}>
          <p className={classes.note}>{entry.note}</p>
        </Section>
      )}
      {details.blocks.length > 0 && (
        <Section title={words.blocks}>
          <EntryBlocks details={details} />
        </Section>
      )}
      <details>
        <summary className={classes.proof}>{words.proof}</summary>
        <EntryProof details={details} />
      </details>
    </Stack>
  );
}

function CauseFacts({ details: { entry, invoiceId, reversedByEntryId } }: { readonly details: EntryDetails }) {
  // An invoice uses credit and, when it is voided, returns it; everything else that is taken back is reversed.
  const isUse = entry.sourceType === "invoice_applied";
  const isReturn = entry.sourceType === "invoice_returned";
  return (
    <Facts title={words.cause}>
      <Fact name={words.what}>{ledgerText.sources[entry.sourceType]}</Fact>
      {invoiceId !== null && (
        <Fact name={isUse ? words.paid : words.invoice}>
          <PlaceLink size="sm" to={{ screen: "invoice", invoiceId }}>
            <span className="one-line">{entry.invoiceNumber ?? invoiceId}</span>
          </PlaceLink>
        </Fact>
      )}
      {entry.reversesEntryId !== null && (
        <Fact name={isReturn ? words.returns : words.reverses}>
          <PlaceLink size="sm" to={{ screen: "entry", entryId: entry.reversesEntryId }}>
            {isReturn ? words.openUse : words.openOriginal}
          </PlaceLink>
        </Fact>
      )}
      {reversedByEntryId !== null && (
        <Fact name={isUse ? words.returnedBy : words.reversedBy}>
          <PlaceLink size="sm" to={{ screen: "entry", entryId: reversedByEntryId }}>
            {isUse ? words.openReturn : words.openReversal}
          </PlaceLink>
        </Fact>
      )}
      <Fact name={words.reason}>{reasonText(entry.reasonName) ?? words.none}</Fact>
    </Facts>
  );
}

function AuthorFacts({ details: { entry, approval } }: { readonly details: EntryDetails }) {
  return (
    <Facts title={words.who}>
      <Fact name={words.operator}>{entry.operator}</Fact>
      {approval && (
        <Fact name={words.approvedBy}>
          {approval.approver},{" "}
          <PlaceLink size="sm" to={{ screen: "approvals", tab: "decided", requestId: approval.requestId }}>
            {words.request(countText(approval.number))}
          </PlaceLink>
        </Fact>
      )}
      <Fact name={words.origin}>{ledgerText.origins[entry.origin]}</Fact>
      <Fact name={words.created}>
        <MomentText atMs={entry.createdAtMs} />
      </Fact>
      <Fact name={words.effective}>
        <DateText on={entry.effectiveOn} />
      </Fact>
    </Facts>
  );
}

function BalanceFacts({ details: { entry, accountKind } }: { readonly details: EntryDetails }) {
  return (
    <Facts title={words.balance}>
      <Fact name={words.kinds[accountKind]}>
        <PlaceLink size="sm" to={{ screen: "account", accountId: entry.accountId, tab: "ledger" }}>
          {entry.accountName}
        </PlaceLink>
      </Fact>
      <Fact name={words.balanceBefore}>
        <Money amountMinor={entry.balanceBeforeMinor} currency={entry.currency} />
      </Fact>
      <Fact name={words.amount}>
        <Money amountMinor={entry.amountMinor} currency={entry.currency} showsPlus />
      </Fact>
      <Fact name={words.balanceAfter} isTotal>
        <Money amountMinor={entry.balanceAfterMinor} currency={entry.currency} emphasis="strong" />
      </Fact>
    </Facts>
  );
}
