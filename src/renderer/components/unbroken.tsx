interface UnbrokenProps {
  readonly sentence: string;
  /** What of it stays on one line, such as the number of an invoice, which would else break at its hyphens. */
  readonly word: string | null;
}

/** A sentence that may be broken anywhere but in one word of it. */
export function Unbroken({ sentence, word }: UnbrokenProps) {
  const start = word === null ? -1 : sentence.indexOf(word);
  if (word === null || start < 0) return sentence;
  return (
    <>
      {sentence.slice(0, start)}
      <span className="one-line">{word}</span>
      {sentence.slice(start + word.length)}
    </>
  );
}
