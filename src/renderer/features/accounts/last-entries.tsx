import { Skeleton, Text } from "@mantine/core";
import { useEngineQuery } from "../../foundation/engine.ts";
import { reasonText } from "../../foundation/reason-names.ts";
import { DateText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FigureColumns, MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Unbroken } from "../../components/unbroken.tsx";
import { Section } from "../../components/section.tsx";
import { whatText } from "../ledger/ledger-columns.tsx";
import classes from "./last-entries.module.css";
import { UpstreamMark } from "../link/upstream-mark.tsx";
import { accountsText } from "./accounts-text.ts";

const words = accountsText.lastEntries;
interface LastEntriesProps {
  readonly accountId: string;
  /** How many of them are shown. */
  readonly limit: number;
}

/** The newest entries of an account's ledger; the rest is a click away. Where there is little room, the balance after each is left to it. */
export function LastEntries({ accountId, limit }: LastEntriesProps) {
  const entries = useEngineQuery("ledger.list", { accountId, limit });
  const rows = entries.data?.rows ?? [];
  return (
    <Section
      title={words.title}
      action={
        <PlaceLink size="sm" to={{ screen: "account", accountId, tab: "ledger" }}>
          {words.all}
        </PlaceLink>
      }
    >
      {entries.error && <ErrorNotice error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.isPending && <Skeleton h={140} className={classes.waiting} />}
      {entries.data && rows.length === 0 && (
        <Text size="sm" c="dimmed" py={6}>
          {words.none}
        </Text>
      )}
      {rows.length > 0 && (
        <div className={classes.box}>
          <table className={classes.entries}>
            <thead className="visually-hidden">
              <tr>
                <th scope="col">{words.date}</th>
                <th scope="col">{words.what}</th>
                <th scope="col">{words.amount}</th>
                <th scope="col">{words.balance}</th>
              </tr>
            </thead>
            <tbody>
              <FigureColumns currencies={rows.map(({ currency }) => currency)}>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <PlaceLink size="sm" to={{ screen: "entry", entryId: row.id }}>
                        <DateText on={row.effectiveOn} />
                      </PlaceLink>
                    </td>
                    <td className={classes.what}>
                      <Unbroken sentence={whatText(row)} word={row.invoiceNumber} />
                      {row.reasonName !== null && (
                        <span className={classes.reason}>{reasonText(row.reasonName)}</span>
                      )}{" "}
                      <UpstreamMark entry={row} />
                    </td>
                    <td>
                      <MoneyFigure amountMinor={row.amountMinor} currency={row.currency} showsPlus />
                    </td>
                    <td>
                      <MoneyFigure amountMinor={row.balanceAfterMinor} currency={row.currency} />
                    </td>
                  </tr>
                ))}
              </FigureColumns>
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
