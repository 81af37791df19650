import { Checkbox, Fieldset, Input, Stack, TextInput, Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import { FeaturesEditor } from "./features-editor.tsx";
import type { PlanDetailsForm, ReadPlanDetails } from "./plan-form.ts";
import { plansText } from "./plans-text.ts";

interface PlanDetailsFieldsProps {
  readonly form: PlanDetailsForm;
  readonly onChange: (change: Partial<PlanDetailsForm>) => void;
  readonly read: Pick<ReadPlanDetails, "problems" | "features">;
  /** Whether what is missing is to be said. */
  readonly showsProblems: boolean;
  readonly trialHint?: string;
  /** Fields that stand right after the name. */
  readonly children?: ReactNode;
  /** Fields that stand before the trial. */
  readonly price?: ReactNode;
}

const words = plansText.newPlan;

/** What a plan says of itself: name, description, free trial and features. */
export function PlanDetailsFields(props: PlanDetailsFieldsProps) {
  const { form, onChange, read, showsProblems, trialHint, children, price } = props;
  const shown = showsProblems ? read.problems : {};
  return (
    <Stack gap="sm">
      <TextInput
        data-autofocus
        required
        label={words.name}
        description={words.nameHint}
        maxLength={100}
        value={form.name}
        error={shown.name}
        onChange={({ currentTarget: { value: name } }) => onChange({ name })}
      />
      {children}
      <Textarea
        label={words.description}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={1000}
        value={form.description}
        onChange={({ currentTarget: { value: description } }) => onChange({ description })}
      />
      {price}
      <Checkbox
        label={words.hasTrial}
        {...(trialHint !== undefined && { description: trialHint })}
        checked={form.hasTrial}
        onChange={({ currentTarget }) => onChange({ hasTrial: currentTarget.checked })}
      />
      {form.hasTrial && (
        <TextInput
          required
          label={words.trialDays}
          inputMode="numeric"
          w={180}
          value={form.trialDays}
          error={shown.trialDays}
          onChange={({ currentTarget: { value: trialDays } }) => onChange({ trialDays })}
        />
      )}
      <Fieldset
        variant="unstyled"
        mx={0}
        p={0}
        legend={<Input.Label labelElement="div">{plansText.features.title}</Input.Label>}
      >
        <FeaturesEditor
          features={form.features}
          onChange={(features) => onChange({ features })}
          problems={showsProblems ? read.features.problems : []}
        />
      </Fieldset>
    </Stack>
  );
}
