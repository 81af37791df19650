import { startEngine } from "../../src/main/engine/start.ts";
import { addOperators } from "../support/operators.ts";
import { buildBook } from "./book.ts";

/** The book of `book.ts`, at which Bob, who administers it, and Ann, a clerk, sign in. */
export async function buildTeamBook(bookPath: string): Promise<void> {
  await buildBook(bookPath);
  const engine = await startEngine({ bookPath, passphraseCost: { logCost: 4, blockSize: 8, parallelization: 1 } });
  await addOperators({ engine }, { ann: "clerk" });
  await engine.close();
}
