import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./section.module.css";

interface SectionProps {
  readonly title: string;
  /** At the end of the title's line. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a screen under a ruled heading. */
export function Section({ title, action, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <div className={classes.heading}>
        <Title order={2} size="h6">
          {title}
        </Title>
        {action}
      </div>
      {children}
    </section>
  );
}
