/** A row of a page that was read together with how many rows there are in all; alone with the number where the page is empty. */
export type CountedRow<Row> = { readonly [Key in keyof Row]: Row[Key] | null } & { readonly count: number };

/** @param key a column that no row is without. */
export function countedRows<Row>(
  rows: readonly CountedRow<Row>[],
  key: keyof Row,
): { readonly rows: Row[]; readonly count: number } {
  const found = rows.filter((row) => row[key] !== null).map(({ count: _count, ...row }) => row as unknown as Row);
  return { rows: found, count: rows[0]?.count ?? 0 };
}
