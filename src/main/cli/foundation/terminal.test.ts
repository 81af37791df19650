import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { safeJson } from "./safe-text.ts";
import { createTerminal } from "./terminal.ts";

/** A stream as Node gives it to a program, on a terminal or not. */
function stream(terminal: { isTTY?: boolean; columns?: number } = {}) {
  return Object.assign(new PassThrough(), terminal) as unknown as PassThrough & NodeJS.WriteStream & NodeJS.ReadStream;
}

async function said(output: PassThrough): Promise<string> {
  output.end();
  return text(output);
}

describe("progress", () => {
  test("is shown on a terminal and cleared before anything else is", async () => {
    const [output, errors] = [stream(), stream({ isTTY: true })];
    const terminal = createTerminal(stream(), output, errors);
    terminal.progress("Billing: 1 of 2");
    terminal.say("Stopped.");
    expect(await said(errors)).toBe("\r\u001B[KBilling: 1 of 2\r\u001B[KStopped.\n");
    expect(await said(output)).toBe("");
  });

  test("is shown nowhere in a pipe", async () => {
    const [output, errors] = [stream({ isTTY: true, columns: 80 }), stream()];
    createTerminal(stream(), output, errors).progress("Billing: 1 of 2");
    expect([await said(output), await said(errors)]).toEqual(["", ""]);
  });
});

describe("a result", () => {
  test("for programs goes to a pipe as it is, and to a terminal without what would act on it", async () => {
    const row = 'id,"Bob\u001B[2J"\r\n';
    const [piped, shown] = [stream(), stream({ isTTY: true, columns: 80 })];
    await createTerminal(stream(), piped, stream()).write(row);
    await createTerminal(stream(), shown, stream()).write(row);
    expect(await said(piped)).toBe(row);
    expect(await said(shown)).toBe('id,"Bob\uFFFD[2J"\n');
  });

  test("as JSON is the same value to a program, and harmless", () => {
    const value = { name: "a\u001B[2J\u009B1m\u202Eevil\u2066" };
    const json = safeJson(value);
    expect(JSON.parse(json)).toEqual(value);
    expect(json).toMatch(/^[\u0020-\u007E]*$/u);
  });
});

describe("a question", () => {
  test("is asked only where a person can see it and answer", async () => {
    const [terminal, pipe] = [stream({ isTTY: true }), stream()];
    expect(createTerminal(terminal, pipe, terminal).canAsk).toBe(true);
    expect(createTerminal(pipe, terminal, terminal).canAsk).toBe(false);
    expect(createTerminal(terminal, terminal, pipe).canAsk).toBe(false);
    const [input, errors] = [stream({ isTTY: true }), stream({ isTTY: true })];
    const answer = createTerminal(input, stream(), errors).ask("Make this change? [y/N] ");
    input.write("y\n");
    expect(await answer).toBe("y");
    expect(await said(errors)).toContain("Make this change? [y/N] ");
  });
});
