import type { SelectProps } from "@mantine/core";
import { announce } from "../foundation/announcer.tsx";
import { useEngineCommand, useEngineQuery } from "../foundation/engine.ts";
import { useWhyNot } from "../foundation/session.ts";
import { Choice } from "./choice.tsx";
import { ErrorNotice } from "./error-notice.tsx";

interface SettingChoiceProps extends Pick<SelectProps, "label" | "mt" | "mb"> {
  /** The setting of the book that is chosen, and saved at once. */
  readonly setting: "idleLockMinutes" | "sessionIdleHours" | "sessionDays" | "webhookRetentionDays";
  /** What is offered beside the value that the book has. */
  readonly usual: readonly number[];
  readonly hint?: string;
  readonly say: (value: number) => string;
  /** Read out once it is saved. */
  readonly saySaved: (value: number) => string;
}

/** A number among the book's settings, out of a few usual ones. Nothing until the settings are there. */
export function SettingChoice({ setting, usual, hint, say, saySaved, ...field }: SettingChoiceProps) {
  const settings = useEngineQuery("book.settings", {});
  const configuring = useEngineCommand("book.configure");
  const whyNot = useWhyNot("book");
  if (!settings.data) return null;
  const value = settings.data[setting];
  const offered = [...new Set([...usual, value])].toSorted((a, b) => a - b);
  const choose = (chosen: number) =>
    void configuring.run({ [setting]: chosen }).then(
      () => announce(saySaved(chosen)),
      // The refusal stands below.
      () => undefined,
    );
  return (
    <>
      <Choice
        size="xs"
        maw={260}
        {...field}
        description={whyNot ?? hint}
        disabled={configuring.isPending || whyNot !== null}
        value={String(value)}
        data={offered.map((each) => ({ value: String(each), label: say(each) }))}
        onChange={(chosen) => chosen !== null && choose(Number(chosen))}
        allowDeselect={false}
      />
      {configuring.error && <ErrorNotice error={configuring.error} />}
    </>
  );
}
