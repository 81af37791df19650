import { Skeleton } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { useEngineQuery } from "../../foundation/engine.ts";
import { replacePlace, type SettingsSection } from "../../foundation/router.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Page } from "../../components/page.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Backups } from "../book/backups.tsx";
import { ClosedMonths } from "../periods/closed-months.tsx";
import { Limits } from "../access/limits.tsx";
import { Operators } from "../access/operators.tsx";
import { Sessions } from "../access/sessions.tsx";
import { LinkSection } from "../link/link-section.tsx";
import { Journal } from "../journal/journal.tsx";
import { ApiKeys } from "./api-keys.tsx";
import { BookSettings } from "./book-settings.tsx";
import classes from "./settings-page.module.css";
import { settingsText } from "./settings-text.ts";
import { TaxRates } from "./tax-rates.tsx";
import { Webhooks } from "./webhooks.tsx";

interface SettingsPageProps {
  /** The part that the place names. */
  readonly section?: SettingsSection | undefined;
}

/**
 * How the book bills, the tax rates it knows, who works with it and how much they may give, what it is linked to, the keys that let programs in,
 * and the programs that are told what happens.
 */
export function SettingsPage({ section }: SettingsPageProps) {
  const settings = useEngineQuery("book.settings", {});
  return (
    <Page
      title={settingsText.title}
      actions={
        <PlaceLink size="sm" to={{ screen: "audit" }}>
          {settingsText.auditLog}
        </PlaceLink>
      }
    >
      {settings.error && <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <Skeleton h={420} maw={720} />}
      {settings.data && (
        <>
          <div className={classes.settings}>
            <BookSettings settings={settings.data} />
            <TaxRates />
          </div>
          <Part isOpen={section === "operators"}>
            <Operators />
            <Sessions />
            <Limits />
          </Part>
          <div className={classes.part}>
            <Journal />
          </div>
          <Part isOpen={section === "backups"}>
            <Backups />
          </Part>
          <Part isOpen={section === "periods"}>
            <ClosedMonths />
          </Part>
          <Part isOpen={section === "link"}>
            <LinkSection />
          </Part>
          <Part isOpen={section === "api-keys"}>
            <ApiKeys />
          </Part>
          <Part isOpen={section === "webhooks"}>
            <Webhooks />
          </Part>
        </>
      )}
    </Page>
  );
}

interface PartProps {
  /** Whether one was led here: it is brought into sight, and who comes by keyboard goes on from it. */
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

function Part({ isOpen, children }: PartProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    element.current?.focus({ preventScroll: true });
    element.current?.scrollIntoView({ block: "start" });
    // One was led here once. The next start, or the same link again from further down, is another matter.
    replacePlace({ screen: "settings" });
  }, [isOpen]);
  return (
    <div ref={element} tabIndex={-1} className={classes.part}>
      {children}
    </div>
  );
}
