import { Code } from "@mantine/core";

/** A sentence in which commands stand between backticks: here they are told apart by their letters. */
export function ToldText({ children }: { readonly children: string }) {
  return children.split("`").map((part, index) => (index % 2 === 0 ? part : <Code key={index}>{part}</Code>));
}
