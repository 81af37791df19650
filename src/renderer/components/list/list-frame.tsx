import type { ReactNode } from "react";
import { Page, type Breadcrumb } from "../page.tsx";
import classes from "./list-frame.module.css";

/** The page that a list is, where it is a page of its own. */
export interface ListHeading {
  readonly title: string;
  readonly breadcrumbs?: readonly Breadcrumb[];
}

interface ListFrameProps {
  /** Null where the list is a part of a page. */
  readonly heading: ListHeading | null;
  readonly bar: ReactNode;
  readonly children: ReactNode;
}

/** A list in all the room that there is, with its bar above it: in the heading's line where it has a heading. */
export function ListFrame({ heading, bar, children }: ListFrameProps) {
  if (heading) {
    return (
      <Page {...heading} isFilled toolbar={bar}>
        {children}
      </Page>
    );
  }
  return (
    <div className={classes.frame}>
      <div className={classes.bar}>{bar}</div>
      {children}
    </div>
  );
}
