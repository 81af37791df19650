import { useEffect, useLayoutEffect, useRef } from "react";
import { isMac } from "../../foundation/system.ts";
import { isNowhere, openRowMenu, rowElement } from "./list-elements.ts";

interface ListKeyboardOptions {
  readonly viewport: HTMLElement | null;
  readonly index: number;
  readonly lastIndex: number;
  /** How many rows a page is. */
  readonly pageRows: number;
  readonly walkTo: (index: number, isExtending?: boolean) => void;
  readonly open: (index: number) => void;
  readonly copy: () => Promise<void>;
  readonly leave: () => void;
}

/**
 * The keys of a list, for as long as the focus is in it or nowhere: arrows, Page Up and Down, Home and End walk, with Shift they select;
 * Enter opens, Space chooses; → goes into the row and Esc comes back; ↑ from the first row goes to the titles.
 */
export function useListKeyboard(options: ListKeyboardOptions): void {
  const newest = useRef(options);
  useLayoutEffect(() => {
    newest.current = options;
  });
  const { viewport } = options;
  useEffect(() => {
    if (!viewport) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector("[aria-modal=true]")) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      const row = target && viewport.contains(target) ? target.closest<HTMLElement>("[data-index]") : null;
      const isHandled =
        target === row || isNowhere(target)
          ? pressOnRow(event, newest.current)
          : row && target
            ? pressInRow(event, row, target, newest.current)
            : false;
      if (isHandled) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [viewport]);
}

/** @returns whether the key did something. */
function pressOnRow(event: KeyboardEvent, list: ListKeyboardOptions): boolean {
  const { viewport, index, lastIndex, pageRows, walkTo } = list;
  if (lastIndex < 0 || event.altKey) return false;
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  if (isMod && event.key.toLowerCase() === "c") {
    if (document.getSelection()?.isCollapsed === false) return false;
    void list.copy();
    return true;
  }
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + pageRows,
    PageUp: index - pageRows,
    Home: 0,
    End: lastIndex,
  };
  const to = steps[event.key];
  if (to !== undefined) {
    if (event.key === "ArrowUp" && index === 0) focusTitles(viewport);
    else walkTo(to, event.shiftKey);
    return true;
  }
  if (isMod) return false;
  switch (event.key) {
    case "Enter":
      list.open(index);
      return true;
    case " ":
      walkTo(index);
      return true;
    case "ArrowRight":
      controlsOf(rowElement(viewport, index))[0]?.focus();
      return true;
    case "ContextMenu":
      openRowMenu(viewport, index);
      return true;
    case "F10":
      if (!event.shiftKey) return false;
      openRowMenu(viewport, index);
      return true;
    case "Escape":
      list.leave();
      return true;
    default:
      return false;
  }
}

/** A key on a link or a button of a row, which answers to Enter by itself. @returns whether the key did something. */
function pressInRow(event: KeyboardEvent, row: HTMLElement, control: HTMLElement, list: ListKeyboardOptions): boolean {
  const controls = controlsOf(row);
  const position = controls.indexOf(control);
  switch (event.key) {
    case "ArrowRight":
      controls[position + 1]?.focus();
      return true;
    case "ArrowLeft":
      (controls[position - 1] ?? row).focus();
      return true;
    case "Escape":
      row.focus();
      return true;
    case "ArrowDown":
    case "ArrowUp":
      return pressOnRow(event, list);
    default:
      return false;
  }
}

function focusTitles(viewport: HTMLElement | null): void {
  viewport?.querySelector<HTMLElement>("th")?.focus();
}

function controlsOf(row: HTMLElement | null): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>("a, button") ?? [])];
}
