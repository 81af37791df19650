import { expect, test } from "vitest";
import { recordExamples } from "../support/api-examples.ts";
import { ownOperations } from "../support/own-description.ts";

const file = "../../src/main/server/backend-api/description/examples.json";

test("every operation has an example, and asked again each is answered as the description shows it", async () => {
  const examples = await recordExamples();
  expect(Object.keys(examples).toSorted()).toEqual(ownOperations.toSorted());
  await expect(`${JSON.stringify(examples, null, 2)}\n`).toMatchFileSnapshot(file);
});
