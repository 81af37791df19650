/**
 * Keeps the key of a command from its first try until it succeeds (BEHAVIOUR 3.2): the same content tried again carries the
 * same key, so an answer that was lost on the way cannot make the command happen twice. Other content is another command
 * and gets a key of its own.
 */
export interface KeyKeeper {
  /** The key for this content: the one of the unfinished try, or a new one. */
  keyFor(content: unknown): string;
  /** The content's command has succeeded; saying the same again is meant as a second command. */
  forget(content: unknown): void;
}

/** @param makeKey makes a key that nobody has made before. */
export function createKeyKeeper(makeKey: () => string = () => crypto.randomUUID()): KeyKeeper {
  let kept: { readonly content: string; readonly key: string } | null = null;
  return {
    keyFor(content) {
      const text = JSON.stringify(content);
      if (kept?.content !== text) kept = { content: text, key: makeKey() };
      return kept.key;
    },
    forget(content) {
      if (kept?.content === JSON.stringify(content)) kept = null;
    },
  };
}

/** Runs a command's tries. */
export type KeyedRunner = <Answer>(content: unknown, attempt: (key: string) => Promise<Answer>) => Promise<Answer>;

/**
 * Runs a command's tries with the key that is kept for their content. Running the same content while a try of it is under way,
 * as a double click does, joins that try and shares its answer.
 */
export function createKeyedRunner(makeKey?: () => string): KeyedRunner {
  const keeper = createKeyKeeper(makeKey);
  let underWay: { readonly text: string; readonly answer: Promise<unknown> } | null = null;
  return async function run<Answer>(content: unknown, attempt: (key: string) => Promise<Answer>): Promise<Answer> {
    const text = JSON.stringify(content);
    if (underWay?.text === text) return underWay.answer as Promise<Answer>;
    const started = { text, answer: attempt(keeper.keyFor(content)) };
    underWay = started;
    try {
      const answer = await started.answer;
      keeper.forget(content);
      return answer;
    } finally {
      if (underWay === started) underWay = null;
    }
  };
}
