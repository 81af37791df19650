import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./lib/project.mjs";
import { reducePicture } from "./lib/reduce-picture.ts";

/** Bring the pictures in docs/pictures to the few colours that they need. Those that have them already stay as they are. */
const folder = inProject("docs", "pictures");
for (const name of readdirSync(folder)) if (name.endsWith(".png")) reducePicture(join(folder, name));
