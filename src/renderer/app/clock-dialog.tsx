import { Alert, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState, type ComponentProps } from "react";
import type { BookClock } from "../../shared/contract/book.ts";
import { momentText } from "../foundation/moment-text.ts";
import { DayInput } from "../components/day-input.tsx";
import { Dialog } from "../components/dialog.tsx";
import { ErrorNotice } from "../components/error-notice.tsx";
import { FormButtons } from "../components/form-buttons.tsx";
import { SubmitForm } from "../components/submit-form.tsx";
import { useBook } from "../foundation/book.ts";
import { instantOf, momentAt } from "./clock-moment.ts";
import { catchUpsSoFar, whatTheDayAskedFor, wroteSentences } from "./clock-move.ts";
import { countText } from "../foundation/count-text.ts";
import { useEngineCommand } from "../foundation/engine.ts";
import { text } from "../foundation/text.ts";
import { notice } from "../foundation/notice.tsx";

/**
 * Sets the clock that the book lives by, and says what the move itself wrote. In a book that was not made for trying, a test clock
 * takes the book's name; the engine holds that, here it is asked for.
 */
export function ClockDialog({ onClose }: { readonly onClose: () => void }) {
  const { clock, nowMs, timeZone, isForTrying, name } = useBook();
  const [kind, setKind] = useState(clock.kind);
  const [moment, setMoment] = useState(() => momentAt(nowMs, timeZone));
  const [confirmedName, setConfirmedName] = useState("");
  const { move, isMoving, error, counted } = useClockMove(timeZone, onClose);
  const instantMs = instantOf(moment, timeZone);
  const isIncomplete = kind === "test" && instantMs === null;
  const needsName = kind === "test" && !isForTrying;

  const save = () => {
    if (isIncomplete) return;
    const newClock: BookClock = kind === "test" && instantMs !== null ? { kind, nowMs: instantMs } : { kind: "system" };
    void move(newClock, needsName ? confirmedName : null);
  };

  return (
    <Dialog onClose={onClose} title={text.clock.title} size="lg">
      <SubmitForm onSubmit={save}>
        <Stack gap="md">
          {!needsName && (
            <Text size="sm" c="dimmed">
              {text.clock.explanation}
            </Text>
          )}
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
            <DayInput
              label={text.clock.date}
              disabled={kind === "system"}
              value={moment.date}
              onChange={(date) => setMoment({ ...moment, date })}
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
          {needsName && (
            <>
              <Alert
                color="red"
                variant="light"
                icon={<IconAlertTriangle aria-hidden="true" />}
                title={text.clock.realTitle}
              >
                {text.clock.realWarning}
              </Alert>
              <TextInput
                label={text.clock.confirmName}
                description={text.clock.confirmNameHint(name)}
                value={confirmedName}
                onChange={({ currentTarget }) => setConfirmedName(currentTarget.value)}
                required
                maxLength={200}
                autoComplete="off"
              />
            </>
          )}
          {counted !== null && <Text size="sm">{text.clock.catchingUp(counted)}</Text>}
          {error && <ErrorNotice error={error} />}
          <FormButtons
            cancel={text.clock.cancel}
            submit={text.clock.save}
            onCancel={onClose}
            isPending={isMoving}
            isDisabled={isIncomplete}
            isDestructive={needsName}
          />
        </Stack>
      </SubmitForm>
    </Dialog>
  );
}

/** Sets the clock, waits for what the day asks for, and tells of both. */
function useClockMove(timeZone: string, onDone: () => void) {
  const setClock = useEngineCommand("book.setClock");
  const [counted, setCounted] = useState<string | null>(null);
  const [isMoving, setMoving] = useState(false);
  const [error, setError] = useState<ComponentProps<typeof ErrorNotice>["error"] | null>(null);

  const move = async (clock: BookClock, confirmedName: string | null) => {
    setMoving(true);
    setError(null);
    try {
      const earlier = await catchUpsSoFar();
      await setClock.run({ clock, confirmedName });
      const job = await whatTheDayAskedFor(earlier, ({ done, unit }) =>
        setCounted(text.jobs.count(countText(done), unit)),
      );
      if (job?.error) {
        setError(job.error);
        return;
      }
      showMove(clock, timeZone, wroteSentences(job));
      onDone();
    } catch (thrown) {
      // It stands in the dialog, beside what was typed.
      setError(thrown as Error);
    } finally {
      setMoving(false);
      setCounted(null);
    }
  };

  return { move, isMoving, counted, error };
}

function showMove(clock: BookClock, timeZone: string, wrote: readonly string[]): void {
  notice({
    title: clock.kind === "test" ? text.clock.movedToTest(momentText(clock.nowMs, timeZone)) : text.clock.movedToSystem,
    message:
      wrote.length === 0
        ? text.clock.wroteNothing
        : wrote.map((sentence) => (
            <Text key={sentence} size="sm" className="tabular">
              {sentence}
            </Text>
          )),
    // What was written is read in peace.
    ...(wrote.length > 0 && { standsMs: false }),
  });
}
