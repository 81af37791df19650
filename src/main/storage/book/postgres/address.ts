import { hash } from "node:crypto";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";

/** Where a book is on a server. */
export interface ServerAddress {
  /** What the connection is made by, without what only names the book. */
  readonly connectionString: string;
  /** The schema that the book is in: a server's database holds as many books as it has schemas of them. */
  readonly schema: string;
}

/** In which schema a book is that names none. */
const usualSchema = "countinghouse";

/**
 * Read the address of a book on a server: `postgres://user@host:port/database?schema=…`, and what else the connection is to know.
 *
 * @throws AppError `invalid_input` for what is no such address, or has a password in it: addresses are seen by others of the machine.
 */
export function readServerAddress(text: string): ServerAddress {
  const address = URL.parse(text);
  if (address === null || address.pathname.length < 2)
    throw new AppError("invalid_input", sentence("A book on a server is named as postgres://user@host/database."));
  if (address.password !== "" || address.searchParams.has("password")) {
    throw new AppError(
      "invalid_input",
      sentence(
        "The address has a password in it, which others of this machine could read. Put it into PGPASSWORD or into a file that PGPASSFILE names.",
      ),
    );
  }
  const schema = address.searchParams.get("schema") ?? usualSchema;
  if (!/^[a-z_][a-z0-9_]{0,62}$/u.test(schema) || schema.startsWith("pg_"))
    throw new AppError(
      "invalid_input",
      sentence('"{schema}" is no name for a schema: it has small letters, digits and underscores.', { schema }),
    );
  address.searchParams.delete("schema");
  return { connectionString: address.href, schema };
}

/** Under which name the hosts of a book tell each other what they have changed: a database's are one set, and have to be short. */
export const channelOf = ({ schema }: Pick<ServerAddress, "schema">): string =>
  `countinghouse_${hash("sha256", schema).slice(0, 32)}`;

/** Under which name they tell each other of their jobs. */
export const jobChannelOf = (address: Pick<ServerAddress, "schema">): string => `${channelOf(address)}_jobs`;
