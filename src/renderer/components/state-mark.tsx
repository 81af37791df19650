import classes from "./state-mark.module.css";

/** A state in one word, and whether it is in order. */
export interface StateWord {
  readonly word: string;
  readonly tone: "wrong" | "waiting" | "fine" | "over";
}

/** A state: a dot and a word. The dot's shape repeats what the word says, and only what is wrong has a colour. */
export function StateMark({ word, tone }: StateWord) {
  return (
    <span className={classes.state} data-tone={tone}>
      <span className={classes.dot} aria-hidden="true" />
      {word}
    </span>
  );
}
