import { Group, Title } from "@mantine/core";
import { useContext, useEffect, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { announce } from "../foundation/announcer.tsx";
import { text } from "../foundation/text.ts";
import type { Place } from "../foundation/router.ts";
import { BreadcrumbsSlotContext } from "./page-slots.ts";
import classes from "./page.module.css";
import { PlaceLink } from "./place-link.tsx";
import { ShortenedText } from "./shortened-text.tsx";

export interface Breadcrumb {
  readonly label: string;
  readonly place: Place;
}

interface PageProps {
  /** The heading, and the window's title. */
  readonly title: string;
  /** The way here, without the page itself. */
  readonly breadcrumbs?: readonly Breadcrumb[];
  /** Beside the heading. */
  readonly description?: ReactNode;
  /** What a list is narrowed by, in the heading's line. */
  readonly toolbar?: ReactNode;
  /** Buttons and menus, at the end of the heading's line. */
  readonly actions?: ReactNode;
  /** A list fills the height and scrolls inside; everything else scrolls as a page. Default false. */
  readonly isFilled?: boolean;
  readonly children: ReactNode;
}

/** Whether a title is a number, such as that of an invoice, which would else break at its hyphens. A name that long breaks where it must. */
const isNumber = (title: string): boolean => title.length <= 24 && /^\S*\d$/u.test(title);

/** One screen: heading, actions, content, and its place in the frame's breadcrumbs. */
export function Page(props: PageProps) {
  const { title, breadcrumbs = [], description, toolbar, actions, isFilled = false, children } = props;
  useEffect(() => {
    document.title = `${title} · ${text.applicationName}`;
    announce(title);
  }, [title]);
  const breadcrumbsElement = useContext(BreadcrumbsSlotContext);
  return (
    <div className={classes.page} data-filled={isFilled || undefined}>
      {breadcrumbsElement &&
        createPortal(
          <>
            {breadcrumbs.map(({ label, place }) => (
              <li key={label}>
                <PlaceLink to={place} size="sm">
                  <ShortenedText text={label} />
                </PlaceLink>
              </li>
            ))}
            <li aria-current="page">
              <ShortenedText text={title} />
            </li>
          </>,
          breadcrumbsElement,
        )}
      <Group justify="space-between" align="flex-start" gap="sm" className={classes.heading}>
        <div>
          <Title order={1} size="h3" className={isNumber(title) ? "one-line" : ""}>
            {title}
          </Title>
          {description}
        </div>
        {toolbar && <div className={classes.toolbar}>{toolbar}</div>}
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      <div className={classes.content}>{children}</div>
    </div>
  );
}
