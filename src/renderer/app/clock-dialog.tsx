import { Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { ErrorNotice } from "../components/error-notice.tsx";
import { useBook } from "./book.ts";
import { instantOf, momentAt } from "./clock-moment.ts";
import { useEngineCommand } from "./engine.ts";
import { text } from "./text.ts";
import { Dialog } from "../components/dialog.tsx";
import { SubmitForm } from "../components/submit-form.tsx";

/** Sets the clock that the book lives by. */
export function ClockDialog({ onClose }: { readonly onClose: () => void }) {
  const { clock, nowMs, timeZone } = useBook();
  const [kind, setKind] = useState(clock.kind);
  const [moment, setMoment] = useState(() => momentAt(nowMs, timeZone));
  const setClock = useEngineCommand("book.setClock");
  const instantMs = instantOf(moment, timeZone);
  const isIncomplete = kind === "test" && instantMs === null;

  const save = () => {
    if (isIncomplete) return;
    const newClock = kind === "test" && instantMs !== null ? { kind, nowMs: instantMs } : { kind: "system" as const };
    // A refusal is shown from the command's state; here it only keeps the dialog open.
    setClock.run({ clock: newClock }).then(onClose, () => undefined);
  };

  return (
    <Dialog onClose={onClose} title={text.clock.title}>
      <SubmitForm onSubmit={save}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {text.clock.explanation}
          </Text>
          <SegmentedControl
            fullWidth
            aria-label={text.clock.title}
            value={kind}
            onChange={(value) => setKind(value === "test" ? "test" : "system")}
            data={[
              { value: "system", label: text.clock.system },
              { value: "test", label: text.clock.test },
            ]}
          />
          <Group grow align="flex-start">
            <TextInput
              type="date"
              label={text.clock.date}
              disabled={kind === "system"}
              value={moment.date}
              onChange={({ currentTarget }) => setMoment({ ...moment, date: currentTarget.value })}
              error={isIncomplete && text.clock.badMoment}
            />
            <TextInput
              type="time"
              label={text.clock.time}
              disabled={kind === "system"}
              value={moment.time}
              onChange={({ currentTarget }) => setMoment({ ...moment, time: currentTarget.value })}
            />
          </Group>
          <Text size="xs" c="dimmed">
            {text.clock.timeZone(timeZone)}
          </Text>
          {setClock.error && <ErrorNotice error={setClock.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text.clock.cancel}
            </Button>
            <Button type="submit" loading={setClock.isPending} disabled={isIncomplete}>
              {text.clock.save}
            </Button>
          </Group>
        </Stack>
      </SubmitForm>
    </Dialog>
  );
}
