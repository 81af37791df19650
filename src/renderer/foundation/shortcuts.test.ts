import { describe, expect, it } from "vitest";
import { isChord, matchShortcut, shortcutKeys, type PendingKeys } from "./shortcuts.ts";

const shortcuts = [
  ["Mod+k", "search.open"],
  ["g a", "accounts.open"],
  ["g l", "ledger.open"],
  ["a", "credits.adjust"],
  ["?", "shortcuts.show"],
] as const;

/** The commands that a row of plain keys runs. */
function commandsOf(...keys: string[]): string[] {
  let pending: PendingKeys = [];
  const commands: string[] = [];
  for (const key of keys) {
    const match = matchShortcut<string>(shortcuts, pending, { key, isMod: false });
    pending = match.pending;
    if (match.commandId !== null) commands.push(match.commandId);
  }
  return commands;
}

describe("shortcuts", () => {
  it("of one key run at once", () => {
    expect(commandsOf("?")).toEqual(["shortcuts.show"]);
  });

  it("of two keys run after the second, which does not count as a shortcut of its own", () => {
    expect(commandsOf("g")).toEqual([]);
    expect(commandsOf("g", "a")).toEqual(["accounts.open"]);
  });

  it("start over with a key that does not go on", () => {
    expect(commandsOf("g", "g", "l")).toEqual(["ledger.open"]);
    expect(commandsOf("g", "?", "a")).toEqual(["shortcuts.show", "credits.adjust"]);
  });

  it("with ⌘ or Ctrl are told from those without", () => {
    expect(matchShortcut(shortcuts, [], { key: "K", isMod: true }).commandId).toBe("search.open");
    expect(matchShortcut(shortcuts, [], { key: "k", isMod: false }).commandId).toBeNull();
    expect(matchShortcut(shortcuts, [], { key: "a", isMod: true }).commandId).toBeNull();
  });

  it("are printed as on the keyboard", () => {
    expect(shortcutKeys("Mod+k", true)).toEqual(["⌘", "K"]);
    expect(shortcutKeys("Mod+k", false)).toEqual(["Ctrl", "K"]);
    expect(shortcutKeys("g a", false)).toEqual(["g", "a"]);
    expect(shortcutKeys("ArrowDown", false)).toEqual(["↓"]);
    expect(shortcutKeys("Shift+F6", true)).toEqual(["Shift", "F6"]);
    expect(["Shift+F6", "Mod+k", "g a", "?"].map(isChord)).toEqual([true, true, false, false]);
  });
});
