import { MutationCache, QueryClient } from "@tanstack/react-query";
import { tellDone } from "./tell-done.ts";

/** How long an answer counts as fresh without a change event: the clock moves on by itself. */
const freshForMs = 10_000;

/** The cache of what the engine answered. The engine is on this machine, so no network state and no retries matter. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    mutationCache: new MutationCache({
      onSuccess: (_answer, _input, _before, { options }) => {
        const act: unknown = options.mutationKey?.[0];
        if (typeof act === "string") void tellDone(act);
      },
    }),
    defaultOptions: {
      queries: { networkMode: "always", retry: false, staleTime: freshForMs },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
