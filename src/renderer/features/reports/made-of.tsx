import { Button, Group, Skeleton, Text } from "@mantine/core";
import { useEffect, useRef, type ReactNode, type RefObject } from "react";
import { countText } from "../../foundation/count-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Section } from "../../components/section.tsx";
import { ReportTable, type ReportRow, type TableColumn } from "./report-table.tsx";
import classes from "./reports.module.css";
import { reportsText as words } from "./reports-text.ts";
import type { RowSource } from "./use-report-rows.ts";

interface MadeOfProps {
  readonly title: string;
  /** At the end of the title's line. */
  readonly action: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The focus, as long as a thing is shown, and then back to where it was, unless somebody has gone elsewhere. */
function useLentFocus(): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const own = element.current;
    own?.focus();
    return () => {
      const { activeElement } = document;
      if (before instanceof HTMLElement && (activeElement === document.body || activeElement === own)) before.focus();
    };
  }, []);
  return element;
}

/** What a sum is made of, below it. It takes the focus, so that who opened it by keyboard is there, and gives it back. */
export function MadeOf(props: MadeOfProps) {
  return <MadeOfOne key={props.title} {...props} />;
}

function MadeOfOne({ title, action, onClose, children }: MadeOfProps) {
  const element = useLentFocus();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc leaves it, as it does a pane
    <section
      ref={element}
      tabIndex={-1}
      className={classes.made}
      aria-label={words.made(title)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <Section
        title={words.made(title)}
        action={
          <Group gap="xs">
            {action}
            <Button size="compact-sm" variant="default" onClick={onClose}>
              {words.close}
            </Button>
          </Group>
        }
      >
        {children}
      </Section>
    </section>
  );
}

interface PagedRowsProps<Row extends ReportRow> {
  readonly label: string;
  readonly source: RowSource<Row>;
  readonly columns: readonly TableColumn<Row>[];
  readonly keyOf: (row: Row, index: number) => string;
  readonly empty: string;
}

/** Rows that come in pages, with how many there are and a way to more of them. */
export function PagedRows<Row extends ReportRow>({ label, source, columns, keyOf, empty }: PagedRowsProps<Row>) {
  const { rows, total, error, isPending, hasMore, isLoadingMore, loadMore, retry } = source;
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (isPending) return <Skeleton h={160} />;
  return (
    <>
      <ReportTable label={label} columns={columns} rows={rows} keyOf={keyOf} empty={empty} />
      {total && rows.length > 0 && (
        <Group gap="sm" mt={6}>
          <Text size="sm" c="dimmed">
            {words.shown(countText(rows.length), `${countText(total.count)}${total.isExact ? "" : "+"}`)}
          </Text>
          {hasMore && (
            <Button size="compact-sm" variant="default" loading={isLoadingMore} onClick={loadMore}>
              {words.more}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
