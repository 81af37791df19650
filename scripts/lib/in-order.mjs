/**
 * Lets several be at work beside each other and yet be read one after the other: what the first of them that is not done says is shown at once,
 * what those behind it say as soon as it is their turn.
 *
 * @param {number} count how many they are.
 * @param {(text: string) => void} show
 * @returns {{ say: (text: string) => void, end: () => void }[]} for each what it says, and that it is done.
 */
export function inOrder(count, show) {
  let turn = 0;
  const waiting = Array.from({ length: count }, () => "");
  const ended = new Set();
  return waiting.map((_, index) => ({
    say(text) {
      if (index === turn) show(text);
      else waiting[index] += text;
    },
    end() {
      ended.add(index);
      while (ended.has(turn)) {
        turn += 1;
        if (turn < count) show(waiting[turn]);
      }
    },
  }));
}
