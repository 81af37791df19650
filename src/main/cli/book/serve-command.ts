import type { Command } from "commander";
import { AppError } from "../../../shared/errors.ts";
import type { TeamDoorFlags } from "../../server/serve.ts";
import { exitCodeOf, exitCodes, type ExitCode } from "../foundation/exit-codes.ts";
import { bookOption, wholeNumber, withExamples } from "../foundation/options.ts";
import type { CommandLine } from "../foundation/run-command.ts";
import { refusalText } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

interface ServeFlags extends Partial<TeamDoorFlags> {
  readonly book: string;
  readonly port?: number;
  readonly open: boolean;
  readonly asOwner?: true;
}

/**
 * `countinghouse serve`
 *
 * @param finish is told the exit code once it was stopped.
 */
export function addServeCommand(program: Command, line: CommandLine, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command("serve")
    .description("Serve a book to browsers and commands on this machine, until Ctrl+C.")
    .addOption(bookOption())
    .option("--port <number>", "the port; left out, or 0: one that is free", wholeNumber(0, 65_535))
    .option("--no-open", "print the address and leave the browser alone")
    .option(
      "--as-owner",
      "serve a book on a database server also as a user who owns its tables, and could change entries",
    )
    .option(
      "--listen <address>",
      "serve it to other machines as well, at this address of this one, such as 0.0.0.0 or 10.0.0.5:443 (port: 8443 where none is named); everyone signs in, and no browser is let in otherwise",
    )
    .option("--tls-cert <file>", "with --listen: the certificate, in PEM, with those between it and its authority")
    .option("--tls-key <file>", "with --listen: the certificate's key, in PEM")
    .option(
      "--behind-proxy <addresses...>",
      "with --listen, in place of a certificate: the proxy that takes care of TLS, by its address or a range such as 10.0.0.0/8",
    )
    .option(
      "--allow-host <names...>",
      "with --listen: the names that desks call this host by; left out: those of the certificate",
    )
    .option(
      "--sign-on <file>",
      "with --listen: let people in by single sign-on (OpenID Connect) as this file says; docs/team.md says what stands in it",
    )
    .action(async ({ book, port, open, asOwner, ...door }: ServeFlags) => {
      try {
        // Loaded where it is needed: the other commands need not wait for a web server.
        const { serve } = await import("../../server/serve.ts");
        await serve({
          bookPath: book,
          ...(port === undefined ? {} : { port }),
          opensBrowser: open,
          isAsOwner: asOwner === true,
          isReadOnly: line.isReadOnly(),
          team: door,
        });
        finish(exitCodes.done);
      } catch (error) {
        if (error instanceof AppError) {
          line.terminal.say(refusalText(error.toView()));
          finish(exitCodeOf(error.code));
          return;
        }
        line.terminal.say(said("Error: {text}", { text: error instanceof Error ? error.message : String(error) }));
        finish(exitCodes.refused);
      }
    });
  withExamples(
    command,
    "serve",
    "serve --book acme.countinghouse --port 8123 --no-open",
    "serve --read-only --book acme.countinghouse",
    "serve --book acme.countinghouse --listen 0.0.0.0 --tls-cert desk.pem --tls-key desk.key",
    "serve --book acme.countinghouse --listen 10.0.0.5 --behind-proxy 10.0.0.1 --allow-host desk.example.com",
  );
}
