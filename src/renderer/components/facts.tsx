import type { ReactNode } from "react";
import classes from "./facts.module.css";
import { Section } from "./section.tsx";

interface FactsProps {
  readonly title: string;
  /** At the end of the title's line. */
  readonly action?: ReactNode;
  /** {@link Fact}s. */
  readonly children: ReactNode;
  /** A sentence in place of the facts, where there are none. */
  readonly none?: string | null;
}

/** A short list of what is so: names on the left, facts aligned on the right. */
export function Facts({ title, action, children, none = null }: FactsProps) {
  return (
    <Section title={title} action={action}>
      {none === null ? <dl className={classes.facts}>{children}</dl> : <p className={classes.none}>{none}</p>}
    </Section>
  );
}

interface FactProps {
  readonly name: string;
  /** A total stands out and is ruled off from what is above it. */
  readonly isTotal?: boolean;
  readonly children: ReactNode;
}

export function Fact({ name, isTotal = false, children }: FactProps) {
  return (
    <div className={classes.fact} data-total={isTotal || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
