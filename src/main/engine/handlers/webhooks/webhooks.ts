import type { WebhookEndpointView } from "../../../../shared/contract/webhooks.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { requireAddress } from "../../../domain/webhooks/address.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { cancelWaiting } from "../../../storage/webhooks/webhook-delivery-store.ts";
import {
  countEndpoints,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  removeEndpoint,
  replaceSecret,
  updateEndpoint,
} from "../../../storage/webhooks/webhook-endpoint-store.ts";
import { forgetFailure } from "../../../storage/webhooks/webhook-failure-store.ts";
import type { HandlersOf } from "../../handler.ts";

/** Every event is written once for each endpoint that wants it, so there is an end to how many there can be. */
const endpointLimit = 20;

/** How long a secret that was replaced is signed with as well, so that the receiver can change over in peace. */
const changeOverMs = 24 * 60 * 60 * 1000;

/** The endpoints that events are delivered to. */
export const webhookHandlers: HandlersOf<
  "webhooks.endpoints" | "webhooks.add" | "webhooks.update" | "webhooks.rotateSecret" | "webhooks.remove"
> = {
  "webhooks.endpoints": ({ book }) => ({ endpoints: listEndpoints(book) }),

  "webhooks.add": ({ book, nowMs, makeId, changed }, { address, description, eventTypes, secret }) => {
    requireAddress(address);
    if (countEndpoints(book) >= endpointLimit) {
      throw new AppError("too_many_webhooks", sentence("The book has {endpointLimit} webhooks.", { endpointLimit }));
    }
    const endpointId = makeId("webhookEndpoint");
    insertEndpoint(book, { id: endpointId, address, description, eventTypes, secret, createdAtMs: nowMs });
    changed("webhooks");
    return { endpoint: requireEndpoint(book, endpointId) };
  },

  "webhooks.update": ({ book, changed }, { endpointId, address, description, eventTypes, isPaused }) => {
    const endpoint = requireEndpoint(book, endpointId);
    if (address !== undefined) requireAddress(address);
    updateEndpoint(book, {
      id: endpointId,
      address: address ?? endpoint.address,
      description: description === undefined ? endpoint.description : description,
      eventTypes: eventTypes ?? endpoint.eventTypes,
      isPaused: isPaused ?? endpoint.isPaused,
    });
    // Whether the other address answers is not known yet.
    if (address !== undefined && address !== endpoint.address) forgetFailure(book, endpointId);
    changed("webhooks");
    return { endpoint: requireEndpoint(book, endpointId) };
  },

  "webhooks.rotateSecret": ({ book, changed }, { endpointId, secret }) => {
    requireEndpoint(book, endpointId);
    replaceSecret(book, endpointId, secret, Date.now() + changeOverMs);
    changed("webhooks");
    return { endpoint: requireEndpoint(book, endpointId) };
  },

  "webhooks.remove": ({ book, nowMs, changed }, { endpointId }) => {
    const { waitingCount } = requireEndpoint(book, endpointId);
    cancelWaiting(book, endpointId);
    forgetFailure(book, endpointId);
    removeEndpoint(book, endpointId, nowMs);
    changed("webhooks");
    return { cancelledCount: waitingCount };
  },
};

/** @throws AppError `webhook_not_found` also for one that was removed. */
export function requireEndpoint(book: ReadableBook, endpointId: string): WebhookEndpointView {
  const endpoint = findEndpoint(book, endpointId);
  if (!endpoint) throw new AppError("webhook_not_found", sentence("There is no webhook {endpointId}.", { endpointId }));
  return endpoint;
}
