import QuickLRU from "quick-lru";

/** Keeps answers of a pure, slow question about short texts of which few repeat often: dates, time zones, a price's seats. */
export function remember<Answer>(question: (text: string) => Answer): (text: string) => Answer {
  const answers = new QuickLRU<string, { readonly answer: Answer }>({ maxSize: 10_000 });
  return (text) => {
    const known = answers.get(text);
    if (known) return known.answer;
    const answer = question(text);
    answers.set(text, { answer });
    return answer;
  };
}
