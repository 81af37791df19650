import { expect, test } from "vitest";
import type { SqlValue } from "../book-handle.ts";
import { translate, withPlaces } from "./translate.ts";
import { inSets, toRelations } from "./write-sets.ts";

const relations = toRelations([
  ["account", "{}", "{}"],
  ["book", "{}", "{}"],
  ["count", "{}", "{}"],
  ["invoice", "{account}", "{IF NEW.day <= (SELECT day FROM book) THEN RAISE 'no count'}"],
  ["line", "{invoice}", "{}"],
  ["block", "{}", "{}"],
  ["block_use", "{block}", "{}"],
  ["note", "{}", "{UPDATE count SET notes = notes + 1}"],
]);

const invoice = "INSERT INTO invoice (number, account_id, paid_on) VALUES (?, ?, ?)";
const line = "INSERT INTO line (invoice_number, position) VALUES (?, 1)";
const account = "UPDATE account SET charge_minor = charge_minor + ? WHERE id = (SELECT ?) AND kind = 'user'";
const accountName = "UPDATE account SET name = ? WHERE id = ?";
const balance = "INSERT INTO balance (id, minor) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET minor = excluded.minor";

type Statement = readonly [sql: string, ...values: SqlValue[]];

/** How statements are sent: what each is about, and how many rows it writes. */
function sent(...waiting: readonly Statement[]): string[] {
  const statements = waiting.map(([sql, ...values]) => ({
    statement: withPlaces(translate(sql), values),
    write: /^(?:SAVEPOINT|COMMIT)/u.test(sql) ? null : { sql, values },
  }));
  return inSets(statements, (table) => relations.get(table)).map(({ text, given }) => {
    const [first] = given;
    const name = /^(?:INSERT INTO|UPDATE|DELETE FROM)? ?(\w+)/u.exec(text)?.[1] ?? "";
    return Array.isArray(first) ? `${name} × ${first.length}` : name;
  });
}

test("statements that write a row each into the same tables are sent as one for each table", () => {
  expect(
    sent(
      [invoice, 1, "a", null],
      [line, 1],
      [account, 5, "a"],
      [invoice, 2, "b", "2026-01-01"],
      [line, 2],
      [account, 7, "b"],
    ),
  ).toEqual(["invoice × 2", "line × 2", "account × 2"]);
});

test("the statement of many rows says the same of each, and what is absent in all of them is absent", () => {
  const both = inSets(
    [
      [1, 'a"\\', null],
      [2, "b", null],
    ].map((values) => ({ statement: withPlaces(translate(invoice), values), write: { sql: invoice, values } })),
    (table) => relations.get(table),
  );
  expect(both).toEqual([
    {
      text: "INSERT INTO invoice (number, account_id, paid_on) SELECT given.value_0, given.value_1, NULL FROM unnest($1::bigint[], $2::text[]) AS given (value_0, value_1)",
      given: [
        [1, 2],
        ['a"\\', "b"],
      ],
    },
  ]);
  const [changed] = inSets(
    [
      [5, "a"],
      [7, "b"],
    ].map((values) => ({ statement: withPlaces(translate(account), values), write: { sql: account, values } })),
    (table) => relations.get(table),
  );
  expect(changed?.text).toBe(
    "UPDATE account SET charge_minor = charge_minor + given.value_0 FROM unnest($1::bigint[], $2::text[]) AS given (value_0, value_1) WHERE id = given.value_1 AND kind = 'user'",
  );
});

test("a statement is moved over no other that it could make a difference to", () => {
  const cases: readonly (readonly [waiting: readonly Statement[], sent: readonly string[]])[] = [
    // One row twice, of a statement of many or of two kinds of them.
    [
      [
        [account, 5, "a"],
        [account, 7, "a"],
      ],
      ["account", "account"],
    ],
    [
      [
        [balance, "a", 1],
        [balance, "a", 2],
        [balance, "b", 3],
      ],
      ["balance", "balance × 2"],
    ],
    [
      [
        [account, 5, "a"],
        [accountName, "A", "b"],
        [account, 7, "b"],
      ],
      ["account", "account", "account"],
    ],
    [
      [
        [account, 5, "a"],
        [accountName, "A", "a"],
        [account, 7, "b"],
      ],
      ["account × 2", "account"],
    ],
    // What it refers to is inserted between.
    [
      [
        ["INSERT INTO block_use (block_id) VALUES (?)", "old"],
        ["INSERT INTO block (id) VALUES (?)", "new"],
        ["INSERT INTO block_use (block_id) VALUES (?)", "new"],
      ],
      ["block_use", "block", "block_use"],
    ],
    // What its trigger looks at is written between, or what another's trigger writes to.
    [
      [
        [invoice, 1, "a", null],
        ["UPDATE book SET day = ? WHERE id = ?", "x", 1],
        [invoice, 2, "b", null],
      ],
      ["invoice", "book", "invoice"],
    ],
    [
      [
        ["INSERT INTO count (id) VALUES (?)", 1],
        ["INSERT INTO note (id) VALUES (?)", 1],
        ["INSERT INTO count (id) VALUES (?)", 2],
      ],
      ["count", "note", "count"],
    ],
    // What reads on its own, what is no row's, and where a part begins.
    [
      [
        [invoice, 1, "a", null],
        ["UPDATE account SET name = (SELECT max(number) FROM invoice) WHERE id = ?", "a"],
        [invoice, 2, "b", null],
      ],
      ["invoice", "account", "invoice"],
    ],
    [
      [
        [invoice, 1, "a", null],
        ["DELETE FROM line WHERE invoice_number = ?", 1],
        [invoice, 2, "b", null],
      ],
      ["invoice", "line", "invoice"],
    ],
    [
      [[invoice, 1, "a", null], ["SAVEPOINT part_1"], [invoice, 2, "b", null]],
      ["invoice", "SAVEPOINT", "invoice"],
    ],
    // A table that nothing is known of, a value of another kind.
    [
      [
        [line, 1],
        ["INSERT INTO stranger (id) VALUES (?)", 1],
        [line, 2],
      ],
      ["line", "stranger", "line"],
    ],
    [
      [
        [invoice, 1, "a", null],
        [invoice, "2", "b", null],
      ],
      ["invoice", "invoice"],
    ],
  ];
  for (const [waiting, expected] of cases) expect(sent(...waiting)).toEqual(expected);
});
