import { Alert, Button, Group, Skeleton, Text } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { callEngine, EngineError, useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { addressOf, replacePlace } from "../../foundation/router.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Page } from "../../components/page.tsx";
import { PageFigure } from "../../components/page-figure.tsx";
import { TestGatewayBadge } from "../accounts/test-gateway-badge.tsx";
import { platform } from "../../platform/platform.ts";
import { ChangeNotice } from "./change-notice.tsx";
import { ComingCreditNotice } from "./coming-credit-notice.tsx";
import { figureChanges } from "./figures-difference.ts";
import { InvoicePaper } from "./invoice-paper.tsx";
import { text } from "../../foundation/text.ts";
import { useUpstream } from "../../foundation/upstream.ts";
import { invoicesText } from "./invoices-text.ts";
import { IssueNowDialog } from "./issue-now-dialog.tsx";
import { SavePdf } from "./save-pdf.tsx";
import { PendingCharges } from "./pending-charges.tsx";
import layout from "./paper-layout.module.css";
import { ActionButton } from "../../components/action-button.tsx";
import { notice } from "../../foundation/notice.tsx";

type Preview = MethodOutput<"invoices.preview">;

const words = invoicesText.preview;

/**
 * An account's next invoice before it exists, and the button that makes it exist as shown (BEHAVIOUR 8.9). The paper is
 * always the fresh one; when it is no longer what the operator was reading, the screen says what changed, whether the
 * engine refused a stale fingerprint or told of the change by itself.
 */
export function PreviewPage({ accountId }: { readonly accountId: string }) {
  const upstream = useUpstream();
  const account = useEngineQuery("accounts.get", { accountId });
  const preview = useEngineQuery("invoices.preview", { accountId });
  const issuedNow = useEngineQuery("invoices.preview", { accountId, asOf: "today" });
  const issuing = useEngineCommand("invoices.issue");
  const [read, setRead] = useState<Preview | null>(null);
  const [wasRefused, setWasRefused] = useState(false);
  const [isAsking, setAsking] = useState(false);

  const fresh = preview.data;
  // The first answer is what the operator starts to read.
  if (fresh && read === null) setRead(fresh);
  // Issuing moves the account on; until the screen has moved on too, what was issued stays in view.
  const shown = issuing.isPending && read !== null ? read : fresh;
  const isChanged = shown !== undefined && read !== null && shown.fingerprint !== read.fingerprint;
  const name = account.data?.name;

  const issue = async (confirmed: Preview) => {
    if (shown) setRead(shown);
    setAsking(false);
    setWasRefused(false);
    try {
      const { invoice } = await issuing.run({
        accountId,
        pinnedOn: confirmed.pinnedOn,
        fingerprint: confirmed.fingerprint,
      });
      notice({ title: words.issuedTitle, message: words.issued(invoice.number) });
      replacePlace({ screen: "invoice", invoiceId: invoice.id });
    } catch (error) {
      if (!(error instanceof EngineError) || error.view.code !== "preview_stale") return;
      issuing.clearError();
      await Promise.all([preview.refetch(), issuedNow.refetch()]);
      setWasRefused(true);
    }
  };

  /** Issued today it may use other credit than on its day; then that is shown first (BEHAVIOUR 5.3). */
  const issueOrAsk = (coming: Preview) => {
    if (issuedNow.data && issuedNow.data.fingerprint !== coming.fingerprint) setAsking(true);
    else void issue(coming);
  };

  const nothingToInvoice = preview.error?.view.code === "nothing_to_invoice";
  return (
    <Page
      title={words.title}
      breadcrumbs={[
        { label: words.breadcrumb, place: { screen: "accounts" } },
        ...(name === undefined
          ? []
          : [{ label: name, place: { screen: "account", accountId, tab: "overview" } as const }]),
      ]}
      description={
        shown && !preview.error && <Marks isEstimate={upstream !== null} usesTestGateway={shown.usesTestGateway} />
      }
      actions={
        shown &&
        !preview.error && (
          <>
            <PageFigure
              name={invoicesText.figures.dueMinor}
              amountMinor={shown.figures.dueMinor}
              currency={shown.figures.currency}
            />
            <Button size="sm" variant="default" onClick={() => void platform.print()}>
              {words.print}
            </Button>
            <SavePdf make={() => callEngine("invoices.previewPdf", { accountId })} />
            <ActionButton
              takes="invoices"
              isLeftToUpstream
              size="sm"
              loading={issuing.isPending}
              onClick={() => issueOrAsk(shown)}
            >
              {words.issue}
            </ActionButton>
          </>
        )
      }
    >
      {nothingToInvoice && (
        <EmptyState
          title={words.nothingTitle}
          actions={
            <Button
              size="sm"
              variant="default"
              component="a"
              href={addressOf({ screen: "account", accountId, tab: "overview" })}
            >
              {words.openAccount}
            </Button>
          }
        >
          {words.nothing}
        </EmptyState>
      )}
      {preview.error && !nothingToInvoice && (
        <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {issuing.error && <ErrorNotice error={issuing.error} />}
      {preview.isPending && <Skeleton h={520} maw={832} aria-label={words.loading} />}
      {shown && !preview.error && (
        <>
          {upstream && (
            <Alert icon={<IconEye aria-hidden="true" />} title={words.estimateBanner}>
              {words.estimateDetail(upstream.name, upstream.address)} {text.estimates.withoutDiscounts(upstream.name)}
            </Alert>
          )}
          <ComingCreditNotice changes={shown.comingCredit} currency={shown.figures.currency} />
          {isAsking && issuedNow.data && (
            <IssueNowDialog
              coming={shown}
              now={issuedNow.data}
              onCancel={() => setAsking(false)}
              onConfirm={() => issuedNow.data && void issue(issuedNow.data)}
            />
          )}
          {(isChanged || wasRefused) && read && (
            <ChangeNotice
              changes={figureChanges(read.figures, shown.figures)}
              wasRefused={wasRefused}
              onDismiss={() => {
                setRead(shown);
                setWasRefused(false);
              }}
            />
          )}
        </>
      )}
      <div className={layout.columns}>
        {shown && !preview.error && (
          <InvoicePaper figures={shown.figures} number={null} state="preview" usesTestGateway={shown.usesTestGateway} />
        )}
        {account.data && (
          <div className={layout.aside}>
            <PendingCharges account={account.data} />
          </div>
        )}
      </div>
    </Page>
  );
}

/** That it is not issued, and whether money would move. */
function Marks({ isEstimate, usesTestGateway }: { readonly isEstimate: boolean; readonly usesTestGateway: boolean }) {
  return (
    <Group gap="xs" mt={2}>
      {!isEstimate && (
        <Text size="sm" c="dimmed">
          {words.banner}
        </Text>
      )}
      {usesTestGateway && <TestGatewayBadge />}
    </Group>
  );
}
