import type { ReactNode } from "react";
import classes from "./facts.module.css";
import { Section } from "./section.tsx";

interface FactsProps {
  readonly title: string;
  /** At the end of the title's line. */
  readonly action?: ReactNode;
  /** What the facts come to, to be looked at. */
  readonly picture?: ReactNode;
  /** {@link Fact}s. */
  readonly children: ReactNode;
  /** What has to be known of all of them. */
  readonly note?: string | null;
  /** A sentence in place of the facts, where there are none. */
  readonly none?: string | null;
}

/** A short list of what is so: names on the left, facts aligned on the right. */
export function Facts({ title, action, picture, children, note = null, none = null }: FactsProps) {
  return (
    <Section title={title} action={action}>
      {picture}
      {none === null ? <FactList>{children}</FactList> : <p className={classes.none}>{none}</p>}
      {note !== null && <p className={classes.note}>{note}</p>}
    </Section>
  );
}

/** {@link Fact}s under no title of their own: what a dialog asks about. Figures stand below each other, so that their decimals do. */
export function FactList({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

interface FactProps {
  readonly name: string;
  /** In front of the name. */
  readonly mark?: ReactNode;
  /** A total stands out and is ruled off from what is above it. */
  readonly isTotal?: boolean;
  readonly children: ReactNode;
}

export function Fact({ name, mark, isTotal = false, children }: FactProps) {
  return (
    <div className={classes.fact} data-total={isTotal || undefined}>
      <dt>
        {mark}
        {name}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
