import { SettingChoice } from "../../components/setting-choice.tsx";
import { operatorsText } from "./operators-text.ts";

const words = operatorsText.list;
const usualMinutes = [1, 2, 5, 10, 15, 30, 60];

/** After how long without anybody the desk locks itself, for everyone who works with the book. */
export function IdleLockChoice() {
  return (
    <SettingChoice
      setting="idleLockMinutes"
      usual={usualMinutes}
      label={words.idleLock}
      mb="xs"
      say={words.idleLockMinutes}
      saySaved={(minutes) => words.idleLockSaved(words.idleLockMinutes(minutes))}
    />
  );
}
