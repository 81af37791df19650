import type { Command } from "commander";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import type { PaymentMethodView } from "../../../shared/contract/payments.ts";
import { findAccountId } from "../foundation/find.ts";
import { withChangeOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { answerColumn, printWholeList, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";
import { codeText, said } from "../foundation/spoken.ts";
import { toldText } from "../foundation/terminal.ts";

type TestNumber = MethodOutput<"paymentMethods.testTokens">["tokens"][number];

interface AddFlags extends BookFlags {
  readonly testNumber?: string;
  readonly label?: string;
}

const columns: readonly Column<PaymentMethodView>[] = [
  { heading: "Id", name: "id", value: ({ id }) => id },
  { heading: "Kind", name: "kind", text: ({ kind }) => codeText(kind), value: ({ kind }) => kind },
  {
    heading: "Name",
    name: "label",
    text: ({ label }) => toldText({ message: label }),
    value: ({ label }) => label,
    shrinks: true,
  },
  answerColumn("Used", "is_default", ({ isDefault }) => isDefault),
  { heading: "By", name: "gateway", text: ({ gateway }) => codeText(gateway), value: ({ gateway }) => gateway },
];

const numberColumns: readonly Column<TestNumber>[] = [
  { heading: "Number", name: "number", value: ({ token }) => token },
  { heading: "Kind", name: "kind", text: ({ kind }) => codeText(kind), value: ({ kind }) => kind },
  {
    heading: "Name",
    name: "label",
    text: ({ label }) => toldText({ message: label }),
    value: ({ label }) => label,
  },
];

/** `countinghouse payment-methods …` */
export function addPaymentMethodsCommands(program: Command, line: CommandLine): void {
  const methods = program
    .command("payment-methods")
    .description("Say what accounts pay by. Without anything an account pays by transfer.");
  withExamples(methods, "payment-methods list acme-inc", "payment-methods add acme-inc --test-number 4242424242424242");
  const list = methods
    .command("list")
    .description("List an account's payment methods, the one that is charged first.")
    .argument("<account>", "its id, e-mail address or slug")
    .action((reference: string, flags: BookFlags & RowFlags) =>
      line.withBook(flags, async (book) => {
        const accountId = await findAccountId(book, reference);
        const { paymentMethods } = await book.ask("paymentMethods.list", { accountId });
        return printWholeList(line.terminal, flags, columns, paymentMethods);
      }),
    );
  withExamples(withRowOptions(list), "payment-methods list acme-inc", "payment-methods list acme-inc --json");

  const numbers = methods
    .command("test-numbers")
    .description("List the cards and bank accounts that the test gateway knows, with what each of them does.")
    .action((flags: BookFlags & RowFlags) =>
      line.withBook(flags, async (book) =>
        printWholeList(line.terminal, flags, numberColumns, (await book.ask("paymentMethods.testTokens", {})).tokens),
      ),
    );
  withExamples(withRowOptions(numbers), "payment-methods test-numbers");

  addAdd(methods, line);
  addSetDefaultAndRemove(methods, line);
}

function addAdd(methods: Command, line: CommandLine): void {
  const add = methods
    .command("add")
    .description("Add what an account pays by from now on: a transfer, or a number of the test gateway.")
    .argument("<account>", "its id, e-mail address or slug")
    .option(
      "--test-number <number>",
      "a card or bank account that `payment-methods test-numbers` lists; left out: by transfer",
    )
    .option("--label <text>", "what people know it by; left out: what it is")
    .action((reference: string, flags: AddFlags) =>
      line.withBook(flags, async (book) => {
        const accountId = await findAccountId(book, reference);
        const { paymentMethodId } = await book.write("paymentMethods.add", {
          accountId,
          ...(await offered(book, flags.testNumber)),
          label: flags.label ?? null,
        });
        const { paymentMethods } = await book.ask("paymentMethods.list", { accountId });
        const paymentMethod = paymentMethods.find(({ id }) => id === paymentMethodId);
        const label = toldText({ message: paymentMethod?.label ?? "" });
        const text = said("From now on it pays by: {label}. Payment method {id}", { label, id: paymentMethodId });
        return { ok: true, value: { paymentMethod }, text };
      }),
    );
  withExamples(
    withChangeOptions(add),
    "payment-methods add acme-inc",
    'payment-methods add ann@example.com --test-number 4242424242424242 --label "The card of the office"',
  );
}

/** What the contract calls a transfer, or a number of the test gateway; whether there is such a number is the engine's to say. */
async function offered(book: OpenBook, testNumber: string | undefined) {
  if (testNumber === undefined) return { kind: "transfer", gateway: "manual", token: null } as const;
  const token = testNumber.replaceAll(" ", "");
  const { tokens } = await book.ask("paymentMethods.testTokens", {});
  const kind = tokens.find((known) => known.token === token)?.kind ?? "card";
  return { kind, gateway: "test", token } as const;
}

function addSetDefaultAndRemove(methods: Command, line: CommandLine): void {
  const setDefault = methods
    .command("set-default")
    .description("Make a payment method the one that is charged.")
    .argument("<method>", "its id, which `payment-methods list` prints")
    .action((paymentMethodId: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.write("paymentMethods.setDefault", { paymentMethodId });
        return { ok: true, value, text: said("From now on it pays by: {id}.", { id: paymentMethodId }) };
      }),
    );
  withExamples(withChangeOptions(setDefault), "payment-methods set-default pm_01jd2x9k3mh6v8t4b7q0c5n1wz");

  const remove = methods
    .command("remove")
    .description("Remove a payment method; the newest of the others is charged then.")
    .argument("<method>", "its id, which `payment-methods list` prints")
    .action((paymentMethodId: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.write("paymentMethods.remove", { paymentMethodId });
        const { defaultPaymentMethodId: next } = value;
        const text =
          next === null
            ? said("{id} is removed. It pays by transfer from now on.", { id: paymentMethodId })
            : said("{id} is removed. From now on it pays by: {next}.", { id: paymentMethodId, next });
        return { ok: true, value, text };
      }),
    );
  withExamples(withChangeOptions(remove), "payment-methods remove pm_01jd2x9k3mh6v8t4b7q0c5n1wz");
}
