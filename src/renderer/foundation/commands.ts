import { useEffect, useRef, useSyncExternalStore } from "react";
import type { Right } from "../../shared/contract/rights.ts";
import { matchShortcut, type PendingKeys, type Shortcut } from "./shortcuts.ts";
import { useWhyNot, useWhyNotOf } from "./session.ts";
import { text } from "./text.ts";

type CommandSection = keyof typeof text.commandSections;

interface CommandDefinition {
  readonly title: string;
  readonly section: CommandSection;
  /** The first is the one that is shown; the others do the same. */
  readonly shortcuts?: readonly Shortcut[];
  /** What one has to be allowed to do; whoever may not finds it with who could. */
  readonly takes?: Right;
  /** Whether the upstream of a linked book does it, as the contract says of the method. */
  readonly isLeftToUpstream?: boolean;
  /** What has to be done before it can be run; the palette says so while no screen has bound it. Without it, it is left out then. */
  readonly needs?: string;
}

/**
 * Every command of the application, once: the palette, the sheet of shortcuts, the keyboard and the desktop's menu all read
 * this table. What a command does is bound by the screen that can do it ({@link useCommand}); while no screen has bound
 * it, it is not offered.
 */
const definitions = {
  "accounts.open": { title: text.commands.openAccounts, section: "go", shortcuts: ["g a"] },
  "ledger.open": { title: text.commands.openLedger, section: "go", shortcuts: ["g l"] },
  "invoices.open": { title: text.commands.openInvoices, section: "go", shortcuts: ["g i"] },
  "billing.open": { title: text.commands.openBilling, section: "go", shortcuts: ["g b"] },
  "subscriptions.open": { title: text.commands.openSubscriptions, section: "go", shortcuts: ["g u"] },
  "approvals.open": { title: text.commands.openApprovals, section: "go", shortcuts: ["g v"] },
  "imports.open": { title: text.commands.openImports, section: "go", shortcuts: ["g m"] },
  "outbox.open": { title: text.commands.openOutbox, section: "go", shortcuts: ["g x"], needs: text.commandNeeds.link },
  "differences.open": {
    title: text.commands.openDifferences,
    section: "go",
    shortcuts: ["g d"],
    needs: text.commandNeeds.link,
  },
  "upstreamAccounts.open": {
    title: text.commands.openUpstreamAccounts,
    section: "go",
    shortcuts: ["g t"],
    needs: text.commandNeeds.link,
  },
  "reports.open": { title: text.commands.openReports, section: "go", shortcuts: ["g r"] },
  "settings.open": { title: text.commands.openSettings, section: "go", shortcuts: ["g s"] },
  "apiKeys.open": { title: text.commands.openApiKeys, section: "go", shortcuts: ["g k"] },
  "operators.open": { title: text.commands.openOperators, section: "go", shortcuts: ["g o"] },
  "backups.open": { title: text.commands.openBackups, section: "go", shortcuts: ["g c"] },
  "periods.open": { title: text.commands.openPeriods, section: "go", shortcuts: ["g p"] },
  "link.open": { title: text.commands.openLink, section: "go", shortcuts: ["g n"] },
  "audit.open": { title: text.commands.openAudit, section: "go", shortcuts: ["g h"] },
  "webhooks.open": { title: text.commands.openWebhooks, section: "go", shortcuts: ["g w"] },
  "search.open": { title: text.commands.openSearch, section: "go", shortcuts: ["Mod+k"] },
  "panes.next": { title: text.commands.nextPane, section: "go", shortcuts: ["F6"] },
  "panes.previous": { title: text.commands.previousPane, section: "go", shortcuts: ["Shift+F6"] },
  "filter.focus": { title: text.commands.focusFilter, section: "list", shortcuts: ["/"] },
  "views.open": { title: text.commands.openViews, section: "list", shortcuts: ["v"] },
  "filter.add": { title: text.commands.addFilter, section: "list", shortcuts: ["f"] },
  "list.export": { title: text.commands.exportList, section: "list", shortcuts: ["E"], needs: text.commandNeeds.list },
  "list.next": { title: text.commands.nextRow, section: "list", shortcuts: ["j"] },
  "list.previous": { title: text.commands.previousRow, section: "list", shortcuts: ["k"] },
  "detail.switch": { title: text.commands.switchDetail, section: "list", shortcuts: ["d"] },
  "list.open": { title: text.commands.openRow, section: "list", shortcuts: ["o"] },
  "accounts.create": {
    title: text.commands.createAccount,
    section: "account",
    takes: "accounts",
    isLeftToUpstream: true,
    shortcuts: ["n"],
  },
  "credits.adjust": {
    title: text.commands.adjustCredit,
    section: "account",
    takes: "credits",
    shortcuts: ["a"],
    needs: text.commandNeeds.account,
  },
  "credits.undo": {
    title: text.commands.undoAdjustment,
    section: "account",
    takes: "credits",
    shortcuts: ["Mod+z"],
    needs: text.commandNeeds.adjustment,
  },
  "credits.adjustSelection": {
    title: text.commands.adjustSelection,
    section: "account",
    takes: "credits",
    shortcuts: ["A"],
    needs: text.commandNeeds.selection,
  },
  "invoices.preview": {
    title: text.commands.previewInvoice,
    section: "account",
    shortcuts: ["p"],
    needs: text.commandNeeds.account,
  },
  "subscriptions.change": {
    title: text.commands.changePlan,
    section: "account",
    takes: "subscriptions",
    isLeftToUpstream: true,
    shortcuts: ["c"],
    needs: text.commandNeeds.account,
  },
  "credits.transfer": {
    title: text.commands.transferCredit,
    section: "account",
    takes: "credits",
    shortcuts: ["x"],
    needs: text.commandNeeds.account,
  },
  "credits.apply": {
    title: text.commands.applyCredit,
    section: "account",
    takes: "credits",
    isLeftToUpstream: true,
    shortcuts: ["u"],
    needs: text.commandNeeds.account,
  },
  "payments.record": {
    title: text.commands.recordPayment,
    section: "account",
    takes: "payments",
    isLeftToUpstream: true,
    shortcuts: ["r"],
    needs: text.commandNeeds.account,
  },
  "accounts.statement": {
    title: text.commands.exportStatement,
    section: "account",
    shortcuts: ["s"],
    needs: text.commandNeeds.account,
  },
  "accounts.billingDetails": {
    title: text.commands.billingDetails,
    section: "account",
    takes: "accounts",
    shortcuts: ["e"],
    needs: text.commandNeeds.account,
  },
  "accounts.copyId": {
    title: text.commands.copyId,
    section: "account",
    shortcuts: ["y"],
    needs: text.commandNeeds.account,
  },
  "ledger.verify": { title: text.commands.verifyLedger, section: "book", shortcuts: ["b v"] },
  "jobs.show": { title: text.commands.showJobs, section: "book", shortcuts: ["g j"] },
  "webhooks.add": { title: text.commands.addWebhook, section: "book", takes: "programs", shortcuts: ["b w"] },
  "team.open": { title: text.commands.openTeamLedger, section: "book", shortcuts: ["b t"] },
  "clock.set": { title: text.commands.setClock, section: "book", takes: "book", shortcuts: ["b c"] },
  "appearance.switch": { title: text.commands.switchAppearance, section: "desk", shortcuts: ["t a"] },
  "density.switch": { title: text.commands.switchDensity, section: "desk", shortcuts: ["t d"] },
  "navigation.fold": { title: text.commands.foldNavigation, section: "desk", shortcuts: ["t n"] },
  "desk.lock": {
    title: text.commands.lockDesk,
    section: "desk",
    shortcuts: ["t l"],
    needs: text.commandNeeds.operators,
  },
  "shortcuts.show": { title: text.commands.showShortcuts, section: "desk", shortcuts: ["?"] },
} as const satisfies Record<string, CommandDefinition>;

export type CommandId = keyof typeof definitions;

/** A command as the palette and the sheet of shortcuts show it. */
export interface Command extends CommandDefinition {
  readonly id: CommandId;
  readonly run: () => void;
}

/** A command that cannot be run now. */
export interface MissingCommand extends CommandDefinition {
  readonly id: CommandId;
  readonly needs: string;
}

export const commandIds = Object.keys(definitions) as CommandId[];

export function commandDefinition(id: CommandId): CommandDefinition {
  return definitions[id];
}

function isCommandId(id: string): id is CommandId {
  return Object.hasOwn(definitions, id);
}

/** What is bound now, per command the newest last: a dialog over a screen comes before the screen. */
const bindings = new Map<CommandId, (() => void)[]>();
let availableCommands: readonly Command[] = [];
const listeners = new Set<() => void>();

function publish(): void {
  availableCommands = commandIds.flatMap((id) => {
    const run = bindings.get(id)?.at(-1);
    return run === undefined ? [] : [{ id, ...commandDefinition(id), run }];
  });
  for (const listener of listeners) listener();
}

/** Say what a command does. @returns takes it back. */
function bindCommand(id: CommandId, run: () => void): () => void {
  bindings.set(id, [...(bindings.get(id) ?? []), run]);
  publish();
  return () => {
    bindings.set(
      id,
      (bindings.get(id) ?? []).filter((bound) => bound !== run),
    );
    publish();
  };
}

/** While the component is on the screen, the command does this, for whoever may. Null leaves the command unbound. */
export function useCommand(id: CommandId, run: (() => void) | null): void {
  const { takes = null, isLeftToUpstream = false } = commandDefinition(id);
  const whyNot = useWhyNot(takes, isLeftToUpstream);
  const newest = useRef(run);
  useEffect(() => {
    newest.current = run;
  });
  const isBound = run !== null && whyNot === null;
  useEffect(() => (isBound ? bindCommand(id, () => newest.current?.()) : undefined), [id, isBound]);
}

/** The commands that can be run now, in the table's order. */
export function useAvailableCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => availableCommands,
  );
}

/** The commands that would be there if what they need were, or for somebody else, with what that is. */
export function useMissingCommands(): readonly MissingCommand[] {
  const available = useAvailableCommands();
  const whyNotOf = useWhyNotOf();
  return commandIds.flatMap((id) => {
    const { needs: needed, ...definition } = commandDefinition(id);
    const needs = whyNotOf(definition.takes ?? null, definition.isLeftToUpstream) ?? needed;
    return needs === undefined || available.some((command) => command.id === id) ? [] : [{ id, ...definition, needs }];
  });
}

/** Run a command by its id, as the desktop's menu does. Nothing happens where it is unknown or not available. */
export function runCommand(id: string): void {
  if (isCommandId(id)) bindings.get(id)?.at(-1)?.();
}

/** How long the second key of a sequence may take. */
const sequenceTimeoutMs = 1_200;

/** Run commands by their shortcuts. @returns stops it. */
export function listenToKeyboard(target: Document, isMac: boolean): () => void {
  let pending: PendingKeys = [];
  let lastPressMs = 0;
  const onKeyDown = (event: KeyboardEvent) => {
    const isMod = isMac ? event.metaKey : event.ctrlKey;
    const isOtherChord = event.altKey || (isMac ? event.ctrlKey : event.metaKey);
    if (event.defaultPrevented || event.isComposing || isOtherChord || isBusyElsewhere(event, isMod)) return;
    if (event.key === "Shift" || event.key === "Control" || event.key === "Meta") return;
    if (event.timeStamp - lastPressMs > sequenceTimeoutMs) pending = [];
    lastPressMs = event.timeStamp;
    const match = matchShortcut(boundShortcuts(), pending, { key: keyNameOf(event), isMod });
    pending = match.pending;
    if (match.commandId === null) return;
    event.preventDefault();
    runCommand(match.commandId);
  };
  target.addEventListener("keydown", onKeyDown);
  return () => target.removeEventListener("keydown", onKeyDown);
}

/** A key that writes something is named by what it writes; the others say whether Shift is held. */
function keyNameOf({ key, shiftKey }: KeyboardEvent): string {
  return shiftKey && isFunctionKey(key) ? `Shift+${key}` : key;
}

function isFunctionKey(key: string): boolean {
  return /^F\d+$/u.test(key);
}

function boundShortcuts(): (readonly [Shortcut, CommandId])[] {
  return availableCommands.flatMap(({ id, shortcuts = [] }) => shortcuts.map((shortcut) => [shortcut, id] as const));
}

const fields = "input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable], [role=combobox]";

/**
 * Whether the key belongs to something else: a field that is being typed into (a chord with ⌘ or Ctrl types nothing), an
 * open menu, or a dialog, which must not be left behind a screen that a shortcut opened.
 */
function isBusyElsewhere(event: KeyboardEvent, isMod: boolean): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (document.querySelector("[aria-modal=true]") !== null) return true;
  if (target === null) return false;
  const types = !isMod && !isFunctionKey(event.key);
  return target.closest("[role=menu], [role=listbox]") !== null || (types && target.closest(fields) !== null);
}
