import { useEffect } from "react";
import { createPortal } from "react-dom";
import type { OperatorView } from "../../../shared/contract/operators.ts";
import { operatorsText } from "./operators-text.ts";
import { SignInForm } from "./sign-in-form.tsx";
import classes from "./sign-in.module.css";

const words = operatorsText.signIn;

/**
 * Covers a desk that somebody left or locked. The screens behind it stay as they are, unseen and out of reach, so that whoever comes back
 * goes on where they were; somebody else begins anew.
 */
export function LockScreen({ lastOperator }: { readonly lastOperator: OperatorView | null }) {
  useEffect(() => {
    const { body, activeElement } = document;
    body.dataset["locked"] = "";
    // A key that is pressed nowhere in particular closes no dialog either.
    body.dataset["mantineStopPropagation"] = "true";
    return () => {
      delete body.dataset["locked"];
      delete body.dataset["mantineStopPropagation"];
      if (activeElement instanceof HTMLElement && activeElement.isConnected) activeElement.focus();
    };
  }, []);
  return createPortal(
    <dialog open className={classes.lock} aria-modal="true" aria-label={words.lockedTitle} data-lock-screen="">
      <SignInForm
        title={words.lockedTitle}
        explain={lastOperator ? words.lockedExplain(lastOperator.name) : words.explain}
        lastName={lastOperator?.signInName ?? ""}
        keepsPage
        onSignedIn={(operatorId) => {
          if (operatorId !== lastOperator?.id) window.location.reload();
        }}
      />
    </dialog>,
    document.body,
  );
}
