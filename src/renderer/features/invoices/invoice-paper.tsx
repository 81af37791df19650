import type { InvoiceFigures, InvoiceState } from "../../../shared/contract/invoice-view.ts";
import { paperLocales } from "../../../shared/paper/paper-language.ts";
import { isAddress } from "../../../shared/paper/paper-lines.ts";
import { paperWords, type PaperWords } from "../../../shared/paper/paper-words.ts";
import type { Settlement } from "../../../shared/paper/settlement.ts";
import { DateText } from "../../components/date-text.tsx";
import { Money } from "../../components/money.tsx";
import { useEngineQuery } from "../../foundation/engine.ts";
import { LocaleContext } from "../../foundation/locale.ts";
import { InvoiceLines } from "./invoice-lines.tsx";
import classes from "./invoice-paper.module.css";
import { InvoiceSums } from "./invoice-sums.tsx";
import { StateStamp } from "./state-stamp.tsx";

interface InvoicePaperProps {
  readonly figures: InvoiceFigures;
  /** As printed; null on a preview, which has none. */
  readonly number: string | null;
  readonly state: InvoiceState | "preview";
  readonly isPastDue?: boolean;
  /** What came of it so far; left out on a preview. */
  readonly settlement?: Settlement | undefined;
  /** The gateway only pretends to charge, and the paper says so (BEHAVIOUR 9.2). */
  readonly usesTestGateway: boolean;
}

/**
 * An invoice, or the preview of one, as the paper it becomes: white, in its own language, with the words that it was issued with.
 * Printing the page prints this and nothing else.
 */
export function InvoicePaper({ figures, number, state, isPastDue, settlement, usesTestGateway }: InvoicePaperProps) {
  const words = paperWords(figures.language, figures.wordsEdition);
  const title = number === null ? words.preview : words.invoice;
  return (
    <LocaleContext value={paperLocales[figures.language]}>
      <article
        className={classes.paper}
        data-print-sheet=""
        lang={figures.language}
        aria-label={number === null ? title : `${title} ${number}`}
      >
        <header className={classes.head}>
          <div>
            <h2 className={classes.heading}>{title}</h2>
            {number !== null && <p className={classes.number}>{number}</p>}
          </div>
          <div className={classes.stamp}>
            <StateStamp
              state={state}
              isPastDue={isPastDue === true}
              word={stampWord(state, isPastDue, words)}
              isLarge
            />
          </div>
          {figures.logoId !== null && <LogoPicture logoId={figures.logoId} name={figures.sellerName} />}
        </header>
        <Parties figures={figures} number={number} words={words} />
        <InvoiceLines figures={figures} />
        <InvoiceSums figures={figures} settlement={settlement} />
        <footer className={classes.foot}>
          {settlement?.isVoid === true ? (
            <p className={classes.name}>{words.voidNotice}</p>
          ) : (
            <p>
              {words.creditLeft}: <Money amountMinor={figures.creditLeftMinor} currency={figures.currency} />
            </p>
          )}
          {usesTestGateway && <p className={classes.name}>{words.testGateway}</p>}
          {figures.paymentDetails !== null && (
            <section className={classes.payment}>
              <h3 className={classes.label}>{words.payTo}</h3>
              <PaperText text={figures.paymentDetails} />
              {number !== null && (
                <p>
                  {words.paymentReference}: {number}
                </p>
              )}
            </section>
          )}
          {figures.note !== null && (
            <p className={classes.note} dir="auto">
              {figures.note}
            </p>
          )}
        </footer>
      </article>
    </LocaleContext>
  );
}

function stampWord(state: InvoiceState | "preview", isPastDue: boolean | undefined, words: PaperWords): string {
  if (state === "preview" || state === "draft") return words.previewStamp;
  return words.states[state === "open" && isPastDue === true ? "pastDue" : state];
}

/** What people wrote in lines of its own. */
function PaperText({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return (
    <p className={classes.lines} dir="auto">
      {text}
    </p>
  );
}

function LogoPicture({ logoId, name }: { readonly logoId: string; readonly name: string }) {
  const logo = useEngineQuery("book.logo", { logoId });
  if (!logo.data) return null;
  const { mediaType, contentBase64 } = logo.data;
  return <img className={classes.logo} src={`data:${mediaType};base64,${contentBase64}`} alt={name} />;
}

interface PartiesProps extends Pick<InvoicePaperProps, "figures" | "number"> {
  readonly words: PaperWords;
}

function Parties({ figures, number, words }: PartiesProps) {
  return (
    <div className={classes.parties}>
      <div>
        <h3 className={classes.label}>{words.from}</h3>
        <p className={`${classes.party} ${classes.name}`} dir="auto">
          {figures.sellerName}
        </p>
        <PaperText text={figures.sellerAddress} />
        <PaperText text={figures.sellerTaxNumbers} />
      </div>
      <div>
        <h3 className={classes.label}>{words.billTo}</h3>
        <p className={`${classes.party} ${classes.name}`} dir="auto">
          {figures.buyerName}
        </p>
        <PaperText text={figures.buyerAddress} />
        {isAddress(figures.buyerContact) && <p className={classes.party}>{figures.buyerContact}</p>}
        <PaperText text={figures.buyerTaxNumbers} />
      </div>
      <dl className={classes.dates}>
        <dt>{words.number}</dt>
        <dd>{number ?? words.numberPending}</dd>
        <dt>{words.issued}</dt>
        <dd>
          <DateText on={figures.issuedOn} />
        </dd>
        <dt>{words.due}</dt>
        <dd>
          <DateText on={figures.dueOn} />
        </dd>
        {figures.buyerReference !== null && (
          <>
            <dt>{words.buyerReference}</dt>
            <dd dir="auto">{figures.buyerReference}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
