import type { CompletionNode, OfferedOption, OfferedWord } from "./completion-tree.ts";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** A script that makes the shell complete commands and options. It says everything itself: no key press starts a process. */
export const completionScript: Readonly<Record<Shell, (nodes: readonly CompletionNode[]) => string>> = {
  bash: (nodes) => `# Completion of countinghouse for bash.
_countinghouse() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" route="" words="" index word
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "$route $word" in
      ${routePatterns(nodes)}) route="\${route:+$route }$word" ;;
    esac
  done
  case "$route $previous" in
${optionCases(nodes, {
  file: `local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$current")); return`,
  any: "COMPREPLY=(); return",
  words: (words) => `COMPREPLY=($(compgen -W "${words}" -- "$current")); return`,
})}
  esac
  case "$route" in
${nodes.map((node) => `    "${node.route}") words="${wordsOf(node).join(" ")}" ;;`).join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o filenames -F _countinghouse countinghouse
`,

  zsh: (nodes) => `#compdef countinghouse
# Completion of countinghouse for zsh.
_countinghouse() {
  local previous="\${words[CURRENT-1]}" route="" word
  local -a offered
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$route $word" in
      ${routePatterns(nodes)}) route="\${route:+$route }$word" ;;
    esac
  done
  case "$route $previous" in
${optionCases(nodes, {
  file: "_files; return",
  any: "return",
  words: (words) => `compadd -- ${words}; return`,
})}
  esac
  case "$route" in
${nodes.map((node) => `    "${node.route}") offered=(${describedWords(node).join(" ")}) ;;`).join("\n")}
  esac
  _describe countinghouse offered
}
compdef _countinghouse countinghouse
`,

  fish: (nodes) => `# Completion of countinghouse for fish.
function __countinghouse_at
    set -l route
    for word in (commandline -opc)[2..-1]
        switch (string join ' ' -- $route $word)
            case ${nodes.flatMap(({ route }) => (route === "" ? [] : [`'${route}'`])).join(" ")}
                set -a route $word
        end
    end
    test "$route" = "$argv[1]"
end
complete -c countinghouse -f
${nodes.flatMap((node) => fishLines(node)).join("\n")}
`,
};

/** The words that lead on, each behind the route so far: `" accounts"`, `"accounts list"`. */
function routePatterns(nodes: readonly CompletionNode[]): string {
  return nodes
    .filter(({ route }) => route !== "")
    .map(({ route }) => (route.includes(" ") ? `"${route}"` : `" ${route}"`))
    .join("|");
}

function wordsOf({ words, options }: CompletionNode): string[] {
  return [...words, ...options].map(({ word }) => word);
}

interface OptionAnswers {
  readonly file: string;
  readonly any: string;
  readonly words: (words: string) => string;
}

/** What to offer behind an option that takes a value: a case per kind of value. */
function optionCases(nodes: readonly CompletionNode[], answers: OptionAnswers): string {
  const patternsByAnswer = new Map<string, string[]>();
  for (const { route, options } of nodes) {
    for (const { word, value } of options) {
      if (value === "none") continue;
      const answer = typeof value === "string" ? answers[value] : answers.words(value.join(" "));
      patternsByAnswer.set(answer, [...(patternsByAnswer.get(answer) ?? []), `"${route} ${word}"`]);
    }
  }
  return Array.from(patternsByAnswer, ([answer, patterns]) => `    ${patterns.join("|")}) ${answer} ;;`).join("\n");
}

function describedWords({ words, options }: CompletionNode): string[] {
  return [...words, ...options].map(
    ({ word, description }) => `'${word}:${description.replaceAll(":", "\\:").replaceAll("'", "'\\''")}'`,
  );
}

function fishLines({ route, words, options }: CompletionNode): string[] {
  const start = `complete -c countinghouse -n '__countinghouse_at "${route}"'`;
  const described = ({ description }: OfferedWord): string =>
    `-d '${description.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const follows = ({ value }: OfferedOption): string => {
    if (value === "none") return "";
    if (value === "file") return " -r -F";
    return value === "any" ? " -x" : ` -x -a '${value.join(" ")}'`;
  };
  return [
    ...words.map((word) => `${start} -a ${word.word} ${described(word)}`),
    ...options.map((option) => `${start} -l ${option.word.slice(2)}${follows(option)} ${described(option)}`),
  ];
}
