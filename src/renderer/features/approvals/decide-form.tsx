import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { refusalText } from "../../foundation/refusal-text.ts";
import { useSession } from "../../foundation/session.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { approvalsText } from "./approvals-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = approvalsText.decide;

/** Approve or reject a request that waits, take back one's own, or be told who could decide it. */
export function DecideForm({ details }: { readonly details: MethodOutput<"approvals.get"> }) {
  const { request, whyNot, couldApprove } = details;
  const session = useSession();
  const [comment, setComment] = useState("");
  const [isMissing, setMissing] = useState(false);
  const approving = useEngineCommand("approvals.approve");
  const rejecting = useEngineCommand("approvals.reject");
  const withdrawing = useEngineCommand("approvals.withdraw");
  const error = approving.error ?? rejecting.error ?? withdrawing.error;
  const isPending = approving.isPending || rejecting.isPending || withdrawing.isPending;
  const number = countText(request.number);
  const said = orNothing(comment);
  const isOwn = session?.operator?.id === request.operatorId;
  const mayDecide = session?.rights.includes("approvals") === true && !isOwn;

  const decide = async (work: Promise<unknown>, message: string) => {
    try {
      await work;
      notice(message);
    } catch {
      // The refusal stands below, beside what was typed.
    }
  };
  const requestId = request.id;
  const approve = () =>
    decide(approving.run({ requestId, fingerprint: request.fingerprint, comment: said }), words.approved(number));
  const reject = () => {
    setMissing(said === null);
    if (said === null) return;
    void decide(rejecting.run({ requestId, comment: said }), words.rejected(number));
  };
  const withdraw = () => decide(withdrawing.run({ requestId, comment: said }), words.withdrawn(number));

  return (
    <Stack gap="xs">
      {whyNot && (
        <Text size="sm">
          {isOwn ? words.own : refusalText(whyNot).message} {words.couldApprove(couldApprove.map(({ name }) => name))}
        </Text>
      )}
      {(mayDecide || isOwn) && (
        <>
          <Textarea
            label={words.comment}
            description={mayDecide ? words.commentHint : undefined}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={comment}
            error={isMissing && said === null && words.commentMissing}
            onChange={({ currentTarget }) => setComment(currentTarget.value)}
          />
          {error && <ErrorNotice error={error} />}
          <Group justify="flex-end" gap="sm">
            {isOwn && (
              <Button variant="default" loading={isPending} onClick={() => void withdraw()}>
                {words.withdraw}
              </Button>
            )}
            {mayDecide && (
              <>
                <Button variant="default" disabled={isPending} onClick={reject}>
                  {words.reject}
                </Button>
                <Button loading={isPending} disabled={whyNot !== null} onClick={() => void approve()}>
                  {words.approve}
                </Button>
              </>
            )}
          </Group>
        </>
      )}
    </Stack>
  );
}
