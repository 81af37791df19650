/**
 * Room for what reading an import has to remember of its rows, however many there are: where it is kept is for whoever reads. What is
 * kept is kept as JSON, so a change to what was read from it is lost unless it is put there again.
 */
export interface ImportMemory {
  /** The map of this name; asked for twice it is the same. */
  map<Value>(name: string): MemoryMap<Value>;
  list<Item>(name: string): MemoryList<Item>;
}

export interface MemoryMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** Items in the order of their ranks, and within a rank in the order in which they came. */
export interface MemoryList<Item> extends Iterable<Item> {
  push(item: Item, rank?: number): void;
}
