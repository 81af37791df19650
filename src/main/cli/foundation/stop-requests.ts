import { exitCodes } from "./exit-codes.ts";

/** Ctrl+C reaches a program twice where a script between it and the terminal passes it on. */
const sameRequestMs = 1_000;

/**
 * Listen for being asked to stop (Ctrl+C, SIGTERM, a terminal that closes), so that the work under way can come to a good end. Who
 * asks again later does not want to wait: the process ends at once, which a book survives.
 */
export function stopRequests(): { readonly signal: AbortSignal; end(): void } {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const controller = new AbortController();
  let firstAt: number | undefined;
  const stop = (): void => {
    firstAt ??= performance.now();
    if (performance.now() - firstAt > sameRequestMs) process.exit(exitCodes.interrupted);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    end() {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}
