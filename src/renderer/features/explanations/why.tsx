import { CloseButton, Popover, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { Explanation } from "../../../shared/contract/explanation.ts";
import { Money, useMoneyText } from "../../components/money.tsx";
import { ExplanationSteps } from "./explanation-steps.tsx";
import { explanationsText as words } from "./explanations-text.ts";
import classes from "./why.module.css";

interface WhyProps {
  /** What the figure is, as it stands beside it: "Amount due". */
  readonly name: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly showsPlus?: boolean;
  /** How it came about. Where nothing is known, the figure stands there and cannot be asked. */
  readonly steps: Explanation;
}

/**
 * A figure that answers why it is what it is (BEHAVIOUR 8.10). A click or Enter opens the steps, with the focus in them; Esc
 * closes them and gives the focus back to the figure.
 */
export function Why({ name, amountMinor, currency, showsPlus = false, steps }: WhyProps) {
  const [isOpen, setOpen] = useState(false);
  const moneyText = useMoneyText();
  const figure = moneyText(amountMinor, currency, showsPlus);
  if (steps.length === 0) return <Money amountMinor={amountMinor} currency={currency} showsPlus={showsPlus} />;
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={460}
      shadow="md"
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
      // As high as there is room for; what is more is scrolled to.
      middlewares={{ flip: true, shift: true, size: true }}
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.figure}
          aria-label={words.ask(name, figure)}
          onClick={() => setOpen((wasOpen) => !wasOpen)}
        >
          <Money amountMinor={amountMinor} currency={currency} showsPlus={showsPlus} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.answer} maw="92vw" aria-label={words.label(name)}>
        <div className={classes.head}>
          <p className={classes.title}>
            {words.title(figure)} <span className={classes.name}>{name}</span>
          </p>
          <CloseButton size="sm" aria-label={words.close} onClick={() => setOpen(false)} />
        </div>
        <ExplanationSteps steps={steps} currency={currency} />
      </Popover.Dropdown>
    </Popover>
  );
}
