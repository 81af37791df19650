import { userInfo } from "node:os";
import type { Caller } from "../engine/engine.ts";

/** On whose behalf the desk acts: the person who is logged in to the machine. The page cannot say otherwise. */
export function deskCaller(): Caller {
  return { origin: "desk", operator: userInfo().username };
}

/** The same person, at the command line: it opens the book itself, or is let in by a host of the same user. */
export function commandLineCaller(): Caller {
  return { origin: "cli", operator: userInfo().username };
}
