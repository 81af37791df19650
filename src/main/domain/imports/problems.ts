import type { ImportProblem } from "../../../shared/contract/account-import.ts";

/** A report shows this many problems and counts the rest: nobody reads more, and a million would not fit in an answer. */
const shownProblems = 1000;

/** Collects what is wrong with the files. */
interface ProblemList {
  add(problem: ImportProblem): void;
  readonly shown: readonly ImportProblem[];
  readonly count: number;
}

export function createProblemList(): ProblemList {
  const shown: ImportProblem[] = [];
  let count = 0;
  return {
    add(problem) {
      count += 1;
      if (shown.length < shownProblems) shown.push(problem);
    },
    get shown() {
      return shown;
    },
    get count() {
      return count;
    },
  };
}
