import { writeFileSync } from "node:fs";
import { rightsDocument } from "./lib/rights-table.ts";

/*
 * Writes docs/rights.md from the contract. Run it after a method got another right or leaves another trace:
 * `node scripts/write-rights-table.ts`, and read the difference.
 */

writeFileSync(new URL("../docs/rights.md", import.meta.url), rightsDocument());
