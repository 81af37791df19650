/** Gives the focus to the field that wants it as soon as it is there, so that who types on loses no key. */
export function focusFirstField(content: HTMLElement | null): void {
  content?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
}
