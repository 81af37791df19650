import { DataList, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import type { LinkedAccountView } from "../../../shared/contract/link.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { useEngineCommand } from "../../foundation/engine.ts";
import { useWhyNot } from "../../foundation/session.ts";
import { AccountChoice } from "../accounts/account-choice.tsx";
import { outboxText } from "./outbox-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = outboxText.accounts.match;
const { doubts } = outboxText;

interface MatchDialogProps {
  /** One of the upstream of which it is doubtful which account here it is. */
  readonly account: LinkedAccountView;
  readonly onClose: () => void;
}

/** Says which account here a doubtful one of the upstream is, or that it is none of them. */
export function MatchDialog({ account, onClose }: MatchDialogProps) {
  const { upstreamId, name, kind, contact, doubt } = account;
  const whyNot = useWhyNot("accounts");
  const [isNew, setNew] = useState(false);
  const [chosen, setChosen] = useState<AccountRow | null>(null);
  const [wasTried, setWasTried] = useState(false);
  const matching = useEngineCommand("link.match");
  const isMissing = !isNew && chosen === null;

  const match = async () => {
    setWasTried(true);
    if (isMissing) return;
    try {
      await matching.run({ upstreamId, accountId: isNew ? null : (chosen?.id ?? null) });
      onClose();
      notice(words.done(name));
    } catch {
      // The refusal stands in the dialog, beside what was chosen.
    }
  };

  return (
    <Dialog title={words.title(name)} onClose={onClose} size="lg">
      <SubmitForm checksItself onSubmit={match}>
        <Stack gap="sm">
          <DataList size="sm" labelWidth={150}>
            {doubt !== null && (
              <DataList.Item>
                <DataList.ItemLabel>{words.why}</DataList.ItemLabel>
                <DataList.ItemValue>{doubts[doubt]}</DataList.ItemValue>
              </DataList.Item>
            )}
            <DataList.Item>
              <DataList.ItemLabel>{words.id}</DataList.ItemLabel>
              <DataList.ItemValue>{upstreamId}</DataList.ItemValue>
            </DataList.Item>
            {contact !== null && (
              <DataList.Item>
                <DataList.ItemLabel>{words.contact}</DataList.ItemLabel>
                <DataList.ItemValue>{contact}</DataList.ItemValue>
              </DataList.Item>
            )}
          </DataList>
          <Radio.Group label={words.which} value={isNew ? "new" : "one"} onChange={(value) => setNew(value === "new")}>
            <Stack gap={6} mt={6}>
              <Radio value="one" label={words.one} description={words.oneHint} data-autofocus />
              <Radio value="new" label={words.fresh} description={words.freshHint} />
            </Stack>
          </Radio.Group>
          {!isNew && (
            <AccountChoice
              label={words.account}
              kind={kind}
              account={chosen}
              onChange={setChosen}
              error={wasTried && isMissing ? words.missing : null}
            />
          )}
          {whyNot !== null && (
            <Text size="sm" c="dimmed">
              {whyNot}
            </Text>
          )}
          {matching.error && <ErrorNotice error={matching.error} />}
        </Stack>
        <FormButtons
          cancel={words.cancel}
          submit={words.confirm}
          onCancel={onClose}
          isPending={matching.isPending}
          isDisabled={whyNot !== null}
        />
      </SubmitForm>
    </Dialog>
  );
}
