import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";

const startRequest = z.strictObject({
  /** The book that was asked for, as an absolute path; null where it is to be whichever is open, or one's own. */
  bookPath: z.string().min(1).max(4_096).nullable(),
  /** A place in the book that a `countinghouse:` link leads to, as the page writes it in its address. */
  place: z.string().max(200).nullable(),
  /** Whether the book is to be read only; null where nobody says, and it is as with the book that is open. */
  isReadOnly: z.boolean().nullable().default(null),
  /** Where programs reach the book; null where nobody says, and it is as before. */
  apiPort: z.string().max(10).nullable().default(null),
});

/** What a start asks for: by the command's line, by a double click on a book, by a link. */
export type StartRequest = z.infer<typeof startRequest>;

/** What asks for no more than a book, or for a place in the one that is open. */
export function requestFor(asked: Partial<Pick<StartRequest, "bookPath" | "place">>): StartRequest {
  return { bookPath: null, place: null, isReadOnly: null, apiPort: null, ...asked };
}

/** Reads what another start of the program handed over. It is a process of the same person, but perhaps not of this version. */
export function readStartRequest(handedOver: unknown): StartRequest {
  const read = startRequest.safeParse(handedOver);
  return read.success ? read.data : requestFor({});
}

const bookEnding = /\.countinghouse$/iu;

/**
 * Reads a command's line. Chromium's own switches, and the folder of a program that is not packaged, stand among the arguments, so what
 * is unknown is passed over. A book may stand by itself, as the system hands it over at a double click, and so may a link.
 *
 * @param commandLine the arguments after the program's own name.
 * @param toAbsolute what makes a path of one that is meant from where the person stands.
 */
export function parseCommandLine(
  commandLine: readonly string[],
  toAbsolute: (path: string) => string,
): StartRequest & { readonly isReadOnly: boolean } {
  const { values, positionals } = parseArgs({
    args: [...commandLine],
    strict: false,
    allowPositionals: true,
    options: { book: { type: "string" }, "api-port": { type: "string" }, "read-only": { type: "boolean" } },
  });
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  const book = text(values["book"]) ?? positionals.map(pathOf).find((each) => bookEnding.test(each) && !isLink(each));
  const link = positionals.find(isLink);
  return {
    bookPath: book === undefined ? null : toAbsolute(book),
    place: link === undefined ? null : placeOfLink(link),
    apiPort: text(values["api-port"]) ?? null,
    isReadOnly: values["read-only"] === true,
  };
}

/** Some desktops name a file by its address (`file:///home/ann/a%20b.countinghouse`), which the desktop entry allows them. */
function pathOf(argument: string): string {
  const address = argument.startsWith("file://") ? URL.parse(argument) : null;
  try {
    return address === null ? argument : fileURLToPath(address);
  } catch {
    // Of another machine, or with a slash in a name: no path leads there.
    return argument;
  }
}

/** The line that starts the program again so that it does what is asked, with the switches that it was started with. */
export function toCommandLine(request: StartRequest, startedWith: readonly string[]): string[] {
  const kept = startedWith.filter((each) => /^--[a-z-]+=/u.test(each) && !/^--(?:book|api-port)=/u.test(each));
  const before = parseCommandLine(startedWith, (path) => path);
  const apiPort = request.apiPort ?? before.apiPort;
  return [
    ...kept,
    ...((request.isReadOnly ?? before.isReadOnly) ? ["--read-only"] : []),
    ...(apiPort === null ? [] : [`--api-port=${apiPort}`]),
    ...(request.bookPath === null ? [] : [`--book=${request.bookPath}`]),
    ...(request.place === null ? [] : [linkStart + request.place.slice("#/".length)]),
  ];
}

const linkStart = "countinghouse://";

function isLink(text: string): boolean {
  return text.startsWith(linkStart);
}

/** A link names a kind of record and an id, and nothing else: what is behind it decides whether there is such a record. */
const linkShape = /^countinghouse:\/\/(?<screen>account|entry|invoice|run|plan)\/(?<id>[a-z]{2,12}_\w{1,64})\/?$/u;

/** The place that a link leads to, as the part of the page's address after `#`; null for any other text. */
export function placeOfLink(link: string): string | null {
  const { screen, id } = linkShape.exec(link)?.groups ?? {};
  return screen === undefined || id === undefined ? null : `#/${screen}/${id}`;
}
