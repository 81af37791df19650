import {
  app,
  BrowserWindow,
  Menu,
  type ContextMenuParams,
  type MenuItemConstructorOptions,
  type WebContents,
} from "electron";
import { desktopLanguage } from "./desktop-language.ts";
import { menuTexts, roleItem, type MenuText } from "./menu-text.ts";

/** Gives text its usual menu at the right mouse button, in every window. */
export function offerContextMenus(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("context-menu", (_clicked, where) => {
      const entries = contextMenuTemplate(where, contents, menuTexts[desktopLanguage()]);
      const window = BrowserWindow.fromWebContents(contents);
      if (entries.length > 0 && window !== null) Menu.buildFromTemplate(entries).popup({ window });
    });
  });
}

function contextMenuTemplate(
  { isEditable, selectionText, editFlags, misspelledWord, dictionarySuggestions }: ContextMenuParams,
  contents: WebContents,
  words: MenuText,
): MenuItemConstructorOptions[] {
  const copy: MenuItemConstructorOptions = { ...roleItem("copy", words), enabled: editFlags.canCopy };
  if (!isEditable) return selectionText.trim() === "" ? [] : [copy];
  const suggestions = dictionarySuggestions.map((word) => ({
    label: word,
    click: () => contents.replaceMisspelling(word),
  }));
  return [
    ...suggestions,
    ...(misspelledWord === "" || suggestions.length === 0 ? [] : [{ type: "separator" as const }]),
    { ...roleItem("cut", words), enabled: editFlags.canCut },
    copy,
    { ...roleItem("paste", words), enabled: editFlags.canPaste },
    { type: "separator" },
    { ...roleItem("selectAll", words), enabled: editFlags.canSelectAll },
  ];
}
