import { QueryClient } from "@tanstack/react-query";

/** How long an answer counts as fresh without a change event: the clock moves on by itself. */
const freshForMs = 10_000;

/** The cache of what the engine answered. The engine is on this machine, so no network state and no retries matter. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: "always", retry: false, staleTime: freshForMs },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
