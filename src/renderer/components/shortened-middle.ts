const tailLength = 7;
const longestTail = 10;
const shortestTail = 4;
const fewestBefore = 3;

/**
 * A name without its middle. Its last letters stay, because names that begin alike differ there ("Lanternworks Europe", "Lanternworks
 * America"; the end of an address, or of an id); last words stay whole where they are short. Of its beginning there is as much as fits.
 *
 * @param fits whether there is room for a text.
 * @returns null where there is no room for a beginning beside the end.
 */
export function shortenedMiddle(text: string, fits: (text: string) => boolean): string | null {
  const letters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].map(
    ({ segment }) => segment,
  );
  const tailFrom = letters.length - (wordTail(letters) ?? tailLength);
  const without = (headLength: number): string =>
    `${letters.slice(0, headLength).join("").trimEnd()}…${letters.slice(tailFrom).join("")}`;
  let fitting = 0;
  let tooLong = tailFrom;
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (fits(without(middle))) fitting = middle;
    else tooLong = middle;
  }
  return fitting < fewestBefore ? null : without(fitting);
}

/** How many letters the last words have that are together not longer than a tail. */
function wordTail(letters: readonly string[]): number | null {
  for (let length = longestTail; length >= shortestTail; length -= 1) {
    const at = letters.length - length;
    if (/\s/u.test(letters[at - 1] ?? "") && !/\s/u.test(letters[at] ?? "")) return length;
  }
  return null;
}
