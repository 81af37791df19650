import { useState } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { ListedReason } from "../../../shared/contract/credits.ts";
import type { TypedMoney } from "../../foundation/typed-money.ts";
import { tellBalance } from "../../foundation/told-balances.ts";
import { useEngineCommand, type EngineError } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { useMoneyReader } from "../../components/money-input.tsx";
import { useMoneyText } from "../../components/money.tsx";
import { typedAmount } from "../invoices/typed-amount.ts";
import type { Asking } from "../approvals/ask-fields.tsx";
import { useAsking } from "../approvals/use-asking.tsx";
import { dropDraft, keepDraft, openDraft } from "./adjustment-drafts.ts";
import {
  beginAdjustment,
  isBegun,
  problemsOf,
  readAdjustment,
  readAmount,
  type AdjustmentForm,
  type AdjustmentProblems,
} from "./adjustment-form.ts";
import { useAdjustmentNotice } from "./adjustment-notice.tsx";
import { creditsText } from "./credits-text.ts";

/** An adjustment while it is filled in. */
export interface AdjustmentInProgress {
  readonly form: AdjustmentForm;
  readonly amount: TypedMoney;
  readonly problems: AdjustmentProblems;
  /** Whether the form is one that was left before. */
  readonly isDraft: boolean;
  readonly isPending: boolean;
  /** Why the engine refused it. */
  readonly refusal: EngineError | null;
  readonly change: (changes: Partial<AdjustmentForm>) => void;
  /** What is said with it where it has to be asked for. */
  readonly asking: Asking;
  readonly changeAsking: (asking: Asking) => void;
  /** Make it, or ask for it where it needs approval, if it can be read; else say what is wrong. */
  readonly save: (needsApproval: boolean) => Promise<void>;
  /** Leave it for good. */
  readonly discard: () => void;
  readonly startOver: () => void;
}

/** An adjustment of an account, kept as a draft until it is made or discarded. */
export function useAdjustment(
  account: AccountView,
  reasons: readonly ListedReason[],
  onClose: () => void,
): AdjustmentInProgress {
  const begin = beginAdjustment(account.currency);
  const [draft] = useState(() => openDraft(account.id, begin));
  const [form, setForm] = useState(draft.form);
  const [isDraft, setIsDraft] = useState(draft.isKept);
  const [wasSubmitted, setWasSubmitted] = useState(false);
  // An amount below zero that was explained already, exactly as it was typed.
  const [explained, setExplained] = useState<string | null>(null);
  const adjust = useEngineCommand("credits.adjust", draft.runner);
  const asking = useAsking();
  const notice = useAdjustmentNotice();
  const readMoney = useMoneyReader();
  const moneyText = useMoneyText();

  const read = readMoney(form.amountText, form.currency);
  const belowZeroMinor = read.ok && read.amountMinor < 0 ? -read.amountMinor : null;
  const amount: TypedMoney =
    belowZeroMinor === null
      ? readAmount(read)
      : {
          ok: false,
          message: creditsText.belowZero(form.amountText.trim(), moneyText(belowZeroMinor, form.currency)),
        };
  const answer = readAdjustment(form, amount, reasons);

  const replace = (next: AdjustmentForm) => {
    setForm(next);
    if (isBegun(next, begin)) keepDraft(account.id, { form: next, runner: draft.runner });
    else dropDraft(account.id);
    // A refusal is about what was sent; it does not stay beside something else.
    if (adjust.error) adjust.clearError();
  };

  const save = async (needsApproval: boolean) => {
    setWasSubmitted(true);
    if (belowZeroMinor !== null) {
      if (explained !== form.amountText) return setExplained(form.amountText);
      // It was said what would come of it; what does is shown before it is sent.
      return replace({
        ...form,
        action: "decrease",
        amountText: typedAmount(belowZeroMinor, form.currency, operatorLocale),
      });
    }
    if (!answer.ok) return;
    if (needsApproval) {
      const wasAsked = await asking.ask("credits.adjust", { accountId: account.id, ...answer.adjustment });
      if (!wasAsked) return;
      dropDraft(account.id);
      return onClose();
    }
    try {
      const sentAtMs = performance.now();
      const { entry } = await adjust.run({ accountId: account.id, ...answer.adjustment });
      const { accountId, currency, balanceAfterMinor } = entry;
      tellBalance({ accountId, currency, balanceMinor: balanceAfterMinor, sentAtMs });
      dropDraft(account.id);
      notice.show(account.name, entry);
      onClose();
    } catch {
      // The refusal is shown beside the form from the command's state; what was typed stays.
    }
  };

  return {
    form,
    amount,
    problems: { ...problemsOf(adjust.error?.view ?? null), ...(wasSubmitted && !answer.ok ? answer.problems : {}) },
    isDraft,
    isPending: adjust.isPending || asking.isPending,
    refusal: asking.error ?? adjust.error,
    asking: asking.asking,
    changeAsking: asking.change,
    change: (changes) => replace({ ...form, ...changes }),
    save,
    discard: () => {
      dropDraft(account.id);
      onClose();
    },
    startOver: () => {
      replace(begin);
      setIsDraft(false);
      setWasSubmitted(false);
    },
  };
}
