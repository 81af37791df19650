import { Alert, Text } from "@mantine/core";
import { IconFlask, IconRefreshAlert } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Money, useMoneyText } from "../../components/money.tsx";
import { Why } from "../explanations/why.tsx";
import classes from "./change-preview.module.css";
import { previewDifferences, previewSections, type PreviewRow, type PreviewValue } from "./preview-sections.ts";
import { subscriptionsText } from "./subscriptions-text.ts";
import type { ChangeUnderWay } from "./use-change.ts";

const words = subscriptionsText.preview;

/** What a change does, and why it cannot be done where it cannot. */
export function ChangePreview({ underWay }: { readonly underWay: ChangeUnderWay }) {
  const { preview, before, wasRefused, isWaiting, problem } = underWay;
  return (
    <section aria-label={words.label} className={classes.pane} aria-busy={isWaiting}>
      <div aria-live="polite">
        {problem && <ErrorNotice error={problem} />}
        {!problem && (before || wasRefused) && (
          <Alert color="yellow" icon={<IconRefreshAlert aria-hidden="true" />} title={words.changedTitle} mb="xs">
            {wasRefused ? words.changedRefused : words.changed}
          </Alert>
        )}
      </div>
      {!problem && preview && (
        <div className={isWaiting ? classes.waiting : undefined}>
          {preview.usesTestGateway && preview.invoice !== null && (
            <p className={classes.gateway}>
              <IconFlask size={14} aria-hidden="true" /> {words.testGateway}
            </p>
          )}
          <Sections
            sections={previewSections(preview)}
            differences={before ? previewDifferences(before, preview) : noDifferences}
          />
        </div>
      )}
      {!problem && !preview && (
        <Text size="sm" c="dimmed">
          {isWaiting ? words.computing : words.nothingYet}
        </Text>
      )}
    </section>
  );
}

type Differences = ReturnType<typeof previewDifferences>;

const noDifferences: Differences = new Map();

interface SectionsProps {
  readonly sections: ReturnType<typeof previewSections>;
  readonly differences: Differences;
}

function Sections({ sections, differences }: SectionsProps) {
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{words.label}</caption>
      {sections.map(({ key, title, sentence, rows }) => (
        <tbody key={key}>
          <tr className={classes.heading}>
            <th scope="rowgroup" colSpan={2}>
              {title}
            </th>
          </tr>
          {sentence !== undefined && (
            <tr>
              <td colSpan={2} className={classes.sentence}>
                {sentence}
              </td>
            </tr>
          )}
          {rows.map((row) => (
            <Row key={row.key} row={row} before={differences.get(row.key)} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface RowProps {
  readonly row: PreviewRow;
  /** What it said before; null where it is new, left out where it is the same. */
  readonly before: PreviewValue | null | undefined;
}

function Row({ row, before }: RowProps) {
  const { label, detail, discountMinor, value, isTotal = false, steps = [] } = row;
  const moneyText = useMoneyText();
  return (
    <tr data-total={isTotal || undefined} data-changed={before !== undefined || undefined}>
      <th scope="row">
        {label}
        {detail !== undefined && <span className={classes.detail}>{detail}</span>}
      </th>
      <td>
        {value.kind === "money" && steps.length > 0 ? (
          <Why name={label} amountMinor={value.amountMinor} currency={value.currency} steps={steps} />
        ) : (
          valueOf(value)
        )}
        {discountMinor !== undefined && value.kind === "money" && (
          <span className={classes.detail}>{words.lessDiscount(moneyText(discountMinor, value.currency))}</span>
        )}
        {before && (
          <span className={classes.detail}>
            {words.was} {valueOf(before)}
          </span>
        )}
      </td>
    </tr>
  );
}

function valueOf(value: PreviewValue): ReactNode {
  if (value.kind === "text") return value.text;
  return (
    <>
      <Money amountMinor={value.amountMinor} currency={value.currency} />
      {value.suffix !== undefined && ` ${value.suffix}`}
    </>
  );
}
