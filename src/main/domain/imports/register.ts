/** Where a row stands. */
export interface RowPlace {
  readonly fileName: string;
  readonly lineNumber: number;
}

export function placeText({ fileName, lineNumber }: RowPlace): string {
  return `line ${lineNumber} of ${fileName}`;
}

/** A row that others may refer to. `value` stays null when the row turned out to be bad. */
export interface Entry<Value> {
  readonly place: RowPlace;
  value: Value | null;
}

/** The rows of the files by what must be theirs alone (an id, an e-mail address, a slug): for references and for clashes. */
interface Register<Value> {
  /** @returns the entry that had the key before, which keeps it; null when there was none. */
  enter(key: string, entry: Entry<Value>): Entry<Value> | null;
  find(key: string): Entry<Value> | null;
}

export function createRegister<Value>(): Register<Value> {
  const entries = new Map<string, Entry<Value>>();
  return {
    enter(key, entry) {
      const earlier = entries.get(key);
      if (earlier) return earlier;
      entries.set(key, entry);
      return null;
    },
    find: (key) => entries.get(key) ?? null,
  };
}
