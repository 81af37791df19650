import { Textarea } from "@mantine/core";
import { paperLanguages, type PaperLanguage } from "../../shared/paper/paper-language.ts";
import { languageNameOf } from "../foundation/regional.ts";
import { Choice } from "./choice.tsx";

interface PaperTextareaProps {
  readonly label: string;
  readonly description?: string;
  readonly maxLength: number;
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (text: string) => void;
}

/** A field for what stands on paper in lines of its own, such as an address. */
export function PaperTextarea({ label, description, maxLength, value, error, onChange }: PaperTextareaProps) {
  return (
    <Textarea
      label={label}
      {...(description !== undefined && { description })}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={maxLength}
      dir="auto"
      value={value}
      error={error}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

interface PaperLanguageSelectProps {
  readonly label: string;
  /** What having none of its own is called; left out where one is needed. */
  readonly ofBook?: string;
  readonly value: PaperLanguage | null;
  readonly onChange: (language: PaperLanguage | null) => void;
}

const none = "none";

/** The language in which a paper is written. */
export function PaperLanguageSelect({ label, ofBook, value, onChange }: PaperLanguageSelectProps) {
  return (
    <Choice
      label={label}
      data={[
        ...(ofBook === undefined ? [] : [{ value: none, label: ofBook }]),
        ...paperLanguages.map((language) => ({ value: language, label: languageNameOf(language) })),
      ]}
      value={value ?? none}
      onChange={(chosen) => onChange(paperLanguages.find((language) => language === chosen) ?? null)}
      allowDeselect={false}
      w={260}
    />
  );
}
