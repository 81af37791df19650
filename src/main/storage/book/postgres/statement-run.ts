import type { Connection, FieldDef, Submittable } from "pg";
import type { SqlValue } from "../book-handle.ts";
import type { NamedStatement, StatementAnswer } from "./connection.ts";

/** What the library's connection takes, in its own words; its types know less. */
interface Messages {
  parse(message: { readonly name: string; readonly text: string }): void;
  bind(message: { readonly statement: string; readonly values: readonly (string | Buffer | null)[] }): void;
  describe(message: { readonly type: "P" }): void;
  execute(message: object): void;
  close(message: { readonly type: "S"; readonly name: string }): void;
  sync(): void;
  readonly stream: { cork(): void; uncork(): void };
}

/** What the server says to a statement, as the library passes it on. */
interface RowDescription {
  readonly fields: readonly FieldDef[];
}
interface DataRow {
  readonly fields: readonly (string | null)[];
}
interface CommandComplete {
  readonly text: string;
}

/** Of each statement that the server knows on a connection, by its name, the columns that it brings; null where those may be others each time. */
export type KnownStatements = Map<string, readonly FieldDef[] | null>;

/** How values are read out of the texts in which the server sends them, and which columns hold bytes. */
export interface Reading {
  /** @param type as the server numbers them. */
  parserOf(type: number): (text: string) => unknown;
  readonly bytes: number;
}

/**
 * Statements that are sent in one go and answered in one go: the server is asked once, at their end, to say what it has to say. `pg` would ask after
 * each of them, and each time both sides would wake up for a few bytes. Where one fails, the server does none after it.
 */
export class StatementRun implements Submittable {
  readonly #statements: readonly NamedStatement[];
  readonly #known: KnownStatements;
  readonly #reading: Reading;
  readonly #answers: StatementAnswer[] = [];
  #fields: readonly FieldDef[] | null = null;
  #rows: unknown[][] = [];
  #settle!: { readonly resolve: (answers: StatementAnswer[]) => void; readonly reject: (error: Error) => void };
  /** What each of them has brought. */
  readonly answered: Promise<StatementAnswer[]>;

  /** @param known is added to. */
  constructor(statements: readonly NamedStatement[], known: KnownStatements, reading: Reading) {
    this.#statements = statements;
    this.#known = known;
    this.#reading = reading;
    this.answered = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
  }

  submit(connection: Connection): void {
    const messages = connection as unknown as Messages;
    messages.stream.cork();
    const sent = new Set<string>();
    for (const { name, text, given } of this.#statements) {
      const isNew = !this.#known.has(name);
      if (isNew && !sent.has(name)) {
        // It may be known to the server from a run that failed.
        messages.close({ type: "S", name });
        messages.parse({ name, text });
        sent.add(name);
      }
      messages.bind({ statement: name, values: given.map(inMessage) });
      if (isNew || this.#known.get(name) === null) messages.describe({ type: "P" });
      messages.execute({});
    }
    messages.sync();
    messages.stream.uncork();
  }

  handleRowDescription({ fields }: RowDescription): void {
    this.#fields = fields;
  }

  handleDataRow({ fields: texts }: DataRow): void {
    const fields = this.#currentFields();
    this.#rows.push(
      texts.map((text, index) => {
        const field = fields[index];
        return text === null || !field ? null : this.#reading.parserOf(field.dataTypeID)(text);
      }),
    );
  }

  handleCommandComplete({ text }: CommandComplete): void {
    const fields = this.#currentFields();
    const [, command = "", rowCount = "0"] = /^([A-Z]+).*?(\d*)$/u.exec(text) ?? [];
    // What a cursor brings is its query's.
    this.#known.set(this.#current().name, command === "FETCH" ? null : fields);
    this.#answers.push({
      columns: fields.map((field) => field.name),
      bytesAt: fields.flatMap(({ dataTypeID }, index) => (dataTypeID === this.#reading.bytes ? [index] : [])),
      rows: this.#rows,
      command,
      writtenRows: command === "SELECT" ? 0 : Number(rowCount),
    });
    this.#fields = null;
    this.#rows = [];
  }

  handleError(error: Error): void {
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve(this.#answers);
  }

  /** The statement that is being answered. */
  #current(): NamedStatement {
    const statement = this.#statements[this.#answers.length];
    if (!statement) throw new Error("The server answered more than it was asked");
    return statement;
  }

  #currentFields(): readonly FieldDef[] {
    return this.#fields ?? this.#known.get(this.#current().name) ?? [];
  }
}

type Given = NamedStatement["given"][number];

/** A value as a message has it: bytes as they are, everything else as text. */
function inMessage(value: Given): string | Buffer | null {
  if (value === null) return null;
  if (Array.isArray(value)) return `{${value.map(inArray).join(",")}}`;
  if (typeof value !== "object") return String(value);
  const { buffer, byteOffset, byteLength } = value as Uint8Array<ArrayBuffer>;
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** A value as PostgreSQL writes it in an array. */
function inArray(value: SqlValue): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `"${value.replaceAll(/["\\]/gu, "\\$&")}"`;
  return typeof value === "object" ? `"\\\\x${Buffer.from(value).toString("hex")}"` : String(value);
}
