/** A page of rows that are sorted by a text of their own. */
export interface KeyedPage {
  /** The key of the last row of the page before; empty for the first page. */
  readonly afterKey: string;
  readonly limit: number;
}
