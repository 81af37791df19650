import { IconAlertCircle } from "@tabler/icons-react";
import { PlaceLink } from "../components/place-link.tsx";
import { countText } from "../foundation/count-text.ts";
import { useEngineQuery } from "../foundation/engine.ts";
import { useIsNarrow } from "../foundation/use-is-narrow.ts";
import classes from "./status-bar.module.css";
import { text } from "../foundation/text.ts";
import { useApiAddress } from "../foundation/use-api-address.ts";

/** Whether programs can use the API; leads to its keys. */
export function ApiStatus() {
  const place = useApiAddress();
  const isNarrow = useIsNarrow();
  const keys = useEngineQuery("apiKeys.list", {}).data?.keys;
  if (place === undefined || keys === undefined) return null;
  const activeCount = keys.filter(({ state }) => state === "active").length;
  const isMissed = "problem" in place && activeCount > 0;
  return (
    <PlaceLink
      to={{ screen: "settings", section: "api-keys" }}
      className={classes.link}
      data-alarm={isMissed || undefined}
      title={[
        "problem" in place ? text.status.apiProblem(place.problem) : text.status.apiAddress(place.address),
        ...(isNarrow ? [apiText(isMissed, activeCount)] : []),
      ].join("\n")}
    >
      {isMissed && <IconAlertCircle size={14} aria-hidden="true" />}
      {isNarrow && !isMissed && activeCount > 0 ? text.status.apiOnBriefly : apiText(isMissed, activeCount)}
    </PlaceLink>
  );
}

function apiText(isMissed: boolean, activeCount: number): string {
  if (isMissed) return text.status.apiNotServed;
  if (activeCount === 0) return text.status.apiOff;
  return text.status.apiOn(activeCount === 1 ? text.status.oneKey : text.status.keys(countText(activeCount)));
}

/** The newest billing run where the application's end broke it off; leads to where it is resumed (BEHAVIOUR 10.5). */
export function InterruptedRunStatus() {
  const [newest] = useEngineQuery("billing.runs", {}).data?.runs ?? [];
  if (newest?.state !== "interrupted") return null;
  return (
    <PlaceLink to={{ screen: "run", runId: newest.id }} className={classes.link} data-alarm>
      <IconAlertCircle size={14} aria-hidden="true" />
      {text.status.runInterrupted}
    </PlaceLink>
  );
}

/** What waits for webhooks and what was given up; leads to them. Nothing where the book has none. */
export function WebhooksStatus() {
  const endpoints = useEngineQuery("webhooks.endpoints", {}).data?.endpoints ?? [];
  const isNarrow = useIsNarrow();
  if (endpoints.length === 0) return null;
  const waitingCount = endpoints.reduce((sum, endpoint) => sum + endpoint.waitingCount, 0);
  const failedCount = endpoints.reduce((sum, endpoint) => sum + endpoint.failedCount, 0);
  const failing = endpoints.filter((endpoint) => endpoint.failing !== null && !endpoint.isPaused);
  const told = webhooksText(waitingCount, failedCount);
  const notTold = waitingCount + failedCount;
  const briefly = notTold === 0 ? text.status.webhooksBriefly : text.status.webhooksOf(countText(notTold));
  const isMissed = failedCount > 0 || failing.length > 0;
  return (
    <PlaceLink
      to={{ screen: "settings", section: "webhooks" }}
      className={classes.link}
      data-alarm={isMissed || undefined}
      title={[
        text.status.webhooksTitle,
        told,
        ...failing.map(({ address }) => text.status.webhookFailing(address)),
      ].join("\n")}
    >
      {isMissed && <IconAlertCircle size={14} aria-hidden="true" />}
      {isNarrow ? briefly : told}
    </PlaceLink>
  );
}

function webhooksText(waitingCount: number, failedCount: number): string {
  const { oneWaiting, waiting, givenUp, webhooksTold } = text.status;
  const parts = [
    ...(waitingCount > 0 ? [waitingCount === 1 ? oneWaiting : waiting(countText(waitingCount))] : []),
    ...(failedCount > 0 ? [givenUp(countText(failedCount))] : []),
  ];
  return parts.length === 0 ? webhooksTold : parts.join(", ");
}
