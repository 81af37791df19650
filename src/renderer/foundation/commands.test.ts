import { expect, test } from "vitest";
import { commandDefinition, commandIds } from "./commands.ts";

test("no shortcut is another command's, nor the beginning of another's, which would never be heard", () => {
  const shortcuts = commandIds.flatMap((id) => commandDefinition(id).shortcuts ?? []);
  expect(shortcuts.length).toBeGreaterThan(30);
  for (const [index, shortcut] of shortcuts.entries()) {
    const others = shortcuts.filter((_other, place) => place !== index);
    expect(others.filter((other) => other === shortcut || other.startsWith(`${shortcut} `))).toEqual([]);
  }
});
