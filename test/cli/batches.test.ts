import { describe, expect, it } from "vitest";
import { workbook } from "../support/batches.ts";
import { openTestBook, type TestBook } from "../support/book.ts";
import { closedBook, countinghouse, writeBeside } from "../support/command-line.ts";
import { creditOf } from "../support/company.ts";

async function addUsers(book: TestBook): Promise<void> {
  const text = "id,name,email\nuser_ann,Ann,ann@example.com\nuser_bob,Bob,bob@example.com\n";
  await book.runJob("accounts.import", { mode: "write", files: [{ kind: "users", name: "users.csv", text }] });
}

describe("countinghouse credits import", () => {
  it("checks, applies once however often it is repeated, and takes all of it back", async () => {
    const book = await closedBook(addUsers);
    const file = writeBeside(
      book,
      "credits.csv",
      "Kunde;Wert\nann@example.com;1.250,50\nbob@example.com;(3,00)\nBob;10\n",
    );
    const columns = ["--column", "amount=Wert", "--reason", "billing_error", "--book", book];
    const rejected = await countinghouse("credits", "import", file, ...columns);
    expect(rejected).toMatchObject({ exitCode: 1, output: "" });
    expect(rejected.errors).toContain("credits.csv:3: amount: Removing USD\u00a03.00 is more than");
    expect(rejected.errors).toContain("1 of 3 rows cannot be applied.");

    const ready = ["credits", "import", file, ...columns, "--ready"];
    const checked = await countinghouse(...ready, "--check");
    expect(checked.output).toBe(
      "2 rows are ready. No credit was moved, as asked.\n  billing_error: 2 add USD 1,260.50\n",
    );
    const applied = await countinghouse(...ready, "--json");
    const { value } = JSON.parse(applied.output) as { value: { batch: { id: string } } };
    expect(value).toMatchObject({ batch: { state: "applied", appliedCount: 2, badCount: 1 } });

    // By now the removal fits, so what was left out goes in, and nothing else a second time.
    expect((await countinghouse(...ready)).output).toContain(`Applied 3 rows as the batch ${value.batch.id}.`);
    expect((await countinghouse(...ready)).output).toContain("Applied 3 rows");
    const undone = await countinghouse("credits", "undo-batch", value.batch.id, "--book", book);
    expect(undone).toMatchObject({ exitCode: 0, output: "Reversed 3 of the batch's adjustments.\n" });
    const list = await countinghouse("credits", "batches", "--book", book, "--csv");
    expect(list.output).toContain(`"${value.batch.id}","credits.csv","undone",3,0,0,0,3`);
    const opened = await openTestBook(book);
    expect([await creditOf(opened, "user_ann"), await creditOf(opened, "user_bob")]).toEqual([0, 0]);
  });

  it("leaves rows of a corrected file out that were applied before, and makes them once more where that is meant", async () => {
    const book = await closedBook(addUsers);
    const first = writeBeside(book, "march.csv", "email,amount\nann@example.com,10\n");
    const corrected = writeBeside(book, "march-corrected.csv", "email,amount\nann@example.com,10\nbob@example.com,5\n");
    const asked = ["--reason", "courtesy", "--book", book];
    await countinghouse("credits", "import", first, ...asked);
    const checked = await countinghouse("credits", "import", corrected, ...asked, "--check");
    expect(checked.exitCode).toBe(0);
    expect(checked.output).toContain("1 row was applied by an earlier batch.\n  courtesy: 1 add USD 10.00\n");
    const leftOut = await countinghouse("credits", "import", corrected, ...asked);
    expect(leftOut.exitCode).toBe(5);
    expect(leftOut.errors).toMatch(
      /^march-corrected\.csv:2: was applied on \S+ as line 2 of "march\.csv" \(batch_\w+\), and is left out\./mu,
    );
    expect(leftOut.output).toMatch(/^Applied 1 row as the batch batch_\w+\. 1 was left out\.$/mu);
    const meant = ["credits", "import", corrected, ...asked, "--repeated"];
    expect((await countinghouse(...meant, "leave-out")).exitCode).toBe(0);
    expect((await countinghouse(...meant, "apply")).output).toContain("Applied 2 rows");
    const opened = await openTestBook(book);
    expect([await creditOf(opened, "user_ann"), await creditOf(opened, "user_bob")]).toEqual([20_00, 5_00]);
  });

  it("finds the columns of the table of a workbook that is named", async () => {
    const book = await closedBook(addUsers);
    const rows = [
      ["Customer", "Amount"],
      ["ann@example.com", 2.5],
    ];
    const file = writeBeside(book, "credits.xlsx", await workbook(rows));
    const check = ["credits", "import", file, "--sheet", "Credits", "--reason", "billing_error", "--check"];
    const checked = await countinghouse(...check, "--book", book);
    expect(checked).toMatchObject({ exitCode: 0, errors: "" });
    expect(checked.output).toContain("1 row is ready.");
  });

  it("names a column that is not there, and an option that makes no sense", async () => {
    const book = await closedBook(addUsers);
    const file = writeBeside(book, "credits.csv", "email,amount\nann@example.com,1\n");
    const wrong = await countinghouse("credits", "import", file, "--column", "note=Memo", "--book", book);
    expect(wrong).toMatchObject({ exitCode: 1 });
    expect(wrong.errors).toContain('No column is called "Memo"; there are email, amount.');
    const twice = await countinghouse("credits", "import", file, "--column", "note=amount", "amount=2", "--book", book);
    expect(twice.errors).toContain("One column is chosen for Amount, Note; choose one for each.");
    const none = await countinghouse("credits", "import", file, "--column", "sum=amount", "--book", book);
    expect(none).toMatchObject({ exitCode: 2 });
  });
});
