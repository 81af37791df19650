import { text } from "./text.ts";

/** A key press, as far as shortcuts care. `isMod` is ⌘ on a Mac and Ctrl elsewhere. */
export interface KeyPress {
  readonly key: string;
  readonly isMod: boolean;
}

/**
 * A shortcut as it is written down: key names separated by spaces, pressed one after the other; `Mod+` before a key means
 * ⌘ or Ctrl held, `Shift+` before one that writes nothing. `"Mod+k"`, `"g a"`, `"?"`, `"Shift+F6"`.
 */
export type Shortcut = string;

/** Keys pressed so far that may still become a shortcut. */
export type PendingKeys = readonly string[];

export interface ShortcutMatch<CommandId> {
  /** The command whose shortcut is complete, if one is. */
  readonly commandId: CommandId | null;
  /** What to pass with the next key. */
  readonly pending: PendingKeys;
}

/**
 * Follow one key press through the shortcuts.
 *
 * A key that does not go on with a sequence starts a new one, so `g g a` still is `g a`.
 */
export function matchShortcut<CommandId>(
  shortcuts: Iterable<readonly [Shortcut, CommandId]>,
  pending: PendingKeys,
  press: KeyPress,
): ShortcutMatch<CommandId> {
  const name = press.isMod ? `Mod+${press.key.toLowerCase()}` : press.key;
  const known = [...shortcuts];
  for (const keys of [[...pending, name], [name]]) {
    const typed = keys.join(" ");
    const complete = known.find(([shortcut]) => shortcut === typed);
    if (complete) return { commandId: complete[1], pending: [] };
    if (known.some(([shortcut]) => shortcut.startsWith(`${typed} `))) return { commandId: null, pending: keys };
  }
  return { commandId: null, pending: [] };
}

/** The keys of a shortcut as they are printed on the keyboard: `["⌘", "K"]`, `["g", "a"]`, `["Shift", "F6"]`. */
export function shortcutKeys(shortcut: Shortcut, isMac: boolean): string[] {
  return shortcut.split(" ").flatMap((key) => {
    const [, modifier, base = key] = /^(Mod|Shift)\+(.+)$/u.exec(key) ?? [];
    const printed = printedKeys[base] ?? (modifier === "Mod" ? base.toUpperCase() : base);
    if (modifier === undefined) return [printed];
    return [modifier === "Mod" ? (isMac ? "⌘" : text.keys.control) : text.keys.shift, printed];
  });
}

/** Whether the keys of a shortcut are held together, and not pressed one after the other. */
export function isChord(shortcut: Shortcut): boolean {
  return /^(Mod|Shift)\+/u.test(shortcut);
}

const printedKeys: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
};
