import type { Command } from "commander";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { entrySourceType, type EntrySourceType } from "../../../shared/contract/ledger.ts";
import { asOfMoment, withAsOfOptions, type AsOfFlags } from "../foundation/as-of.ts";
import { currencyOption, withDayOptions, wordsOption } from "../foundation/options.ts";

export interface EntryFlags extends AsOfFlags {
  readonly from?: string;
  readonly through?: string;
  readonly currency?: string;
  readonly type?: EntrySourceType[];
  readonly reason?: string[];
  readonly operator?: string;
  readonly search?: string;
}

/** Adds the options that choose ledger entries. */
export function withEntryOptions(command: Command): Command {
  return withAsOfOptions(withDayOptions(command), "only entries up to the end of this day")
    .addOption(currencyOption("only entries in this currency"))
    .addOption(wordsOption("--type <types...>", "only entries of these types", entrySourceType.options))
    .option("--reason <codes...>", "only entries with these reason codes")
    .option("--operator <name>", "only entries made by this person")
    .option("--search <text>", "only entries with words in their note that begin so, or of accounts with these words");
}

/**
 * What those options chose. Where two of them say how far the entries go, the earlier day holds.
 *
 * @throws AppError `invalid_input` for `--recorded` without a day.
 */
export function entryFilters(flags: EntryFlags): NonNullable<MethodInput<"ledger.list">["filters"]> {
  const asOf = asOfMoment(flags);
  const days = [flags.through, asOf?.by === "effective" ? asOf.on : undefined];
  const throughOn = days.filter((day) => day !== undefined).toSorted()[0];
  return {
    ...(flags.from === undefined ? {} : { fromOn: flags.from }),
    ...(throughOn === undefined ? {} : { throughOn }),
    ...(asOf?.by === "recorded" ? { recordedThroughOn: asOf.on } : {}),
    ...(flags.currency === undefined ? {} : { currency: flags.currency }),
    ...(flags.type === undefined ? {} : { sourceTypes: flags.type }),
    ...(flags.reason === undefined ? {} : { reasonCodes: flags.reason }),
    ...(flags.operator === undefined ? {} : { operator: flags.operator }),
    ...(flags.search === undefined ? {} : { search: flags.search }),
  };
}
