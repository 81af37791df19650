import { sentence, type Given, type Sentence } from "./sentences/sentence.ts";

/** Which column of a file holds what, by the names of the fields, counted from 0. */
type Columns<Field extends string = string> = Readonly<Partial<Record<Field, number | undefined>>>;

/** The fields that a column of a file was chosen for; a column holds one. */
export function fieldsOfColumn<Field extends string>(columns: Columns<Field>, index: number): readonly Field[] {
  return (Object.keys(columns) as Field[]).filter((field) => columns[field] === index);
}

/** The fields of the first column that was chosen for several of them; empty where each has a column of its own. */
export function fieldsOfOneColumn<Field extends string>(columns: Columns<Field>): readonly Field[] {
  const indexes = Object.values<number | undefined>(columns);
  const held = indexes.map((index) => (index === undefined ? [] : fieldsOfColumn(columns, index)));
  return held.find(({ length }) => length > 1) ?? [];
}

/** What is wrong where one column was chosen for several fields. @param names what these are called. */
export const oneColumnFor = (names: readonly Given[]): Sentence =>
  sentence("One column is chosen for {columns}; choose one for each.", { columns: names });

/** The columns with others for some fields. Whichever field one of those was only proposed for is without one then. */
export function withNamedColumns<Proposed extends Columns>(proposed: Proposed, named: Columns): Proposed {
  const taken = new Set(Object.values(named));
  const left = Object.entries(proposed).filter(([, index]) => !taken.has(index));
  return { ...Object.fromEntries(left), ...named } as Proposed;
}
