import { type Argument, type Command, Help, type Option } from "commander";
import { germanHelp } from "../german/german-help.ts";
import { spoken } from "./spoken.ts";
import { usageErrorInGerman } from "./usage-errors.ts";

/** What a help says, in the language of whoever runs the command. The commands have it in English, which the manual is written of. */
export function helpText(english: string): string {
  return spoken.code === "de" ? (germanHelp[english] ?? english) : english;
}

const titles: Readonly<Record<string, string>> = {
  "Usage:": "Aufruf:",
  "Arguments:": "Argumente:",
  "Options:": "Optionen:",
  "Commands:": "Befehle:",
  "Examples:": "Beispiele:",
};

/** The heading of a part of a help. */
export function helpTitle(english: string): string {
  return spoken.code === "de" ? (titles[english] ?? english) : english;
}

/** Have all help, and what is wrong with a command line, told in the language of whoever runs the command; its commands, added later, too. */
export function tellHelp(program: Command): Command {
  if (spoken.code === "en") return program;
  const help = new Help();
  return program
    .configureHelp({
      styleTitle: helpTitle,
      commandDescription: (command) => helpText(command.description()),
      subcommandDescription: (command) => helpText(command.summary() || command.description()),
      argumentDescription: (argument) => inGerman(help.argumentDescription(told(argument))),
      optionDescription: (option) => inGerman(help.optionDescription(told(option))),
    })
    .configureOutput({ outputError: (text, write) => write(usageErrorInGerman(text)) });
}

/** The same argument or option, which describes itself in another language. */
function told<Described extends Argument | Option>(described: Described): Described {
  return Object.create(described, { description: { value: helpText(described.description) } }) as Described;
}

/** What commander itself puts behind a description, in brackets. */
function inGerman(description: string): string {
  return description.replace(/\(choices: /u, "(möglich: ").replace(/([(,] ?)default: /u, "$1sonst: ");
}
