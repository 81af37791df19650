import { useDebouncedValue } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { CivilDate } from "../../../shared/civil-date.ts";
import type { AccountView, CreditBalance, NextInvoiceSummary } from "../../../shared/contract/accounts.ts";
import type { AdjustmentAction, AdjustmentPreview, CreditTermsInput } from "../../../shared/contract/credits.ts";
import { useEngineQuery, type EngineError } from "../../foundation/engine.ts";
import { text } from "../../foundation/text.ts";
import { useUpstream } from "../../foundation/upstream.ts";
import { dateText } from "../../foundation/day-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Money } from "../../components/money.tsx";
import classes from "./adjust-form.module.css";
import { saidBesideBalance, saidBesideInvoice } from "./credit-terms-words.ts";
import { creditsText } from "./credits-text.ts";

/** What an adjustment would be, as far as it is typed. */
interface AskedEffect {
  readonly account: AccountView;
  readonly action: AdjustmentAction;
  readonly currency: string;
  /** Null while what was typed is not an amount. */
  readonly amountMinor: number | null;
  /** What is said about credit that is added; null: plain credit. */
  readonly terms?: CreditTermsInput | null;
  /** The day that it counts for; null: today. */
  readonly countsOn?: CivilDate | null;
  /** Whether it is being made: what it would do is no question then, and what it did makes the answer old. */
  readonly isBeingMade?: boolean;
}

interface AdjustmentEffectProps extends Pick<AskedEffect, "account" | "currency" | "terms"> {
  /** Whether a day is named that it counts for; then the one is shown that it will. */
  readonly isDayNamed?: boolean;
  readonly preview: ReturnType<typeof useAdjustmentPreview>;
  /** Why the adjustment was refused when it was sent. */
  readonly refusal: EngineError | null;
  /** Whether something else takes the place that is kept for a problem. */
  readonly isPlaceTaken?: boolean;
}

const previewDelayMs = 150;
const words = creditsText.effect;

/**
 * Asks the engine what an adjustment would do, a moment after it was typed.
 *
 * @returns what it would do, as far as it is known; null where there is no amount, or none that is asked for yet.
 */
export function useAdjustmentPreview(effect: AskedEffect) {
  const { account, action, currency, amountMinor, terms = null, countsOn = null, isBeingMade = false } = effect;
  const asked = JSON.stringify({ accountId: account.id, action, currency, amountMinor, terms, countsOn });
  const [settled] = useDebouncedValue(asked, previewDelayMs);
  const input = JSON.parse(settled) as {
    accountId: string;
    action: AdjustmentAction;
    currency: string;
    amountMinor: number | null;
    terms: CreditTermsInput | null;
    countsOn: CivilDate | null;
  };
  const preview = useEngineQuery(
    "credits.preview",
    { ...input, amountMinor: input.amountMinor ?? 1 },
    { isEnabled: input.amountMinor !== null && !isBeingMade, keepsPrevious: true },
  );
  return {
    shown: amountMinor === null || input.currency !== currency ? null : effectOf(preview.data),
    isWaiting: amountMinor !== null && (asked !== settled || preview.isFetching),
    error: amountMinor === null ? null : preview.error,
  };
}

/** What the adjustment would do, from the engine: the balance and the next invoice, now and after. */
export function AdjustmentEffect(props: AdjustmentEffectProps) {
  const { account, currency, terms = null, isDayNamed = false, preview, refusal, isPlaceTaken = false } = props;
  const { shown, isWaiting, error } = preview;
  const problem = refusal ?? shown?.problem ?? error;

  return (
    <section aria-label={words.label} className={classes.effect}>
      <div className={isWaiting ? classes.waiting : undefined} aria-busy={isWaiting}>
        <EffectTable
          currency={currency}
          terms={terms}
          isDayNamed={isDayNamed}
          {...(shown ?? asThingsStand(account, currency))}
        />
      </div>
      <div className={classes.problem} data-taken={isPlaceTaken || undefined} aria-live="polite">
        {problem && <ErrorNotice error={problem} />}
      </div>
    </section>
  );
}

interface Effect extends AdjustmentPreview {
  /** False where there is nothing to show in the second column. */
  readonly isKnown: boolean;
}

/** What is refused has no effect, and no figures that look like one. */
function effectOf(preview: AdjustmentPreview | undefined): Effect | null {
  return preview === undefined ? null : { ...preview, isKnown: preview.problem === null };
}

/** Before there is an amount: what is so now, and nothing beside it. */
function asThingsStand(account: AccountView, currency: string): Effect {
  return {
    balanceBefore: account.balances.find((balance) => balance.currency === currency) ?? null,
    balanceAfter: null,
    countsOn: null,
    nextInvoiceBefore: account.nextInvoice,
    nextInvoiceAfter: null,
    problem: null,
    approval: null,
    isKnown: false,
  };
}

interface EffectTableProps extends Effect {
  readonly isDayNamed: boolean;
  readonly currency: string;
  readonly terms: CreditTermsInput | null;
}

function EffectTable(props: EffectTableProps) {
  const { currency, terms, balanceBefore, balanceAfter, nextInvoiceBefore, nextInvoiceAfter, isKnown } = props;
  const upstream = useUpstream();
  const saidOfBalance = isKnown ? saidBesideBalance(terms) : null;
  const invoice = nextInvoiceAfter ?? nextInvoiceBefore;
  const balanceRow = (name: string, pick: (balance: CreditBalance) => number) => (
    <Row
      name={name}
      currency={currency}
      before={balanceBefore && pick(balanceBefore)}
      after={balanceAfter && pick(balanceAfter)}
      isKnown={isKnown}
    />
  );
  const invoiceRow = (name: string, pick: (invoice: NextInvoiceSummary) => number) => (
    <Row
      name={name}
      currency={invoice?.currency ?? currency}
      before={nextInvoiceBefore && pick(nextInvoiceBefore)}
      after={nextInvoiceAfter && pick(nextInvoiceAfter)}
      isKnown={isKnown}
    />
  );
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{words.label}</span>
          </th>
          <th scope="col">{words.now}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {balanceRow(words.balance, ({ ledgerMinor }) => ledgerMinor)}
        {balanceRow(words.available, ({ availableMinor }) => availableMinor)}
        {props.isDayNamed && props.countsOn !== null && (
          <SaidRow name={words.counts}>{dateText(props.countsOn)}</SaidRow>
        )}
        {saidOfBalance !== null && <SaidRow name={words.added}>{saidOfBalance}</SaidRow>}
      </tbody>
      <tbody>
        <tr className={classes.section}>
          <th scope="rowgroup" colSpan={3}>
            {invoice
              ? (invoice.isEstimate ? words.estimatedInvoice : words.nextInvoice)(dateText(invoice.on))
              : words.noNextInvoice}
          </th>
        </tr>
        {invoice ? (
          <>
            {invoiceRow(words.charge, ({ totalMinor }) => totalMinor)}
            {invoiceRow(words.creditUsed, ({ creditAppliedMinor }) => -creditAppliedMinor)}
            {invoiceRow(words.due, ({ dueMinor }) => dueMinor)}
            {invoiceRow(words.creditLeft, ({ creditLeftMinor }) => creditLeftMinor)}
            {saidOfBalance !== null && <SaidRow name={words.added}>{saidBesideInvoice(terms, invoice.on)}</SaidRow>}
            {invoice.isEstimate && upstream && (
              <tr className={classes.said}>
                <td colSpan={3}>{text.estimates.withoutDiscounts(upstream.name)}</td>
              </tr>
            )}
          </>
        ) : (
          <tr>
            <td colSpan={3}>{words.noInvoice}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** When an adjustment counts, or the credit that it adds begins and ends, beside a figure that it is part of. */
function SaidRow({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <tr className={classes.said}>
      <th scope="row">{name}</th>
      <td colSpan={2}>{children}</td>
    </tr>
  );
}

interface RowProps {
  readonly name: string;
  readonly currency: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly isKnown: boolean;
}

function Row({ name, currency, before, after, isKnown }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Money amountMinor={before} currency={currency} />
      </td>
      <td data-changed={(isKnown && before !== after) || undefined}>
        {isKnown && <Money amountMinor={after} currency={currency} />}
      </td>
    </tr>
  );
}
