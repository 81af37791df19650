import { Alert, Group, Skeleton, Stack, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { ImportReport } from "../../../shared/contract/account-import.ts";
import type { ApprovalRequest } from "../../../shared/contract/approvals.ts";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { importFileKinds } from "../../../shared/import-file-kinds.ts";
import { DateText, MomentText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { useMoneyText } from "../../components/money.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { toldText } from "../../foundation/refusal-text.ts";
import { useReasonName } from "../../foundation/reason-names.ts";
import { importsText } from "../imports/imports-text.ts";
import classes from "./approvals.module.css";
import { approvalsText } from "./approvals-text.ts";
import { DecideForm } from "./decide-form.tsx";
import { RequestEffects } from "./request-effects.tsx";
import { RequestEvidence } from "./request-evidence.tsx";

type Details = MethodOutput<"approvals.get">;

const words = approvalsText.pane;

/** One request whole: who asks, why, what it comes to, its evidence, and the decision or the way to one. */
export function RequestPane({ requestId }: { readonly requestId: string }) {
  const details = useEngineQuery("approvals.get", { requestId });
  const element = useRef<HTMLElement>(null);
  const isThere = details.data !== undefined;
  // Who opens a request by keyboard goes on in it.
  useEffect(() => {
    if (isThere) element.current?.focus();
  }, [isThere]);
  const number = details.data ? countText(details.data.request.number) : "";
  return (
    <section ref={element} tabIndex={-1} data-pane="" className={classes.pane} aria-label={words.label(number)}>
      {details.error && <ErrorNotice error={details.error} onRetry={() => void details.refetch()} />}
      {details.isPending && <Skeleton h={320} />}
      {details.data && <Request details={details.data} />}
    </section>
  );
}

function Request({ details }: { readonly details: Details }) {
  const { request } = details;
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} size="h5">
          {approvalsText.acts[request.act]}
        </Title>
        <StateMark {...approvalsText.states[request.state]} />
      </Group>
      <RequestEffects {...details} />
      <AskedFacts request={request} />
      <RequestEvidence request={request} />
      {request.problem && (
        <Alert color="red" title={words.notWritten} icon={<IconAlertTriangle aria-hidden="true" />}>
          {toldText(request.problem)}
        </Alert>
      )}
      {request.decision && <Decision request={request} decision={request.decision} />}
      {request.state === "pending" && <DecideForm details={details} />}
    </Stack>
  );
}

function AskedFacts({ request }: { readonly request: ApprovalRequest }) {
  const moneyText = useMoneyText();
  const { operator, requestedAtMs, expiresOn, excesses, comment, input } = request;
  const said = (field: string) => {
    const value = input[field];
    return typeof value === "string" && value.trim() !== "" ? value : null;
  };
  const reason = useReasonName()(said("reasonCode")) ?? said("reason");
  const note = said("note");
  const countsOn = said("countsOn");
  return (
    <Facts title={words.label(countText(request.number))}>
      <Fact name={words.askedBy}>{operator}</Fact>
      <Fact name={words.when}>
        <MomentText atMs={requestedAtMs} />
      </Fact>
      {comment !== null && (
        <Fact name={words.why}>
          <span className={classes.preserved}>{comment}</span>
        </Fact>
      )}
      <ImportFacts request={request} />
      {reason !== null && <Fact name={words.reason}>{reason}</Fact>}
      {countsOn !== null && (
        <Fact name={words.countsOn}>
          <DateText on={countsOn} />
        </Fact>
      )}
      {note !== null && (
        <Fact name={words.note}>
          <span className={classes.preserved}>{note}</span>
        </Fact>
      )}
      {excesses.map(({ currency, limit, limitMinor, movedTodayMinor }) => (
        <Fact key={currency} name={words.limit}>
          {limit === "not_named"
            ? words.limits.not_named
            : words.limits[limit](moneyText(limitMinor ?? 0, currency), moneyText(movedTodayMinor, currency))}
        </Fact>
      ))}
      {request.state === "pending" && (
        <Fact name={words.expires}>
          <DateText on={expiresOn} />
        </Fact>
      )}
    </Facts>
  );
}

/** What the files of an import hold that is asked for; nothing of any other act. */
function ImportFacts({ request: { act, input } }: { readonly request: ApprovalRequest }) {
  if (act !== "accounts.import") return null;
  const { files, counts } = input as { readonly files: readonly { readonly name: string }[]; readonly counts: Counts };
  return (
    <>
      <Fact name={words.files}>{files.map(({ name }) => name).join(", ")}</Fact>
      {importFileKinds
        .filter((kind) => (counts[kind] ?? 0) > 0)
        .map((kind) => (
          <Fact key={kind} name={importsText.kinds[kind]}>
            {importsText.report.rows(countText(counts[kind] ?? 0))}
          </Fact>
        ))}
    </>
  );
}

type Counts = ImportReport["counts"];

interface DecisionProps {
  readonly request: ApprovalRequest;
  readonly decision: NonNullable<ApprovalRequest["decision"]>;
}

function Decision({ request, decision: { operator, comment, atMs } }: DecisionProps) {
  return (
    <Facts title={request.state === "expired" ? words.undecided : words.decided}>
      {operator !== null && <Fact name={words.by}>{operator}</Fact>}
      <Fact name={request.state === "expired" ? words.expired : words.decidedAt}>
        <MomentText atMs={atMs} />
      </Fact>
      {comment !== null && (
        <Fact name={words.comment}>
          <span className={classes.preserved}>{comment}</span>
        </Fact>
      )}
      {request.entryIds.map((entryId, index) => (
        <Fact key={entryId} name={index === 0 ? words.entries : ""}>
          <PlaceLink size="sm" to={{ screen: "entry", entryId }}>
            {words.entry(countText(index + 1))}
          </PlaceLink>
        </Fact>
      ))}
    </Facts>
  );
}
