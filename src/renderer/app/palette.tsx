import { Kbd } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import {
  IconBook2,
  IconBuilding,
  IconCommand,
  IconFileInvoice,
  IconLayoutNavbar,
  IconSearch,
  IconUser,
} from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import type { SearchHit } from "../../shared/contract/book.ts";
import { assertNever } from "../../shared/errors.ts";
import { useMoneyText } from "../components/money.tsx";
import { announce } from "../foundation/announcer.tsx";
import { useAvailableCommands, useMissingCommands, type Command, type MissingCommand } from "../foundation/commands.ts";
import { useEngineQuery } from "../foundation/engine.ts";
import { countText } from "../foundation/count-text.ts";
import { addressOf, goTo } from "../foundation/router.ts";
import { shortcutKeys } from "../foundation/shortcuts.ts";
import { isMac } from "../foundation/system.ts";
import { text } from "../foundation/text.ts";
import type { PartOfScreen } from "./palette-places.ts";

const [paletteStore, palette] = createSpotlight();

/** What had the focus before the palette took it. The palette's field has it before the palette itself looks. */
let cameFrom: Element | null = null;

export function openPalette(): void {
  cameFrom = document.activeElement;
  palette.open();
}

/** Give the focus back to where it was, or to what is open where that is gone. */
function giveFocusBack(): void {
  const target =
    cameFrom?.isConnected === true && cameFrom !== document.body ? cameFrom : document.querySelector("main");
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  cameFrom = null;
}

const listId = "palette-results";
const searchDelayMs = 120;

/** Search over everything: accounts, invoices and entries from the engine, every command, and every part of a screen. */
export function Palette() {
  const [query, setQuery] = useState("");
  const wanted = query.trim();
  const isTyped = wanted !== "";
  const [searched] = useDebouncedValue(wanted, searchDelayMs);
  const search = useEngineQuery("book.search", { text: searched }, { isEnabled: searched !== "", keepsPrevious: true });
  const hits = isTyped ? (search.data?.hits ?? []) : [];
  const commands = useMatchingCommands(wanted);
  const knownParts = usePartsOfScreens(isTyped);
  const parts = isTyped ? knownParts.filter(({ screen, title }) => isMeant(`${screen} ${title}`, wanted)) : [];
  const isSearching = isTyped && (search.isFetching || searched !== wanted);
  const hasResults = hits.length + commands.length + parts.length > 0;
  useEffect(() => {
    // What comes later than the palette has chosen among what was there is in view, too; Enter means the first of all.
    if (search.data || knownParts.length > 0) selectFirst();
  }, [search.data, knownParts]);

  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={440}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      onSpotlightClose={giveFocusBack}
      attributes={{ content: { "aria-label": text.frame.search } }}
    >
      <Spotlight.Search
        ref={takeFocus}
        placeholder={text.palette.placeholder}
        aria-label={text.palette.placeholder}
        maxLength={200}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
      />
      <Spotlight.ActionsList id={listId}>
        <HitGroup label={text.palette.accounts} hits={hits.filter(({ type }) => type === "account")} />
        <HitGroup label={text.palette.invoices} hits={hits.filter(({ type }) => type === "invoice")} />
        <HitGroup label={text.palette.entries} hits={hits.filter(({ type }) => type === "entry")} />
        {Object.entries(text.commandSections).map(([section, label]) => (
          <CommandGroup key={section} label={label} commands={commands.filter((each) => each.section === section)} />
        ))}
        <PartGroup parts={parts} />
        {!hasResults && (
          <Spotlight.Empty>{isSearching ? text.palette.searching : text.palette.nothing}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Takes the focus as soon as it is there: who types on right after Ctrl K types into the palette. */
function takeFocus(field: HTMLInputElement | null): void {
  field?.focus();
}

/** Choose the first row of the palette, as its own arrow keys would. */
function selectFirst(): void {
  const list = document.getElementById(listId);
  list?.querySelector("[data-selected]")?.removeAttribute("data-selected");
  list?.querySelector("[data-action]")?.setAttribute("data-selected", "true");
  paletteStore.updateState((state) => ({ ...state, selected: 0 }));
}

/** The commands that match, and those that would if what they need were there. */
function useMatchingCommands(wanted: string): readonly (Command | MissingCommand)[] {
  return [...useAvailableCommands(), ...useMissingCommands()].filter(
    ({ id, title }) => id !== "search.open" && isMeant(title, wanted),
  );
}

/** The parts of screens, with their words, which are loaded once somebody types. */
function usePartsOfScreens(isTyped: boolean): readonly PartOfScreen[] {
  const [parts, setParts] = useState<readonly PartOfScreen[]>([]);
  useEffect(() => {
    if (isTyped) void import("./palette-places.ts").then(({ partsOfScreens }) => setParts(partsOfScreens));
  }, [isTyped]);
  return parts;
}

/** Whether every word that was typed is in a title, in whatever order. */
function isMeant(title: string, wanted: string): boolean {
  const known = title.toLocaleLowerCase();
  return wanted
    .toLocaleLowerCase()
    .split(/\s+/u)
    .every((word) => known.includes(word));
}

interface CommandGroupProps {
  readonly label: string;
  readonly commands: readonly (Command | MissingCommand)[];
}

function CommandGroup({ label, commands }: CommandGroupProps) {
  if (commands.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={label}>
      {commands.map(({ id, title, shortcuts, ...command }) => (
        <Spotlight.Action
          key={id}
          label={title}
          // One that cannot be run is reached like the others, says why, and leaves the palette as it is.
          {...("run" in command
            ? {}
            : { description: command.needs, closeSpotlightOnTrigger: false, "aria-disabled": true })}
          leftSection={<IconCommand size={16} aria-hidden="true" />}
          rightSection={shortcuts?.[0] !== undefined && <ShortcutHint shortcut={shortcuts[0]} />}
          // The palette gives the focus back as it closes; what the command opens must take it after that.
          onClick={() => ("run" in command ? setTimeout(command.run, 0) : announce(command.needs))}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}

function PartGroup({ parts }: { readonly parts: readonly PartOfScreen[] }) {
  if (parts.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={text.palette.parts}>
      {parts.map(({ title, screen, place }) => (
        <Spotlight.Action
          key={addressOf(place)}
          label={title}
          description={screen}
          leftSection={<IconLayoutNavbar size={16} aria-hidden="true" />}
          onClick={() => goTo(place)}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}

function ShortcutHint({ shortcut }: { readonly shortcut: string }) {
  return (
    <span aria-hidden="true">
      {shortcutKeys(shortcut, isMac).map((key) => (
        <Kbd key={key} size="xs" ml={3}>
          {key}
        </Kbd>
      ))}
    </span>
  );
}

function HitGroup({ label, hits }: { readonly label: string; readonly hits: readonly SearchHit[] }) {
  const describe = useHitDescription();
  if (hits.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={label}>
      {hits.map((hit) => (
        <Spotlight.Action key={hit.id} {...describe(hit)} onClick={() => openHit(hit)} />
      ))}
    </Spotlight.ActionsGroup>
  );
}

function useHitDescription(): (hit: SearchHit) => { label: string; description: string; leftSection: ReactNode } {
  const moneyText = useMoneyText();
  return (hit) => {
    switch (hit.type) {
      case "account":
        return {
          label: hit.name,
          description: hit.contact ?? hit.id,
          leftSection:
            hit.kind === "user" ? (
              <IconUser size={18} aria-hidden="true" />
            ) : (
              <IconBuilding size={18} aria-hidden="true" />
            ),
        };
      case "invoice":
        return {
          label: hit.number,
          description: `${hit.accountName} · ${moneyText(hit.totalMinor, hit.currency)}`,
          leftSection: <IconFileInvoice size={18} aria-hidden="true" />,
        };
      case "entry":
        return {
          label: text.palette.entry(countText(hit.sequence)),
          description: `${hit.accountName} · ${moneyText(hit.amountMinor, hit.currency, true)}`,
          leftSection: <IconBook2 size={18} aria-hidden="true" />,
        };
      default:
        return assertNever(hit);
    }
  };
}

function openHit(hit: SearchHit): void {
  switch (hit.type) {
    case "account":
      return goTo({ screen: "account", accountId: hit.id, tab: "overview" });
    case "invoice":
      return goTo({ screen: "invoice", invoiceId: hit.id });
    case "entry":
      return goTo({ screen: "entry", entryId: hit.id });
    default:
      return assertNever(hit);
  }
}
