import { Skeleton, Tabs } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { useEngineQuery } from "../../foundation/engine.ts";
import { replacePlace, settingsSections, type SettingsSection } from "../../foundation/router.ts";
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

/** What each part holds but the first, which needs the settings of the book. */
const contents: Readonly<Record<Exclude<SettingsSection, "company">, () => ReactNode>> = {
  operators: () => (
    <>
      <Operators />
      <Sessions />
      <Limits />
    </>
  ),
  journal: () => <Journal />,
  backups: () => <Backups />,
  periods: () => <ClosedMonths />,
  link: () => <LinkSection />,
  "api-keys": () => <ApiKeys />,
  webhooks: () => <Webhooks />,
};

/**
 * How the book bills, the tax rates it knows, who works with it and how much they may give, what it is linked to, the keys that let programs in,
 * and the programs that are told what happens: a part at a time.
 */
export function SettingsPage({ section }: { readonly section: SettingsSection }) {
  return (
    <Page
      title={settingsText.title}
      actions={
        <PlaceLink size="sm" to={{ screen: "audit" }}>
          {settingsText.auditLog}
        </PlaceLink>
      }
    >
      <Tabs
        value={section}
        keepMounted={false}
        onChange={(value) => replacePlace({ screen: "settings", section: (value ?? section) as SettingsSection })}
      >
        <Tabs.List aria-label={settingsText.tabs.label} mb="sm">
          {settingsSections.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {settingsText.tabs[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {settingsSections.map((value) =>
          value === "company" ? (
            // It stays where one looks into another part: what was typed and not saved is still there.
            <Tabs.Panel key={value} value={value} keepMounted>
              <Company />
            </Tabs.Panel>
          ) : (
            <Tabs.Panel key={value} value={value}>
              <Part>{contents[value]()}</Part>
            </Tabs.Panel>
          ),
        )}
      </Tabs>
    </Page>
  );
}

/** How the book bills and what stands on its paper, and beside it the tax rates. */
function Company() {
  const settings = useEngineQuery("book.settings", {});
  if (settings.error) return <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <Skeleton h={420} maw={720} />;
  return (
    <div className={classes.settings}>
      <BookSettings settings={settings.data} />
      <TaxRates />
    </div>
  );
}

/** One part. Who is led to it from elsewhere goes on from it by keyboard; who walks along the tabs stays there. */
function Part({ children }: { readonly children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement?.role !== "tab") element.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={element} tabIndex={-1} className={classes.part}>
      {children}
    </div>
  );
}
