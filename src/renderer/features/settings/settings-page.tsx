import { Skeleton } from "@mantine/core";
import { useEngineQuery } from "../../app/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Page } from "../../components/page.tsx";
import { ApiKeys } from "./api-keys.tsx";
import { BookSettings } from "./book-settings.tsx";
import classes from "./settings-page.module.css";
import { settingsText } from "./settings-text.ts";
import { TaxRates } from "./tax-rates.tsx";

/** How the book bills, the tax rates it knows, and the keys that let programs in. */
export function SettingsPage() {
  const settings = useEngineQuery("book.settings", {});
  return (
    <Page title={settingsText.title}>
      {settings.error && <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <Skeleton h={420} maw={720} />}
      {settings.data && (
        <>
          <div className={classes.settings}>
            <BookSettings settings={settings.data} />
            <TaxRates />
          </div>
          <div className={classes.keys}>
            <ApiKeys />
          </div>
        </>
      )}
    </Page>
  );
}
