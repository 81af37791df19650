import { SimpleGrid, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { hasTerms, type TermsForm, type TermsProblems } from "./credit-terms-form.ts";
import classes from "./more-fields.module.css";
import { DayInput } from "../../components/day-input.tsx";
import { Choice } from "../../components/choice.tsx";
import { creditsText } from "./credits-text.ts";

interface MoreFieldsProps {
  /** The day that the entry counts for, as typed. */
  readonly countsOn: string;
  readonly countsOnProblem: string | undefined;
  readonly onCountsOn: (countsOn: string) => void;
  /** What is said of credit that is added; null where none is. */
  readonly terms: TermsForm | null;
  readonly problems?: TermsProblems;
  readonly onChange?: (changes: Partial<TermsForm>) => void;
}

const words = creditsText.terms;

/** What most adjustments need nothing of, behind "More": the day it counts for, and what is said of credit that is added. */
export function MoreFields(props: MoreFieldsProps) {
  const { countsOn, countsOnProblem, onCountsOn, terms, problems = {}, onChange = () => undefined } = props;
  // What a draft holds is not hidden.
  const [isOpen, setOpen] = useState(() => countsOn !== "" || (terms !== null && hasTerms(terms)));
  // A problem behind a closed door would be one that nobody finds.
  const isShown = isOpen || countsOnProblem !== undefined || Object.keys(problems).length > 0;
  return (
    <div>
      <UnstyledButton className={classes.more} aria-expanded={isShown} onClick={() => setOpen(!isShown)}>
        <IconChevronRight size={14} aria-hidden="true" className={classes.arrow} />
        {words.more}
      </UnstyledButton>
      {isShown && (
        <SimpleGrid cols={2} spacing="xs" mt="xs">
          {terms !== null && <TermsFields terms={terms} problems={problems} onChange={onChange} />}
          <DayInput
            label={words.countsOn}
            description={words.countsOnHint}
            value={countsOn}
            error={countsOnProblem}
            onChange={onCountsOn}
          />
        </SimpleGrid>
      )}
    </div>
  );
}

interface TermsFieldsProps {
  readonly terms: TermsForm;
  readonly problems: TermsProblems;
  readonly onChange: (changes: Partial<TermsForm>) => void;
}

/** When credit that is added ends and begins, what is used before it, what kind it is. */
function TermsFields({ terms, problems, onChange }: TermsFieldsProps) {
  return (
    <>
      <DayInput
        label={words.expiresOn}
        description={words.expiresOnHint}
        value={terms.expiresOn}
        error={problems.expiresOn}
        onChange={(expiresOn) => onChange({ expiresOn })}
      />
      <DayInput
        label={words.effectiveOn}
        description={words.effectiveOnHint}
        value={terms.effectiveOn}
        error={problems.effectiveOn}
        onChange={(effectiveOn) => onChange({ effectiveOn })}
      />
      <TextInput
        label={words.priority}
        description={words.priorityHint}
        placeholder={words.priorityDefault}
        inputMode="numeric"
        autoComplete="off"
        value={terms.priority}
        error={problems.priority}
        onChange={({ currentTarget }) => onChange({ priority: currentTarget.value })}
      />
      <Choice
        label={words.category}
        description={words.categoryHint}
        data={[
          { value: "none", label: words.categories.none },
          { value: "promotional", label: words.categories.promotional },
          { value: "paid", label: words.categories.paid },
        ]}
        value={terms.category}
        onChange={(category) => category !== null && onChange({ category })}
        allowDeselect={false}
      />
    </>
  );
}
