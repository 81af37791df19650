import { requestStates } from "../../../../shared/contract/approvals.ts";
import type { MethodOutput, ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { findEvidence } from "../../../storage/approvals/evidence-store.ts";
import {
  countRequests,
  findRequest,
  listRequests,
  type RequestDecision,
  type RequestFilter,
  type StoredRequest,
} from "../../../storage/approvals/request-store.ts";
import { insertAcceptedCommand } from "../../../storage/book/accepted-command-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { findCredit } from "../../../storage/ledger/ledger-store.ts";
import { acceptedContentHash } from "../../accepted-content.ts";
import { requireRight, type Actor } from "../../access.ts";
import { auditedWork } from "../../acts.ts";
import type { CommandContext, HandlersOf, QueryContext } from "../../handler.ts";
import { countAgainstLimits } from "../../limits.ts";
import { noteOrNone } from "../note-or-none.ts";
import { requireAccount } from "../require.ts";
import { letImportThrough } from "../imports/approved-import.ts";
import { endRequest } from "./end-request.ts";
import { makeRequest, readEvidence, requirePerson, requireUnusedKey } from "./make-request.ts";
import { isImportAct, movedOf, perform, weigh } from "./requested-acts.ts";
import { readEffects, toRequestView } from "./request-view.ts";
import { alreadyDecided, couldApprove, isWaiting, toAct, whyNotApprove, whyNotDecide } from "./who-decides.ts";

const shownBalances = 20;

export const approvalHandlers: HandlersOf<
  | "approvals.list"
  | "approvals.get"
  | "approvals.evidence"
  | "approvals.request"
  | "approvals.approve"
  | "approvals.reject"
  | "approvals.withdraw"
> = {
  "approvals.list": (context, { which, beforeNumber, limit }) => {
    const { book } = context;
    const filter = filterOf(which, context);
    const stored = listRequests(book, filter, beforeNumber ?? Number.MAX_SAFE_INTEGER, limit);
    const last = stored.length === limit ? stored.at(-1) : undefined;
    return {
      rows: stored.map((request) => toRequestView(context, request)),
      nextBeforeNumber: last?.number ?? null,
      total: { count: countRequests(book, filter), isExact: true },
    };
  },

  "approvals.get": (context, { requestId }) => {
    const { book } = context;
    const stored = requireRequest(book, requestId);
    return {
      request: toRequestView(context, stored),
      balances: balancesNow(context, stored),
      whyNot: whyNotApprove(context, stored)?.toView() ?? null,
      couldApprove: couldApprove(context, stored),
    };
  },

  "approvals.evidence": ({ book }, { requestId, sha256 }) => {
    const { number } = requireRequest(book, requestId);
    const found = findEvidence(book, number, sha256);
    if (!found) throw new AppError("evidence_not_found", sentence("The request has no file {sha256}.", { sha256 }));
    return { fileName: found.name, contentBase64: Buffer.from(found.content).toString("base64") };
  },

  "approvals.request": (context, { act, comment, evidence, idempotencyKey }) => {
    const { book, caller } = context;
    requireRight(act.method, caller);
    const requesterId = requirePerson(caller);
    if (act.input.idempotencyKey === idempotencyKey) {
      throw new AppError(
        "idempotency_conflict",
        sentence("The act is done under a key of its own, not under that of the request."),
      );
    }
    requireUnusedKey(book, act.input.idempotencyKey);
    const files = readEvidence(context, evidence);
    const { effects, moved, hold } = weigh(context, act);
    const { method, input } = act;
    const { id, number } = makeRequest(context, requesterId, {
      act: method,
      input,
      effects,
      moved,
      comment,
      evidence: files,
    });
    hold(number);
    return answer(context, id);
  },

  "approvals.approve": (context, { requestId, fingerprint, comment }) => {
    const { book } = context;
    const stored = requireRequest(book, requestId);
    const refusal = whyNotApprove(context, stored);
    if (refusal) throw refusal;
    if (fingerprint !== stored.fingerprint) {
      throw new AppError("request_stale", sentence("What is approved is not what was asked for."));
    }
    const act = toAct(stored);
    requireUnusedKey(book, stored.actKey, requestId);
    const counted = countAgainstLimits(context, movedOf(book, act, readEffects(stored)));
    endRequest(context, stored, "approved", decisionBy(context, comment));
    if (isImportAct(act)) {
      letImportThrough(context, stored, counted);
      return answer(context, requestId);
    }
    const asRequester: CommandContext = { ...context, caller: requesterOf(stored) };
    const { answered, effects } = auditedWork(act.method, act.input, asRequester, () =>
      perform(asRequester, act, counted),
    );
    if (JSON.stringify(effects) !== stored.effects) {
      throw new AppError("request_stale", sentence("What it comes to is not what it came to when it was asked for."), {
        effects,
      });
    }
    insertAcceptedCommand(book, {
      idempotencyKey: stored.actKey,
      method: act.method,
      contentHash: acceptedContentHash(act.method, act.input),
      answer: JSON.stringify(answered),
      operatorId: stored.operatorId,
      operator: stored.operator,
      origin: stored.origin,
      createdAtMs: context.nowMs,
    });
    return answer(context, requestId);
  },

  "approvals.reject": (context, { requestId, comment }) => {
    const stored = requireRequest(context.book, requestId);
    const refusal = whyNotDecide(context, stored);
    if (refusal) throw refusal;
    endRequest(context, stored, "rejected", decisionBy(context, comment));
    return answer(context, requestId);
  },

  "approvals.withdraw": (context, { requestId, comment }) => {
    const stored = requireRequest(context.book, requestId);
    if (!isWaiting(context, stored)) throw alreadyDecided(stored);
    if (context.caller.operatorId !== stored.requesterId) {
      throw new AppError(
        "approval_not_allowed",
        sentence('Only "{operator}" can take back what they asked for.', { operator: stored.operator }),
      );
    }
    endRequest(context, stored, "withdrawn", decisionBy(context, comment));
    return answer(context, requestId);
  },
};

function filterOf(which: ParsedInput<"approvals.list">["which"], { caller, today }: QueryContext): RequestFilter {
  const everybody = { today, ofOperatorId: null, notOfOperatorId: null };
  switch (which) {
    case "for_me":
      return {
        ...everybody,
        states: caller.rights.includes("approvals") && caller.operatorId !== null ? ["pending"] : [],
        notOfOperatorId: caller.operatorId,
      };
    case "mine":
      return { ...everybody, states: requestStates, ofOperatorId: caller.operatorId ?? "" };
    case "decided":
      return { ...everybody, states: requestStates.filter((state) => state !== "pending") };
    case "pending":
      return { ...everybody, states: ["pending"] };
    case "all":
      return { ...everybody, states: requestStates };
  }
}

function balancesNow({ book, today }: QueryContext, stored: StoredRequest): MethodOutput<"approvals.get">["balances"] {
  const pairs = new Map(
    readEffects(stored).flatMap(({ accountId, currency }) =>
      accountId === null ? [] : [[`${accountId} ${currency}`, { accountId, currency }] as const],
    ),
  );
  return [...pairs.values()].slice(0, shownBalances).map(({ accountId, currency }) => {
    const { name } = requireAccount(book, accountId);
    const { ledgerMinor, availableMinor } = findCredit(book, accountId, currency, today) ?? nothing;
    return { accountId, name, currency, ledgerMinor, availableMinor };
  });
}

const nothing = { ledgerMinor: 0, availableMinor: 0 };

/** @throws AppError `request_not_found`. */
function requireRequest(book: ReadableBook, requestId: string): StoredRequest {
  const request = findRequest(book, requestId);
  if (!request)
    throw new AppError("request_not_found", sentence("There is no request for approval {requestId}.", { requestId }));
  return request;
}

/** Whoever asked, as who does what was approved. */
function requesterOf({ id, operator, operatorId, requesterId, origin }: StoredRequest): Actor {
  return { operator, origin, actorId: operatorId, operatorId: requesterId, approvalId: id, rights: [] };
}

function decisionBy({ caller, nowMs }: CommandContext, comment: string | null): Omit<RequestDecision, "state"> {
  const { operatorId: deciderId, operator: decider } = caller;
  return { deciderId, decider, decisionComment: noteOrNone(comment), decidedAtMs: nowMs };
}

function answer(context: QueryContext, requestId: string): MethodOutput<"approvals.request"> {
  return { request: toRequestView(context, requireRequest(context.book, requestId)) };
}
