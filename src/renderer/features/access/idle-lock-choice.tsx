import { NativeSelect } from "@mantine/core";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { announce } from "../../foundation/announcer.tsx";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { useWhyNot } from "../../foundation/session.ts";
import { operatorsText } from "./operators-text.ts";

const words = operatorsText.list;
const usualMinutes = [1, 2, 5, 10, 15, 30, 60];

/** After how long without anybody the desk locks itself, for everyone who works with the book. */
export function IdleLockChoice() {
  const settings = useEngineQuery("book.settings", {});
  const configuring = useEngineCommand("book.configure");
  const whyNot = useWhyNot("book");
  if (!settings.data) return null;
  const { idleLockMinutes } = settings.data;
  const choices = [...new Set([...usualMinutes, idleLockMinutes])].toSorted((a, b) => a - b);
  const lockAfter = (minutes: number) =>
    void configuring.run({ idleLockMinutes: minutes }).then(
      () => announce(words.idleLockSaved(words.idleLockMinutes(minutes))),
      // The refusal stands below.
      () => undefined,
    );
  return (
    <>
      <NativeSelect
        size="xs"
        mb="xs"
        w="fit-content"
        label={words.idleLock}
        description={whyNot}
        disabled={configuring.isPending || whyNot !== null}
        value={String(idleLockMinutes)}
        data={choices.map((minutes) => ({ value: String(minutes), label: words.idleLockMinutes(minutes) }))}
        onChange={({ currentTarget }) => lockAfter(Number(currentTarget.value))}
      />
      {configuring.error && <ErrorNotice error={configuring.error} />}
    </>
  );
}
