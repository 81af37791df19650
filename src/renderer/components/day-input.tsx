import { TextInput, type TextInputProps } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { addDays, firstCivilDate, isCivilDate, lastCivilDate } from "../../shared/civil-date.ts";
import { text } from "../foundation/text.ts";
import { dayInFigures, inForm, readTypedDay } from "../foundation/typed-day.ts";
import classes from "./day-input.module.css";

interface DayInputProps extends Omit<TextInputProps, "type" | "value" | "onChange" | "placeholder" | "rightSection"> {
  /** A day as `YYYY-MM-DD`; empty while there is none, or what was typed that is none. */
  readonly value: string;
  /** Told each time: a day, nothing, or what was typed so far, which is no day. */
  readonly onChange: (day: string) => void;
}

/**
 * A day, typed in the form of the desk's language, whatever the browser's is: 03/04/2026 is read as it is meant. The calendar beside it is
 * the browser's. Arrows go to the next day and the one before.
 */
export function DayInput({ value, onChange, error, onBlur, onFocus, onKeyDown, ...rest }: DayInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const calendar = useRef<HTMLInputElement>(null);
  const day = isCivilDate(value) ? value : null;
  const isUnreadable = day === null && value !== "" && typed === null;

  const choose = (next: string) => {
    setTyped(null);
    onChange(next);
  };
  const type = (content: string) => {
    const read = readTypedDay(content);
    // Eight figures are a whole day, and are written as one at once; anything else stays as it is typed until the field is left.
    setTyped(read !== null && /^\d+$/u.test(content) ? null : content);
    onChange(read ?? content);
  };
  const walk = (event: KeyboardEvent<HTMLInputElement>) => {
    onKeyDown?.(event);
    if (event.key === "Enter") setTyped(null);
    if (rest.readOnly === true || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    if (event.altKey) calendar.current?.showPicker();
    else if (day !== null && day !== (event.key === "ArrowUp" ? lastCivilDate : firstCivilDate))
      choose(addDays(day, event.key === "ArrowUp" ? 1 : -1));
  };

  return (
    <TextInput
      {...rest}
      ref={field}
      autoComplete="off"
      placeholder={inForm(text.components.dayForm)}
      value={typed ?? (day === null ? value : dayInFigures(day))}
      error={error || (isUnreadable && text.components.dayUnreadable(inForm(text.components.dayForm)))}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onKeyDown={walk}
      onFocus={(event) => {
        event.currentTarget.select();
        onFocus?.(event);
      }}
      onBlur={(event) => {
        setTyped(null);
        onBlur?.(event);
      }}
      rightSection={
        <span className={classes.calendar} aria-hidden="true">
          <IconCalendar size={16} />
          <input
            ref={calendar}
            type="date"
            tabIndex={-1}
            disabled={rest.disabled === true || rest.readOnly === true}
            max="9999-12-31"
            value={day ?? ""}
            onChange={({ currentTarget }) => {
              choose(currentTarget.value);
              field.current?.focus();
            }}
          />
        </span>
      }
    />
  );
}
