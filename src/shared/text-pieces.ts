/** Long enough that few are needed, short enough that handling one holds nobody up. */
const pieceLength = 128 * 1024;

/** A text in pieces, none of which cuts a character in two. */
export function* textPieces(text: string): Generator<string, void, void> {
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + pieceLength, text.length);
    // The first half of a pair of surrogates stays with the second.
    if (end < text.length && /[\uD800-\uDBFF]/u.test(text.charAt(end - 1))) end -= 1;
    yield text.slice(start, end);
    start = end;
  }
}
