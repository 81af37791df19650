import {
  app,
  BrowserWindow,
  Menu,
  type ContextMenuParams,
  type MenuItemConstructorOptions,
  type WebContents,
} from "electron";

/** Gives text its usual menu at the right mouse button, in every window. */
export function offerContextMenus(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("context-menu", (_clicked, where) => {
      const entries = contextMenuTemplate(where, contents);
      const window = BrowserWindow.fromWebContents(contents);
      if (entries.length > 0 && window !== null) Menu.buildFromTemplate(entries).popup({ window });
    });
  });
}

function contextMenuTemplate(
  { isEditable, selectionText, editFlags, misspelledWord, dictionarySuggestions }: ContextMenuParams,
  contents: WebContents,
): MenuItemConstructorOptions[] {
  const copy: MenuItemConstructorOptions = { role: "copy", enabled: editFlags.canCopy };
  if (!isEditable) return selectionText.trim() === "" ? [] : [copy];
  const suggestions = dictionarySuggestions.map((word) => ({
    label: word,
    click: () => contents.replaceMisspelling(word),
  }));
  return [
    ...suggestions,
    ...(misspelledWord === "" || suggestions.length === 0 ? [] : [{ type: "separator" as const }]),
    { role: "cut", enabled: editFlags.canCut },
    copy,
    { role: "paste", enabled: editFlags.canPaste },
    { type: "separator" },
    { role: "selectAll", enabled: editFlags.canSelectAll },
  ];
}
