import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { askAgain, askAgainInTurn } from "./ask-again.ts";

/** A question that is shown, whose answers come when the test gives them. */
function shownQuestion() {
  const queryClient = new QueryClient();
  const asked: PromiseWithResolvers<string>[] = [];
  const observer = new QueryObserver(queryClient, {
    queryKey: ["batches.get", {}],
    queryFn: () => {
      const answer = Promise.withResolvers<string>();
      asked.push(answer);
      return answer.promise;
    },
  });
  const shown: (string | undefined)[] = [];
  observer.subscribe(({ data }) => {
    if (shown.at(-1) !== data) shown.push(data);
  });
  return { queryClient, asked, shown };
}

const always = () => true;
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

it("shows an answer that is on its way, whatever changes meanwhile, and asks once more after that", async () => {
  const { queryClient, asked, shown } = shownQuestion();
  asked[0]?.resolve("checked");
  await settled();
  for (let change = 0; change < 3; change += 1) void askAgainInTurn(queryClient, always);
  await settled();
  expect(asked).toHaveLength(2);
  asked[1]?.resolve("undoing, 1");
  await settled();
  expect(shown.at(-1)).toBe("undoing, 1");
  expect(asked).toHaveLength(3);
  asked[2]?.resolve("undoing, 2");
  await settled();
  expect(shown.at(-1)).toBe("undoing, 2");
  expect(asked).toHaveLength(3);
  queryClient.clear();
});

it("gives an answer up for the next one where somebody else may be at the desk", async () => {
  const { queryClient, asked, shown } = shownQuestion();
  asked[0]?.resolve("of Ann");
  await settled();
  void askAgain(queryClient, always);
  await settled();
  void askAgain(queryClient, always);
  await settled();
  asked[1]?.resolve("of Ann still");
  asked[2]?.resolve("of Bob");
  await settled();
  expect(asked).toHaveLength(3);
  expect(shown).not.toContain("of Ann still");
  expect(shown.at(-1)).toBe("of Bob");
  queryClient.clear();
});
