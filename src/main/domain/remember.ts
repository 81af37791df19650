/** Keeps answers of a pure, slow question about short texts of which few repeat often: dates, time zones, a price's seats. */
export function remember<Answer>(question: (text: string) => Answer): (text: string) => Answer {
  const limit = 10_000;
  const answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = question(text);
    if (answers.size >= limit) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
