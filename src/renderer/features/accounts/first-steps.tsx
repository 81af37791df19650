import { CloseButton } from "@mantine/core";
import { IconCircle, IconCircleCheck } from "@tabler/icons-react";
import { PlaceLink } from "../../components/place-link.tsx";
import { useBook, type Book } from "../../foundation/book.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import type { Place } from "../../foundation/router.ts";
import { useViewStore } from "../../foundation/view-store.ts";
import classes from "./first-steps.module.css";
import { accountsText } from "./accounts-text.ts";

const words = accountsText.firstSteps;

interface Step {
  readonly name: string;
  readonly place: Place;
  readonly isDone: boolean;
}

/** What a new book needs before it bills: which of it is done, and what comes next. Gone once all is, or when it is closed. */
export function FirstSteps() {
  const book = useBook();
  const isClosed = useViewStore((state) => state.hasClosedFirstSteps);
  // A book for trying is looked at and played with; nobody sets it up. What is upstream of a linked book brings its plans and accounts, and bills.
  return isClosed || book.isForTrying || book.linkedTo !== null ? null : <OpenSteps book={book} />;
}

function OpenSteps({ book: { accountCounts } }: { readonly book: Book }) {
  const close = useViewStore((state) => state.closeFirstSteps);
  const plans = useEngineQuery("plans.list", {}).data?.plans;
  const openings = useEngineQuery("ledger.list", { filters: { sourceTypes: ["opening"] }, limit: 1 }).data?.rows;
  const runs = useEngineQuery("billing.runs", {}).data?.runs;
  if (plans === undefined || openings === undefined || runs === undefined) return null;
  const hasRun = runs.some(({ state }) => state === "complete");
  const steps: readonly Step[] = [
    {
      name: words.plans,
      place: { screen: "billing", tab: "plans" },
      isDone: plans.some(({ isFree, isArchived }) => !isFree && !isArchived),
    },
    {
      name: words.accounts,
      place: { screen: "imports" },
      isDone: accountCounts.user + accountCounts.organization > 0,
    },
    // Whoever bills has what there was to bring along, and may have had nothing.
    { name: words.imports, place: { screen: "imports" }, isDone: openings.length > 0 || hasRun },
    { name: words.run, place: { screen: "billing", tab: "runs" }, isDone: hasRun },
  ];
  const next = steps.find(({ isDone }) => !isDone);
  if (next === undefined) return null;
  return (
    <section aria-label={words.label} className={classes.steps}>
      <ol>
        {steps.map((step) => (
          <li key={step.name} data-next={step === next || undefined}>
            {step.isDone ? (
              <IconCircleCheck size={16} aria-hidden="true" />
            ) : (
              <IconCircle size={16} aria-hidden="true" />
            )}
            <PlaceLink size="sm" to={step.place}>
              {step.name}
            </PlaceLink>
            {(step.isDone || step === next) && (
              <span className="visually-hidden">({step.isDone ? words.done : words.next})</span>
            )}
          </li>
        ))}
      </ol>
      <CloseButton size="sm" aria-label={words.close} onClick={close} />
    </section>
  );
}
