import { RowFault } from "./row.ts";

/** What is wrong with a row in several columns, the first thing of each. */
class RowFaults extends Error {
  readonly faults: readonly RowFault[];

  constructor(faults: readonly RowFault[]) {
    super(faults.map(({ message }) => message).join(" "));
    this.faults = faults;
  }
}

/** @returns what is wrong with the row that could not be read. @throws the error itself where it is about something else. */
export function faultsOf(error: unknown): readonly RowFault[] {
  if (error instanceof RowFault) return [error];
  if (error instanceof RowFaults) return error.faults;
  throw error;
}

/** A reading that several others depend on is done once. Where it fails it fails for each of them, which is one fault of its column. */
export function once<Read>(read: () => Read): () => Read {
  let done: (() => Read) | null = null;
  return () => {
    if (done) return done();
    try {
      const value = read();
      done = () => value;
    } catch (error) {
      done = () => {
        throw error;
      };
    }
    return done();
  };
}

/**
 * Read several things of a row that do not depend on each other, so that whoever corrects it hears of all that is wrong at once.
 *
 * @throws RowFault where one of them is wrong.
 * @throws RowFaults where several columns are.
 */
export function readEach<Read extends object>(readers: { readonly [Key in keyof Read]: () => Read[Key] }): Read {
  const read: Partial<Read> = {};
  const faults: RowFault[] = [];
  for (const key in readers) {
    try {
      read[key] = readers[key]();
    } catch (error) {
      faults.push(...faultsOf(error));
    }
  }
  const [first, ...others] = faults.filter(
    ({ column }, index) => faults.findIndex((earlier) => earlier.column === column) === index,
  );
  if (first === undefined) return read as Read;
  throw others.length === 0 ? first : new RowFaults([first, ...others]);
}
