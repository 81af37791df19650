import type { SqlValue } from "../book-handle.ts";

/** A word, a text, a number or a sign of SQL, with what stands before it. */
interface Token {
  readonly space: string;
  readonly text: string;
}

const tokenPattern =
  /(\s+|--[^\n]*\n?)|('(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_][\w$]*|\d+(?:\.\d+)?|->>|->|\|\||<>|<=|>=|!=|==|<<|>>|[^\s])/gu;

function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  let space = "";
  for (const [, blank, text] of sql.matchAll(tokenPattern)) {
    if (text === undefined) {
      space += blank?.startsWith("--") ? " " : blank;
      continue;
    }
    tokens.push({ space, text });
    space = "";
  }
  return tokens;
}

/** SQL of the stores as PostgreSQL reads it: the pieces between the places at which values stand. */
export type Translation = readonly string[];

/**
 * Put a statement that is written for SQLite into PostgreSQL's words. What only has another name there is a function of the book's
 * schema (`functions.sql`), so this is left with what is grammar: names, hints for the planner, joins, and how values are asked for.
 */
export function translate(sql: string): Translation {
  return joined(renamed(withAliases(withoutHints(tokensOf(sql))))).split(placeMark);
}

/** What a statement looks like with values of these kinds; an absent value stands in the text, where its kind follows from its place. */
export function withPlaces(pieces: Translation, values: readonly SqlValue[]): { text: string; given: SqlValue[] } {
  if (values.length !== pieces.length - 1)
    throw new RangeError(`The statement takes ${pieces.length - 1} values, and ${values.length} were given`);
  const given: SqlValue[] = [];
  let text = pieces[0] ?? "";
  for (const [index, value] of values.entries()) {
    if (value !== null) given.push(value);
    text += (value === null ? "NULL" : `$${given.length}::${typeOf(value)}`) + (pieces[index + 1] ?? "");
  }
  return { text, given };
}

/** What PostgreSQL calls the kind of a value. */
export function typeOf(value: Exclude<SqlValue, null>): string {
  if (typeof value === "string") return "text";
  return typeof value === "object" ? "bytea" : "bigint";
}

/** An expression of the schema: a check, a generated column, an index. */
export function translateExpression(sql: string): string {
  return joined(renamed(withAliases(withoutHints(tokensOf(sql)))));
}

const placeMark = "\u0000";

function joined(tokens: readonly Token[]): string {
  return tokens.map(({ space, text }) => space + text).join("");
}

const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token !== undefined && words.includes(token.text.toUpperCase());

/** Without what SQLite's planner is told: which index to use, which table to read first, which column not to look up by. */
function withoutHints(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  let space = "";
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) break;
    if (isWord(token, "INDEXED") && isWord(tokens[index + 1], "BY")) index += 2;
    else if (isWord(token, "NOT") && isWord(tokens[index + 1], "INDEXED")) index += 1;
    else if (isWord(token, "CROSS") && isWord(tokens[index + 1], "JOIN") && hasCondition(tokens, index + 2)) {
      // PostgreSQL reads a CROSS JOIN without a condition only.
    } else if (isHintingPlus(kept.at(-1), token)) space = token.space;
    else {
      kept.push({ space: space + token.space, text: token.text });
      space = "";
    }
  }
  return kept;
}

const endsOfJoin = ["JOIN", "CROSS", "LEFT", "WHERE", "GROUP", "ORDER", "LIMIT", "UNION", "RETURNING", ",", ";"];

/** Whether a join whose table begins at a place has a condition. */
function hasCondition(tokens: readonly Token[], from: number): boolean {
  let depth = 0;
  for (const token of tokens.slice(from)) {
    if (token.text === "(") depth += 1;
    if (token.text === ")") depth -= 1;
    if (depth < 0) return false;
    if (depth > 0) continue;
    if (isWord(token, "ON", "USING")) return true;
    if (isWord(token, ...endsOfJoin)) return false;
  }
  return false;
}

/** PostgreSQL before 16 wants each table that is a query to have a name. */
function withAliases(tokens: readonly Token[]): Token[] {
  const named: Token[] = [];
  const isTable: boolean[] = [];
  for (const [index, token] of tokens.entries()) {
    named.push(token);
    if (token.text === "(")
      isTable.push(
        isWord(tokens[index - 1], "FROM", "JOIN") && isWord(tokens[index + 1], "SELECT", "VALUES", "WITH", "("),
      );
    if (token.text !== ")" || !isTable.pop()) continue;
    const next = tokens[index + 1];
    const hasName = next !== undefined && /^["A-Za-z_]/u.test(next.text) && !isWord(next, "ON", "USING", ...endsOfJoin);
    if (!hasName) named.push({ space: " ", text: `AS unnamed_${index}` });
  }
  return named;
}

/** A plus before a column keeps SQLite from using the index on it. */
function isHintingPlus(before: Token | undefined, token: Token): boolean {
  return (
    token.text === "+" && (before === undefined || isWord(before, "(", ",", "WHERE", "AND", "OR", "ON", "BY", "NOT"))
  );
}

const otherNames: Readonly<Record<string, string>> = {
  "==": "=",
  CHAR: "chr",
  GROUP_CONCAT: "string_agg",
};

function renamed(tokens: readonly Token[]): Token[] {
  const written: Token[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) break;
    const next = tokens[index + 1];
    const say = (text: string): void => void written.push({ space: token.space, text });
    if (token.text === "?") say(placeMark);
    else if (isWord(token, "IS") && isDistinction(tokens, index)) {
      const isNegated = isWord(next, "NOT");
      say(isNegated ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM");
      if (isNegated) index += 1;
    } else if (isWord(token, "CAST") && next?.text === "(") {
      const { inner, type, end } = castAt(tokens, index + 2);
      const expression = joined(renamed(inner));
      say(type === "BLOB" ? `as_bytes(${expression})` : `CAST(${expression} AS ${typeNamed(type)})`);
      index = end;
    } else if (isWord(token, "JSON_ARRAY", "JSON_OBJECT") && next?.text === "(") {
      const { parts, end } = argumentsAt(tokens, index + 2);
      say(
        jsonOf(
          token.text.toUpperCase() === "JSON_ARRAY",
          parts.map((part) => joined(renamed(part)).trim()),
        ),
      );
      index = end;
    } else if (isWord(token, "MATCH")) {
      // What comes before it is the name of the table that is searched.
      const table = written.pop();
      written.push({ space: table?.space ?? " ", text: `${table?.text ?? ""}.terms @@ search_query(` });
      written.push({ space: "", text: placeMark }, { space: "", text: ")" });
      index += 1;
    } else if (otherNames[token.text.toUpperCase()] !== undefined && (next?.text === "(" || token.text === "=="))
      say(otherNames[token.text.toUpperCase()] ?? token.text);
    else say(isMixedCase(token.text) ? `"${token.text}"` : token.text);
  }
  return written;
}

/** Names in several words: PostgreSQL makes one case of what stands in no quotes. */
const isMixedCase = (text: string): boolean => /^[a-z][\w$]*$/u.test(text) && /[A-Z]/u.test(text);

/** Whether an IS compares two values, and does not ask for an absent one. */
function isDistinction(tokens: readonly Token[], at: number): boolean {
  const next = isWord(tokens[at + 1], "NOT") ? tokens[at + 2] : tokens[at + 1];
  return !isWord(next, "NULL", "TRUE", "FALSE", "DISTINCT", "UNKNOWN");
}

const typeNames: Readonly<Record<string, string>> = {
  INTEGER: "bigint",
  BIGINT: "bigint",
  TEXT: "text",
  BLOB: "bytea",
};

/** What PostgreSQL calls a type of SQLite's. */
export function typeNamed(type: string): string {
  const name = typeNames[type.toUpperCase()];
  if (name === undefined) throw new RangeError(`The type ${type} has no counterpart`);
  return name;
}

/** The parts between commas up to the bracket that closes. */
function argumentsAt(tokens: readonly Token[], from: number): { parts: Token[][]; end: number } {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) break;
    if (token.text === ")" && depth === 0) return { parts, end: index };
    if (token.text === "(") depth += 1;
    if (token.text === ")") depth -= 1;
    if (token.text === "," && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  throw new RangeError("A bracket is not closed");
}

function castAt(tokens: readonly Token[], from: number): { inner: Token[]; type: string; end: number } {
  const { parts, end } = argumentsAt(tokens, from);
  const inner = parts[0] ?? [];
  const type = inner.at(-1)?.text.toUpperCase() ?? "";
  return { inner: inner.slice(0, -2), type, end };
}

/** JSON as SQLite and `JSON.stringify` write it: without spaces. */
function jsonOf(isArray: boolean, parts: readonly string[]): string {
  const words = parts.map((part) => `json_word(${part})`);
  if (isArray) return `('[' || ${words.join(" || ',' || ")} || ']')`;
  const members = words.map(
    (word, index) => (index === 0 ? "" : index % 2 === 0 ? ` || ',' || ` : ` || ':' || `) + word,
  );
  return `('{' || ${members.join("")} || '}')`;
}
