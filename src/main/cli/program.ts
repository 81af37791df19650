import { Command, Option } from "commander";
import packageDescription from "../../../package.json" with { type: "json" };
import type { Caller } from "../engine/engine.ts";
import { addAccountsCommands } from "./accounts/accounts-commands.ts";
import { addAuditCommands } from "./access/audit-commands.ts";
import { addBillingCommands } from "./billing/billing-commands.ts";
import { addBookCommands } from "./book/book-commands.ts";
import { addClockCommands } from "./book/clock-commands.ts";
import { addCompletionCommand } from "./completion/completion-command.ts";
import { addCreditsCommands } from "./credits/credits-commands.ts";
import type { ExitCode } from "./foundation/exit-codes.ts";
import { helpText, tellHelp } from "./foundation/help-language.ts";
import { addInvoicesCommands } from "./invoices/invoices-commands.ts";
import { addKeysCommands } from "./access/keys-commands.ts";
import { addJournalCommands } from "./journal/journal-commands.ts";
import { addLinkCommands } from "./link/link-commands.ts";
import { addOutboxCommands } from "./link/outbox-commands.ts";
import { addLedgerCommands } from "./ledger/ledger-commands.ts";
import { addPeriodsCommands } from "./periods/periods-commands.ts";
import { createCommandLine, type LineFlags } from "./foundation/run-command.ts";
import { addPlansCommands } from "./plans/plans-commands.ts";
import { addPricesCommands } from "./plans/prices-commands.ts";
import { addTaxRatesCommands } from "./plans/tax-rates-commands.ts";
import { addDiscountsCommands } from "./plans/discounts-commands.ts";
import { addPaymentMethodsCommands } from "./payments/payment-methods-commands.ts";
import { addJobsCommands } from "./billing/jobs-commands.ts";
import { addReportCommands } from "./reports/report-commands.ts";
import { addSampleCommand } from "./book/sample-command.ts";
import { addSessionsCommands } from "./access/sessions-commands.ts";
import { addServeCommand } from "./book/serve-command.ts";
import { addSubscriptionsCommands } from "./subscriptions/subscriptions-commands.ts";
import type { Terminal } from "./foundation/terminal.ts";
import { addWebhooksCommands } from "./webhooks/webhooks-commands.ts";
import { addApprovalsCommands } from "./approvals/approvals-commands.ts";
import { addLimitsCommands } from "./access/limits-commands.ts";
import { addOperatorsCommands } from "./access/operators-commands.ts";
import type { EngineTerms } from "./foundation/open-engine.ts";
import { bookOption, descriptorOption, withExamples } from "./foundation/options.ts";

/** How wide help is where nobody says how wide its reader is. */
const unknownWidth = 80;

/**
 * The `countinghouse` command.
 *
 * @param finish is told the exit code of the command that ran.
 * @param engineTerms what the engine of a book is opened with beyond what the command says.
 */
export function createProgram(
  terminal: Terminal,
  caller: Caller,
  finish: (exitCode: ExitCode) => void,
  engineTerms: EngineTerms = {},
): Command {
  const program = tellHelp(new Command("countinghouse"))
    .description("Account credits, invoices and billing runs from the command line.")
    .addOption(bookOption())
    .option(
      "--read-only",
      "read the book as it is now, and write nothing, to it or beside it; what would change it is refused",
    )
    .addOption(
      new Option(
        "--as <name>",
        "act as this operator, by the name to sign in by; asked of everyone where there are several",
      ).conflicts("readOnly"),
    )
    .addOption(
      descriptorOption(
        "passphrase-fd",
        "read the operator's passphrase from this file descriptor (0 is standard input); left out: it is asked for",
      ),
    )
    .addOption(
      descriptorOption(
        "api-key-fd",
        "act by a key of the Backend API, read from this file descriptor (0 is standard input)",
      ).conflicts(["as", "passphraseFd", "readOnly"]),
    )
    .version(packageDescription.version, "--version", "print the version")
    .showHelpAfterError(helpText("Try --help."))
    .configureOutput({
      writeOut: (text) => void terminal.write(text),
      writeErr: (text) => terminal.say(text.replace(/\n$/u, "")),
      getOutHelpWidth: () => terminal.width ?? unknownWidth,
      getErrHelpWidth: () => terminal.width ?? unknownWidth,
    })
    .exitOverride()
    .hook("preAction", passBookOn);
  withExamples(
    program,
    "accounts list --with-credit",
    "credits adjust ann@example.com increase 50.00 --reason courtesy",
    "billing run --until 2026-03-31 --dry-run",
  );
  const line = createCommandLine(terminal, caller, finish, () => program.opts<LineFlags>(), engineTerms);
  addServeCommand(program, line, finish);
  addAccountsCommands(program, line);
  addCreditsCommands(program, line);
  addPlansCommands(program, line);
  addPricesCommands(program, line);
  addTaxRatesCommands(program, line);
  addDiscountsCommands(program, line);
  addSubscriptionsCommands(program, line);
  addPaymentMethodsCommands(program, line);
  addInvoicesCommands(program, line);
  addBillingCommands(program, line);
  addLedgerCommands(program, line);
  addReportCommands(program, line);
  addPeriodsCommands(program, line);
  addJournalCommands(program, line);
  addAuditCommands(program, line);
  addOperatorsCommands(program, line);
  addSessionsCommands(program, line);
  addLimitsCommands(program, line);
  addApprovalsCommands(program, line);
  addKeysCommands(program, line);
  addWebhooksCommands(program, line);
  addLinkCommands(program, line);
  addOutboxCommands(program, line);
  addBookCommands(program, line);
  addJobsCommands(program, line);
  addClockCommands(program, line);
  addSampleCommand(program, line);
  addCompletionCommand(program, line);
  return program;
}

/** The book may be named before the command as well as after it; after it holds. */
function passBookOn(program: Command, command: Command): void {
  const isNamed = (named: Command): boolean => named.getOptionValueSource("book") === "cli";
  if (isNamed(program) && !isNamed(command)) command.setOptionValue("book", program.getOptionValue("book"));
}
