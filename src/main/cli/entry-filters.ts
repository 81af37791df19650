import type { Command } from "commander";
import type { MethodInput } from "../../shared/contract/index.ts";
import { entrySourceType, type EntrySourceType } from "../../shared/contract/ledger.ts";
import { currencyOption, withDayOptions, wordsOption } from "./options.ts";

export interface EntryFlags {
  readonly from?: string;
  readonly through?: string;
  readonly currency?: string;
  readonly type?: EntrySourceType[];
  readonly reason?: string[];
  readonly operator?: string;
}

/** Adds the options that choose ledger entries. */
export function withEntryOptions(command: Command): Command {
  return withDayOptions(command)
    .addOption(currencyOption("only entries in this currency"))
    .addOption(wordsOption("--type <types...>", "only entries of these types", entrySourceType.options))
    .option("--reason <codes...>", "only entries with these reason codes")
    .option("--operator <name>", "only entries made by this person");
}

/** What those options chose. */
export function entryFilters(flags: EntryFlags): NonNullable<MethodInput<"ledger.list">["filters"]> {
  return {
    ...(flags.from === undefined ? {} : { fromOn: flags.from }),
    ...(flags.through === undefined ? {} : { throughOn: flags.through }),
    ...(flags.currency === undefined ? {} : { currency: flags.currency }),
    ...(flags.type === undefined ? {} : { sourceTypes: flags.type }),
    ...(flags.reason === undefined ? {} : { reasonCodes: flags.reason }),
    ...(flags.operator === undefined ? {} : { operator: flags.operator }),
  };
}
