import type { Query, QueryClient } from "@tanstack/react-query";

type IsOld = (query: Query) => boolean;

/**
 * Ask again what was asked before, and wait for what is shown of it. A first answer may be on its way still, from before whatever made it old; the
 * cache would leave it at that one, so it is asked for once more when it is here.
 */
export function askAgain(queryClient: QueryClient, isOld: IsOld): Promise<void> {
  return ask(queryClient, isOld, ({ state }) => state.data === undefined, true);
}

/**
 * The same, and whatever is on its way comes first and is shown. While a job changes something all the time, an answer that takes longer than
 * the time between two changes would be given up for the next one again and again, and the screen stand still until the job is over.
 */
export function askAgainInTurn(queryClient: QueryClient, isOld: IsOld): Promise<void> {
  return ask(queryClient, isOld, () => true, false);
}

async function ask(queryClient: QueryClient, isOld: IsOld, isAwaited: IsOld, cancelRefetch: boolean): Promise<void> {
  const isUnderWay: IsOld = (query) => query.state.fetchStatus !== "idle" && isAwaited(query);
  const underWay = queryClient.getQueryCache().findAll({ predicate: (query) => isUnderWay(query) && isOld(query) });
  const onceMore = underWay.map(({ queryKey, promise }) =>
    promise?.then(
      () => queryClient.invalidateQueries({ queryKey, exact: true }, { cancelRefetch }),
      () => undefined,
    ),
  );
  await Promise.all([queryClient.invalidateQueries({ predicate: isOld }, { cancelRefetch }), ...onceMore]);
}
