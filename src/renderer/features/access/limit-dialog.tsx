import { Group, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { limitedRoles, type CreditLimit } from "../../../shared/contract/limits.ts";
import { CurrencySelect } from "../../components/currency-select.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { MoneyInput, useMoneyReader } from "../../components/money-input.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { useBook } from "../../foundation/book.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { typedAmount } from "../invoices/typed-amount.ts";
import { limitsText } from "./limits-text.ts";
import { operatorsText } from "./operators-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = limitsText.form;

interface LimitDialogProps {
  /** Null: one is added, or put in the place of what there is. */
  readonly limit: CreditLimit | null;
  readonly onClose: () => void;
}

/** Says how much a role may give or take by hand in a currency. */
export function LimitDialog({ limit, onClose }: LimitDialogProps) {
  const book = useBook();
  const readMoney = useMoneyReader();
  const [role, setRole] = useState<CreditLimit["role"]>(limit?.role ?? "clerk");
  const [currency, setCurrency] = useState(limit?.currency ?? book.currency);
  const typed = (amountMinor: number | null | undefined) =>
    amountMinor === null || amountMinor === undefined ? "" : typedAmount(amountMinor, currency, operatorLocale);
  const [perAct, setPerAct] = useState(typed(limit?.perActMinor));
  const [perDay, setPerDay] = useState(typed(limit?.perDayMinor));
  const [wasTried, setWasTried] = useState(false);
  const setting = useEngineCommand("limits.set");

  const read = (text: string): { amountMinor: number | null; problem: string | null } => {
    if (text.trim() === "") return { amountMinor: null, problem: null };
    const parsed = readMoney(text, currency);
    if (!parsed.ok) return { amountMinor: null, problem: parsed.message };
    return { amountMinor: parsed.amountMinor, problem: parsed.amountMinor < 0 ? words.belowZero : null };
  };
  const [act, day] = [read(perAct), read(perDay)];

  const save = async () => {
    setWasTried(true);
    if (act.problem !== null || day.problem !== null) return;
    try {
      await setting.run({ role, currency, perActMinor: act.amountMinor, perDayMinor: day.amountMinor });
      onClose();
      notice(words.saved(role, currency));
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <Dialog onClose={onClose} title={limit === null ? words.addTitle : words.editTitle(limit.role, limit.currency)}>
      <SubmitForm checksItself onSubmit={save}>
        <Stack gap="sm">
          {limit === null && (
            <>
              <Radio.Group label={words.role} value={role} onChange={(value) => setRole(value)}>
                <Group gap="lg" my={4}>
                  {limitedRoles.map((each) => (
                    <Radio key={each} value={each} label={operatorsText.roles[each].label} />
                  ))}
                </Group>
              </Radio.Group>
              <CurrencySelect label={words.currency} value={currency} onChange={setCurrency} />
            </>
          )}
          <MoneyInput
            data-autofocus
            label={words.perAct}
            description={words.hint}
            currency={currency}
            value={perAct}
            error={wasTried && act.problem}
            onChange={setPerAct}
          />
          <MoneyInput
            label={words.perDay}
            description={`${words.dayHint} ${words.hint}`}
            currency={currency}
            value={perDay}
            error={wasTried && day.problem}
            onChange={setPerDay}
          />
          {setting.error && <ErrorNotice error={setting.error} />}
        </Stack>
        <FormButtons cancel={words.cancel} submit={words.save} onCancel={onClose} isPending={setting.isPending} />
      </SubmitForm>
    </Dialog>
  );
}
