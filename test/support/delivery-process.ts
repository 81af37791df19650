import { startEngine } from "../../src/main/engine/start.ts";
import { workPathOf } from "../../src/main/hosts/data-directory.ts";
import { startWebhookDelivery } from "../../src/main/server/webhooks/delivery.ts";

/** A process of its own that delivers a book's events, for tests that kill it. Argument: the book's path. */
const [, , bookPath = ""] = process.argv;
const engine = await startEngine({ bookPath, workPath: workPathOf(bookPath) });
startWebhookDelivery({ engine, toBody: (event) => event });
