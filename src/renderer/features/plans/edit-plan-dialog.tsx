import { useState } from "react";
import type { PlanView } from "../../../shared/contract/plans.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { PlanDetailsFields } from "./plan-details-fields.tsx";
import { planDetailsForm, readPlanDetails } from "./plan-form.ts";
import { plansText } from "./plans-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface EditPlanDialogProps {
  readonly plan: PlanView;
  readonly onClose: () => void;
}

const words = plansText.editPlan;

/** Changes what a plan says of itself. Its prices stay as they are, because they never change (BEHAVIOUR 6.2). */
export function EditPlanDialog({ plan, onClose }: EditPlanDialogProps) {
  const [form, setForm] = useState(() => planDetailsForm(plan));
  const [wasTried, setWasTried] = useState(false);
  const updating = useEngineCommand("plans.update");
  const read = readPlanDetails(form, plan.features);

  const save = async () => {
    setWasTried(true);
    if (read.details === null) return;
    try {
      await updating.run({ planId: plan.id, ...read.details, features: [...read.details.features] });
      onClose();
      notice(words.done(read.details.name));
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <Dialog onClose={onClose} title={words.title(plan.name)} size={560}>
      <SubmitForm checksItself onSubmit={save}>
        <PlanDetailsFields
          form={form}
          onChange={(change) => setForm((before) => ({ ...before, ...change }))}
          read={read}
          showsProblems={wasTried}
          trialHint={words.trialHint}
        />
        {updating.error && <ErrorNotice error={updating.error} />}
        <FormButtons cancel={words.cancel} submit={words.save} onCancel={onClose} isPending={updating.isPending} />
      </SubmitForm>
    </Dialog>
  );
}
