/** The operator's locale: the system's, as the page's host reports it. */
export const operatorLocale: string = navigator.language;
