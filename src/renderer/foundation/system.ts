/** Whether ⌘ takes Ctrl's place here. */
export const isMac: boolean = /Mac|iPhone|iPad/u.test(navigator.userAgent);
