import type { ReactNode } from "react";
import classes from "./scroll-box.module.css";

interface ScrollBoxProps {
  /** What is inside, for those who come by keyboard and hear it. */
  readonly label: string;
  readonly size: "medium" | "large";
  readonly children: ReactNode;
}

/** A long table in a box of limited height. The box takes the focus, so that it scrolls by keyboard too. */
export function ScrollBox({ label, size, children }: ScrollBoxProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className={classes.box} data-size={size} data-scroll-box="">
      {children}
    </section>
  );
}
