import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useBook } from "../../foundation/book.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { SegmentedField } from "../../components/segmented-field.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { PlanDetailsFields } from "./plan-details-fields.tsx";
import { readPlanForm, startPlanForm, type PlanForm } from "./plan-form.ts";
import { slugOf } from "./plan-slug.ts";
import { plansText } from "./plans-text.ts";
import { PriceFields } from "./price-fields.tsx";
import { notice } from "../../foundation/notice.tsx";

interface NewPlanDialogProps {
  readonly onClose: () => void;
}

const words = plansText.newPlan;

/** Adds a plan with its default price (BEHAVIOUR 6.1, 6.2). */
export function NewPlanDialog({ onClose }: NewPlanDialogProps) {
  return (
    <Dialog onClose={onClose} title={words.title} size={560}>
      <NewPlanForm onClose={onClose} />
    </Dialog>
  );
}

function NewPlanForm({ onClose }: NewPlanDialogProps) {
  const book = useBook();
  const [form, setForm] = useState<PlanForm>(() => startPlanForm(book.currency));
  const [hasOwnSlug, setHasOwnSlug] = useState(false);
  const [wasTried, setWasTried] = useState(false);
  const creating = useEngineCommand("plans.create");
  const read = readPlanForm(form);
  const shown = wasTried ? read.problems : {};
  const set = (change: Partial<PlanForm>) => {
    const slug = change.name !== undefined && !hasOwnSlug ? { slug: slugOf(change.name) } : {};
    setForm((before) => ({ ...before, ...change, ...slug }));
  };

  const create = async () => {
    setWasTried(true);
    if (read.input === null) return;
    try {
      await creating.run(read.input);
      onClose();
      notice({ title: words.doneTitle, message: words.done(read.input.name) });
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <SubmitForm checksItself onSubmit={create}>
      <PlanDetailsFields
        form={form}
        onChange={set}
        read={read}
        showsProblems={wasTried}
        price={
          <>
            <PriceFields
              form={form.price}
              onChange={(price) => set({ price })}
              read={read.price}
              showsProblems={wasTried}
              isMonthlyOptional={false}
            />
            {shown.price !== undefined && (
              <Text size="sm" c="var(--mantine-color-error)">
                {shown.price}
              </Text>
            )}
            <Text size="sm" c="dimmed">
              {words.priceFixed}
            </Text>
          </>
        }
      >
        <TextInput
          required
          label={words.slug}
          description={words.slugHint}
          maxLength={63}
          value={form.slug}
          error={shown.slug}
          onChange={({ currentTarget: { value: slug } }) => {
            setHasOwnSlug(slug !== "");
            set({ slug });
          }}
        />
        <SegmentedField
          label={words.kind}
          value={form.forKind}
          options={[
            { value: "organization", label: plansText.kinds.organization },
            { value: "user", label: plansText.kinds.user },
          ]}
          onChange={(forKind) => set({ forKind })}
        />
      </PlanDetailsFields>
      {creating.error && <ErrorNotice error={creating.error} />}
      <FormButtons cancel={words.cancel} submit={words.create} onCancel={onClose} isPending={creating.isPending} />
    </SubmitForm>
  );
}
