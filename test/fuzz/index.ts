import { parseArgs } from "node:util";
import { methodNames } from "../../src/shared/contract/index.ts";
import { callAtRandom, type Fault } from "./random-calls.ts";

/**
 * `npm run fuzz`: random calls of every method of the contract, for so many seconds. What it says of a fault is enough to see it
 * again: the seed, the book, and what was asked.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    "longest-wait-seconds": { type: "string", default: "10" },
    "slowest-answer-ms": { type: "string", default: "1000" },
  },
});
const endsAt = Date.now() + Number(values.seconds) * 1000;
const { calls, answered, slowestMs, faults } = await callAtRandom({
  seed: Number(values.seed),
  goesOn: () => Date.now() < endsAt,
  longestWaitMs: Number(values["longest-wait-seconds"]) * 1000,
  slowestAnswerMs: Number(values["slowest-answer-ms"]),
  onBook: (book) => console.log(book),
});
for (const fault of faults) console.error(faultText(fault));
const refusedOnly = methodNames.filter((method) => !answered.has(method));
console.log(`${calls} calls, the slowest after ${Math.round(slowestMs)} ms; ${faults.length} faults`);
if (refusedOnly.length > 0) console.log(`never answered but with a refusal: ${refusedOnly.join(", ")}`);
process.exitCode = faults.length === 0 ? 0 : 1;

function faultText({ book, method, input, what }: Fault): string {
  return `${book}\n  ${method} ${what}\n  ${inspectInput(input)}`;
}

function inspectInput(input: unknown): string {
  const shown = JSON.stringify(input, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  return shown.length > 2000 ? `${shown.slice(0, 2000)} …` : shown;
}
