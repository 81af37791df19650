import {
  IconBook2,
  IconChecklist,
  IconFileImport,
  IconFileInvoice,
  IconReceipt,
  IconReportAnalytics,
  IconSearch,
  IconSettings,
  IconTransfer,
  IconUsers,
} from "@tabler/icons-react";
import { Kbd, UnstyledButton } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { lazy, memo, Suspense, useEffect, useRef, useState, type ComponentType } from "react";
import { BreadcrumbsSlotContext } from "../components/page-slots.ts";
import { platform } from "../platform/platform.ts";
import { useBook } from "../foundation/book.ts";
import {
  commandDefinition,
  listenToKeyboard,
  runCommand,
  useCommand,
  useMissingCommands,
  type CommandId,
} from "../foundation/commands.ts";
import { hintNotice } from "../foundation/notice.tsx";
import { stopDoubleClicksBetweenPlaces } from "./double-click.ts";
import { WaitingApprovals } from "../features/approvals/waiting-approvals.tsx";
import { LinkBadge } from "../features/link/link-badge.tsx";
import { useLock } from "../foundation/session.ts";
import { useIdleLock } from "../features/access/use-idle-lock.ts";
import classes from "./frame.module.css";
import { Palette, openPalette } from "./palette.tsx";
import { goToPane } from "./panes.ts";
import { addressOf, goTo, reports, usePlace, type Place } from "../foundation/router.ts";
import { ScreenBoundary } from "./screen-boundary.tsx";
import { Screen } from "./screen.tsx";
import { shortcutKeys } from "../foundation/shortcuts.ts";
import { StatusBar } from "./status-bar.tsx";
import { isMac } from "../foundation/system.ts";
import { text } from "../foundation/text.ts";
import { usePlaceFocus } from "./use-place-focus.ts";
import { useAppearanceSwitch } from "./use-appearance.ts";
import { useIsFolded } from "./use-is-folded.ts";
import { ViewMenu } from "./view-menu.tsx";
import { useViewStore } from "../foundation/view-store.ts";

const TeamDialog = lazy(async () => ({ default: (await import("./team-dialog.tsx")).TeamDialog }));
const ClockDialog = lazy(async () => ({ default: (await import("./clock-dialog.tsx")).ClockDialog }));
const ShortcutsSheet = lazy(async () => ({ default: (await import("./shortcuts-sheet.tsx")).ShortcutsSheet }));

const contentId = "content";

type OpenDialog = "clock" | "shortcuts" | "team" | null;

/** What stands around every screen: where one can go, where one is, search, and the state of the book. Another state of the book is no reason to draw all of it anew. */
export const Frame = memo(function Frame() {
  const place = usePlace();
  const isFolded = useIsFolded();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [breadcrumbs, setBreadcrumbs] = useState<HTMLElement | null>(null);
  const density = useViewStore((state) => state.density);
  const [main, setMain] = useState<HTMLElement | null>(null);
  const address = addressOf(place);
  const screenKey = addressOf(wholeScreen(place));

  useFrameCommands(setDialog);
  useIdleLock();
  useEffect(() => listenToKeyboard(document, isMac), []);
  useEffect(() => stopDoubleClicksBetweenPlaces(), []);
  usePlaceFocus(main);
  useEffect(() => {
    if (place.screen !== "nowhere") useViewStore.getState().setLastAddress(address);
  }, [address, place.screen]);

  return (
    <BreadcrumbsSlotContext value={breadcrumbs}>
      <div className={classes.frame} data-density={density} data-folded={isFolded || undefined}>
        <a
          href={`#${contentId}`}
          className={classes.skip}
          onClick={(event) => {
            // The address after # names places, not elements.
            event.preventDefault();
            main?.focus();
          }}
        >
          {text.frame.skipToContent}
        </a>
        <header className={classes.top} data-pane="" tabIndex={-1}>
          <nav aria-label={text.frame.breadcrumbs} className={classes.breadcrumbs}>
            <ol ref={setBreadcrumbs} />
          </nav>
          <SearchButton />
          <ViewMenu />
        </header>
        <Navigation place={place} />
        <main key={screenKey} ref={setMain} id={contentId} tabIndex={-1} className={classes.main} data-pane="">
          <ScreenBoundary>
            <Screen place={place} />
          </ScreenBoundary>
        </main>
        <StatusBar onSetClock={() => setDialog("clock")} />
      </div>
      {/* Behind a dialog, so that no notice lies over what is being typed. */}
      {/* What became of a damaged book takes more lines than the library has room for. */}
      <Notifications position="bottom-right" autoClose={8_000} zIndex={190} notificationMaxHeight={480} />
      <Palette />
      <MenuCommands />
      <Suspense>
        {dialog === "clock" && <ClockDialog onClose={() => setDialog(null)} />}
        {dialog === "team" && platform.openTeamLedger && (
          <TeamDialog open={platform.openTeamLedger} onClose={() => setDialog(null)} />
        )}
        {dialog === "shortcuts" && <ShortcutsSheet onClose={() => setDialog(null)} />}
      </Suspense>
    </BreadcrumbsSlotContext>
  );
});

/** The place without the part of its screen that it names: going from one part to another keeps what was typed. */
function wholeScreen(place: Place): Place {
  if (place.screen === "account") return { ...place, tab: "overview" };
  if (place.screen === "approvals") return { screen: "approvals", tab: "for-me" };
  if (place.screen === "link") return { screen: "link", tab: "outbox" };
  if (place.screen === "billing") return { screen: "billing", tab: "runs" };
  if (place.screen === "reports") return { screen: "reports", report: reports[0] };
  return place.screen === "settings" ? { screen: "settings" } : place;
}

/**
 * Runs what is chosen in the desktop's menu, or says why it cannot be run: the menu stays as it is whatever is open. It is a component, so that
 * only this is made anew where a command comes or goes, and not the frame with all that is in it.
 */
function MenuCommands(): null {
  const missing = useMissingCommands();
  const newest = useRef(missing);
  useEffect(() => {
    newest.current = missing;
  });
  useEffect(
    () =>
      platform.onMenuCommand((commandId) => {
        const needs = newest.current.find(({ id }) => id === commandId)?.needs;
        if (needs === undefined) runCommand(commandId);
        else hintNotice(needs);
      }),
    [],
  );
  return null;
}

function useFrameCommands(setDialog: (dialog: OpenDialog) => void): void {
  const { switchAppearance, switchDensity, foldNavigation } = useAppearanceSwitch();
  useCommand("accounts.open", () => goTo({ screen: "accounts" }));
  useCommand("ledger.open", () => goTo({ screen: "ledger" }));
  useCommand("invoices.open", () => goTo({ screen: "invoices" }));
  useCommand("billing.open", () => goTo({ screen: "billing", tab: "runs" }));
  useCommand("subscriptions.open", () => goTo({ screen: "billing", tab: "subscriptions" }));
  useCommand("approvals.open", () => goTo({ screen: "approvals", tab: "for-me" }));
  useCommand("imports.open", () => goTo({ screen: "imports" }));
  const isLinked = useBook().linkedTo !== null;
  useCommand("outbox.open", isLinked ? () => goTo({ screen: "link", tab: "outbox" }) : null);
  useCommand("differences.open", isLinked ? () => goTo({ screen: "link", tab: "differences" }) : null);
  useCommand("upstreamAccounts.open", isLinked ? () => goTo({ screen: "link", tab: "accounts" }) : null);
  useCommand("reports.open", () => goTo({ screen: "reports", report: reports[0] }));
  useCommand("settings.open", () => goTo({ screen: "settings" }));
  useCommand("apiKeys.open", () => goTo({ screen: "settings", section: "api-keys" }));
  useCommand("operators.open", () => goTo({ screen: "settings", section: "operators" }));
  useCommand("backups.open", () => goTo({ screen: "settings", section: "backups" }));
  useCommand("periods.open", () => goTo({ screen: "settings", section: "periods" }));
  useCommand("link.open", () => goTo({ screen: "settings", section: "link" }));
  useCommand("audit.open", () => goTo({ screen: "audit" }));
  useCommand("webhooks.open", () => goTo({ screen: "settings", section: "webhooks" }));
  useCommand("search.open", openPalette);
  useCommand("panes.next", () => goToPane(1));
  useCommand("panes.previous", () => goToPane(-1));
  useCommand("clock.set", () => setDialog("clock"));
  useCommand("team.open", platform.openTeamLedger ? () => setDialog("team") : null);
  useCommand("desk.lock", useLock() ?? null);
  useCommand("shortcuts.show", () => setDialog("shortcuts"));
  useCommand("appearance.switch", switchAppearance);
  useCommand("density.switch", switchDensity);
  useCommand("navigation.fold", foldNavigation);
}

interface NavigationItem {
  readonly label: string;
  readonly place: Place;
  readonly icon: ComponentType<{ size?: number; "aria-hidden"?: "true" }>;
  /** The screens that belong to it. */
  readonly screens: readonly Place["screen"][];
  readonly command: CommandId;
  /** What waits there. */
  readonly badge?: ComponentType;
  /** Whether it is there in a linked book alone. */
  readonly isOfLink?: boolean;
}

const navigationItems: readonly NavigationItem[] = [
  {
    label: text.navigation.accounts,
    place: { screen: "accounts" },
    icon: IconUsers,
    screens: ["accounts", "account", "preview"],
    command: "accounts.open",
  },
  {
    label: text.navigation.ledger,
    place: { screen: "ledger" },
    icon: IconBook2,
    screens: ["ledger", "entry"],
    command: "ledger.open",
  },
  {
    label: text.navigation.invoices,
    place: { screen: "invoices" },
    icon: IconFileInvoice,
    screens: ["invoices", "invoice"],
    command: "invoices.open",
  },
  {
    label: text.navigation.billing,
    place: { screen: "billing", tab: "runs" },
    icon: IconReceipt,
    screens: ["billing", "run", "plan"],
    command: "billing.open",
  },
  {
    label: text.navigation.approvals,
    place: { screen: "approvals", tab: "for-me" },
    icon: IconChecklist,
    screens: ["approvals"],
    command: "approvals.open",
    badge: WaitingApprovals,
  },
  {
    label: text.navigation.link,
    place: { screen: "link", tab: "outbox" },
    icon: IconTransfer,
    screens: ["link"],
    command: "outbox.open",
    badge: LinkBadge,
    isOfLink: true,
  },
  {
    label: text.navigation.imports,
    place: { screen: "imports" },
    icon: IconFileImport,
    screens: ["imports", "batch"],
    command: "imports.open",
  },
  {
    label: text.navigation.reports,
    place: { screen: "reports", report: reports[0] },
    icon: IconReportAnalytics,
    screens: ["reports"],
    command: "reports.open",
  },
  {
    label: text.navigation.settings,
    place: { screen: "settings" },
    icon: IconSettings,
    screens: ["settings", "audit"],
    command: "settings.open",
  },
];

function Navigation({ place }: { readonly place: Place }) {
  const book = useBook();
  const items = navigationItems.filter(({ isOfLink = false }) => !isOfLink || book.linkedTo !== null);
  return (
    <nav aria-label={text.navigation.label} className={classes.navigation} data-pane="" tabIndex={-1}>
      <p className={classes.bookName} title={book.name}>
        <span>{book.name}</span>
      </p>
      <ul>
        {items.map(({ label, place: target, icon: Icon, screens, command, badge: Badge }) => (
          <li key={label}>
            <a
              href={addressOf(target)}
              className={classes.navigationLink}
              aria-current={screens.includes(place.screen) ? "page" : undefined}
              title={label}
            >
              <Icon size={18} aria-hidden="true" />
              <span className={classes.navigationLabel}>{label}</span>
              {Badge && <Badge />}
              <Keys command={command} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SearchButton() {
  return (
    <UnstyledButton className={classes.search} onClick={openPalette}>
      <IconSearch size={16} aria-hidden="true" />
      <span className={classes.searchLabel}>{text.frame.search}</span>
      <Keys command="search.open" />
    </UnstyledButton>
  );
}

/** A command's shortcut, for those who look; the sheet of shortcuts reads them out. */
function Keys({ command }: { readonly command: CommandId }) {
  const shortcut = commandDefinition(command).shortcuts?.[0];
  if (shortcut === undefined) return null;
  return (
    <span className={classes.keys} aria-hidden="true">
      {shortcutKeys(shortcut, isMac).map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </span>
  );
}
