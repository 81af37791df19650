/** @param {number} startedMs @returns {string} the time since then, such as `3.4 s` or `2 min 05 s`. */
export function elapsedSince(startedMs) {
  const seconds = (Date.now() - startedMs) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`;
}

/**
 * Says what is being waited for, and at the end how long it took. Where it takes long, says every ten seconds that it is
 * still at it.
 *
 * @template Value
 * @param {string} what such as `Installing the packages`.
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 */
export async function withProgress(what, work) {
  const startedMs = Date.now();
  console.log(`• ${what} …`);
  const reminder = setInterval(() => console.log(`  still at it, ${elapsedSince(startedMs)}`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(reminder);
    console.log(`  ${elapsedSince(startedMs)}`);
  }
}
