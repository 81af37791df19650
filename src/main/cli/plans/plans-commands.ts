import { type Command, InvalidArgumentError, Option } from "commander";
import type { PlanView } from "../../../shared/contract/plans.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { planColumns } from "../../../shared/exports/catalog-columns.ts";
import { findPlan } from "../foundation/find.ts";
import { wholeNumber, withChangeOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { feesText, priceTerms, withPriceOptions, type PriceFlags } from "./price-terms.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Headings } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook, Outcome } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

interface NamedFeature {
  readonly slug: string;
  readonly name: string;
}

interface CreateFlags extends BookFlags, PriceFlags {
  readonly name: string;
  readonly for: PlanView["forKind"];
  readonly monthly: string;
  readonly description?: string;
  readonly trialDays?: number;
  readonly feature?: readonly NamedFeature[];
}

interface UpdateFlags extends BookFlags {
  readonly name?: string;
  readonly description?: string;
  readonly trialDays?: number;
  readonly feature?: readonly NamedFeature[];
}

const headings: Headings<PlanView> = {
  slug: "Plan",
  name: { heading: "Name", shrinks: true },
  for: "For",
  currency: "Currency",
  monthly: "Monthly",
  annual: "Annual",
  has_seats: "By seat",
  trial_days: { heading: "Trial days", align: "right" },
  is_archived: "Archived",
  subscriber_count: { heading: "Subscribers", align: "right" },
  id: "Id",
};

/** `countinghouse plans …`: what an account can be subscribed to. */
export function addPlansCommands(program: Command, line: CommandLine): void {
  const plans = program
    .command("plans")
    .description("List, add, change and archive the plans that accounts can be subscribed to.");
  withExamples(plans, "plans list", "plans create team --name Team --for organization --monthly 20.00");
  const list = plans
    .command("list")
    .description("List plans with their default prices, the free ones first.")
    .action((flags: BookFlags & ExportedRowFlags) =>
      line.withBook(flags, (book) =>
        printExportedList(line.terminal, book, flags, {
          columns: planColumns,
          headings,
          of: { list: "plans" },
          read: async () => (await book.ask("plans.list", {})).plans,
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(list)), "plans list", "plans list --json");
  addCreate(plans, line);
  addUpdate(plans, line);
  addArchiveAndRestore(plans, line);
}

function addCreate(plans: Command, line: CommandLine): void {
  const create = withPriceOptions(
    plans
      .command("create")
      .description("Add a plan with its price: a fee, seats in tiers, or both.")
      .argument("<slug>", "what it goes by: lower-case letters, digits and hyphens")
      .requiredOption("--name <name>", "its name")
      .addOption(new Option("--for <kind>", "whom it is for").choices(["user", "organization"]).makeOptionMandatory())
      .requiredOption("--monthly <amount>", "for one month, billed monthly; 0 where only seats cost something"),
  )
    .option("--description <text>", "what it says of itself")
    .option("--trial-days <number>", "the days of free trial that a subscription begins with", wholeNumber(1, 365))
    .addOption(featureOption())
    .action((slug: string, flags: CreateFlags) =>
      line.withBook(flags, async (book) => {
        const { monthlyMinor, ...terms } = await priceTerms(book, flags);
        const { planId } = await book.write("plans.create", {
          slug,
          name: flags.name,
          forKind: flags.for,
          ...terms,
          monthlyMinor: monthlyMinor ?? 0,
          description: flags.description ?? null,
          trialDays: flags.trialDays ?? null,
          features: [...(flags.feature ?? [])],
        });
        const plan = await findPlan(book, planId);
        const given = { slug: plan.slug, fees: feesText(plan), id: plan.id };
        return { ok: true, value: { plan }, text: said("{slug} is there: {fees}. Plan {id}", given) };
      }),
    );
  withExamples(
    withChangeOptions(create),
    "plans create team --name Team --for organization --monthly 20.00 --annual-monthly 16.00 --trial-days 14",
    "plans create business --name Business --for organization --monthly 50 --tier 1-10=8.00 11-=6.00",
    'plans create pro --name Pro --for user --currency EUR --monthly 9.90 --feature "export=Export to Excel" --json',
  );
}

function addUpdate(plans: Command, line: CommandLine): void {
  const update = plans
    .command("update")
    .description("Change what a plan says of itself. What is left out stays; prices never change.")
    .argument("<plan>", "its id or slug")
    .option("--name <name>", "its name")
    .option("--description <text>", 'what it says of itself; "" for nothing')
    .option(
      "--trial-days <number>",
      "the days of free trial that later subscriptions begin with; 0 for none",
      wholeNumber(0, 365),
    )
    .addOption(featureOption())
    .action((reference: string, { name, description, trialDays, feature, ...flags }: UpdateFlags) =>
      line.withBook(flags, async (book) => {
        const changes = {
          ...(name !== undefined && { name }),
          ...(description !== undefined && { description: description === "" ? null : description }),
          ...(trialDays !== undefined && { trialDays: trialDays === 0 ? null : trialDays }),
          ...(feature !== undefined && { features: [...feature] }),
        };
        if (Object.keys(changes).length === 0) {
          throw new AppError("invalid_input", sentence("Nothing was asked for: name what is to be another."));
        }
        const { id: planId } = await findPlan(book, reference);
        await book.write("plans.update", { planId, ...changes });
        return changedPlan(book, planId);
      }),
    );
  withExamples(
    withChangeOptions(update),
    'plans update team --name "Team 2026"',
    "plans update team --trial-days 30",
    'plans update team --feature "export=Export to Excel" "sso=Single sign-on" --json',
  );
}

function addArchiveAndRestore(plans: Command, line: CommandLine): void {
  const archive = plans
    .command("archive")
    .description("Offer a plan no more. Subscriptions that it has keep it and are billed as before.")
    .argument("<plan>", "its id or slug")
    .action((reference: string, flags: BookFlags) => setArchived(line, reference, flags, true));
  withExamples(withChangeOptions(archive), "plans archive team");
  const restore = plans
    .command("restore")
    .description("Take a plan out of the archive, so that it is offered again.")
    .argument("<plan>", "its id or slug")
    .action((reference: string, flags: BookFlags) => setArchived(line, reference, flags, false));
  withExamples(withChangeOptions(restore), "plans restore team");
}

function setArchived(line: CommandLine, reference: string, flags: BookFlags, isArchived: boolean): Promise<void> {
  return line.withBook(flags, async (book) => {
    const { id: planId } = await findPlan(book, reference);
    await book.write("plans.update", { planId, isArchived });
    return changedPlan(book, planId);
  });
}

async function changedPlan(book: OpenBook, planId: string): Promise<Outcome> {
  const plan = await findPlan(book, planId);
  const { slug, name, subscriberCount } = plan;
  const given = { slug, name, count: subscriberCount };
  const text = plan.isArchived
    ? said("{slug} ({name}) is archived; {count} {count|subscription keeps|subscriptions keep} it.", given)
    : said("{slug} ({name}) is offered; {count} {count|subscription has|subscriptions have} it.", given);
  return { ok: true, value: { plan }, text };
}

function featureOption(): Option {
  return new Option(
    "--feature <slug=name...>",
    "what it includes, all of it, such as export=Export; one of another plan with the same slug is the same",
  ).argParser((text: string, before: readonly NamedFeature[] | undefined): readonly NamedFeature[] => {
    const [, slug, name] = /^([^=]+)=(.+)$/u.exec(text) ?? [];
    if (slug === undefined || name === undefined) {
      throw new InvalidArgumentError("It is not a slug and a name, such as export=Export.");
    }
    return [...(before ?? []), { slug, name }];
  });
}
