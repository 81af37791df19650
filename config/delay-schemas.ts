import { parseSync, Visitor, type Plugin } from "vite";

/**
 * Has the schemas of the contract made when they are first asked for: those of a method by getters, and those that a module keeps to
 * itself by functions. A program or a thread asks for a few of some four thousand, and making all of them is a fifth of what a command's start
 * takes. What a schema means does not depend on when it is made, so the sources need not know of it.
 */
export function delaySchemas(): Plugin {
  return {
    name: "countinghouse:delay-schemas",
    transform: (code, id) =>
      /[\\/]src[\\/]shared[\\/]contract[\\/]/u.test(id) ? { code: withDelayedSchemas(code), map: null } : null,
  };
}

/** What takes the place of a part of the code; where that is empty, what is put in. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const helpers = `const delayed = (make) => { let made; return () => (made ??= make()); };
const kept = (owner, name, value) => { Object.defineProperty(owner, name, { value, enumerable: true }); return value; };
`;

const definers = new Set(["query", "command", "record", "job"]);

/** @param code of a module of the contract, without its types. */
function withDelayedSchemas(code: string): string {
  const { program } = parseSync("contract.js", code);
  const own = new Map(
    program.body
      .flatMap((statement) => (statement.type === "VariableDeclaration" ? statement.declarations : []))
      .flatMap(({ id, init }) =>
        id.type === "Identifier" && init?.type === "CallExpression" ? [[id.name, init]] : [],
      ),
  );
  const beginnings: Edit[] = [];
  // What is inside of something is visited after it, and ends before it.
  const endings: Edit[] = [];
  const putIn = (edits: Edit[], at: number, text: string) => edits.push({ start: at, end: at, text });
  /** Where names stand that are no reference. */
  const labels = new Set<number>();
  new Visitor({
    VariableDeclarator({ id, init }) {
      labels.add(id.start);
      const schema = id.type === "Identifier" && own.get(id.name);
      if (!schema) return;
      if (schema !== init) throw new Error(`${id.name} is the name of a schema as well`);
      putIn(beginnings, schema.start, "delayed(() => ");
      putIn(endings, schema.end, ")");
    },
    MemberExpression({ computed, property }) {
      if (!computed) labels.add(property.start);
    },
    Property({ computed, shorthand, key }) {
      if (computed) return;
      labels.add(key.start);
      if (shorthand && key.type === "Identifier" && own.has(key.name)) putIn(endings, key.end, `: ${key.name}()`);
    },
    Identifier({ name, start, end }) {
      if (own.has(name) && !labels.has(start)) putIn(endings, end, "()");
    },
    CallExpression({ callee, arguments: [details] }) {
      if (callee.type !== "Identifier" || !definers.has(callee.name) || details?.type !== "ObjectExpression") return;
      for (const property of details.properties) {
        if (property.type !== "Property" || property.shorthand || property.key.type !== "Identifier") continue;
        const { name } = property.key;
        if (name !== "input" && name !== "output") continue;
        const { start, end } = property.value;
        const text = `get ${name}() { return kept(this, "${name}", `;
        beginnings.push({ start: property.start, end: start, text });
        putIn(endings, end, "); }");
      }
    },
  }).visit(program);
  let written = helpers;
  let at = 0;
  for (const { start, end, text } of [...beginnings, ...endings.toReversed()].toSorted(
    (one, other) => one.start - other.start,
  )) {
    written += code.slice(at, start) + text;
    at = end;
  }
  return written + code.slice(at);
}
