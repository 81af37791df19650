import { Button, Group } from "@mantine/core";
import { Money, useMoneyText } from "../../components/money.tsx";
import { MoneyInput } from "../../components/money-input.tsx";
import classes from "./credit-note-dialog.module.css";
import type { AmountProblem, CreditableLine, CreditNoteForm } from "./credit-note-form.ts";
import { creditNotesText } from "./credit-notes-text.ts";

interface CreditNoteLinesProps {
  readonly lines: readonly CreditableLine[];
  readonly currency: string;
  readonly amounts: CreditNoteForm["amounts"];
  readonly problems: ReadonlyMap<number, AmountProblem>;
  readonly onChange: (amounts: CreditNoteForm["amounts"]) => void;
  readonly allThatIsLeft: () => CreditNoteForm["amounts"];
}

const words = creditNotesText.issuing;

/** The lines of the invoice with a field each for how much of it is credited. It starts with all that is left. */
export function CreditNoteLines(props: CreditNoteLinesProps) {
  const { lines, currency, amounts, problems, onChange, allThatIsLeft } = props;
  const moneyText = useMoneyText();
  const firstOpen = lines.find(({ leftMinor }) => leftMinor > 0)?.position;
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <h3 className={classes.heading}>{words.lines}</h3>
        <Group gap={4}>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(allThatIsLeft())}>
            {words.takesAll}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange({})}>
            {words.takesNothing}
          </Button>
        </Group>
      </Group>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.left}</th>
            <th scope="col">{words.amount}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ position, description, isNegative, leftMinor }) => (
            <tr key={position}>
              <th scope="row">{description}</th>
              <td>
                {leftMinor === 0 ? (
                  words.allCredited
                ) : (
                  <Money amountMinor={isNegative ? -leftMinor : leftMinor} currency={currency} />
                )}
              </td>
              <td className={classes.amount}>
                {leftMinor > 0 && (
                  <MoneyInput
                    size="xs"
                    aria-label={words.amountOf(description)}
                    currency={currency}
                    showsCurrency={false}
                    {...(isNegative && { leftSection: "−", leftSectionWidth: 24 })}
                    {...(position === firstOpen && { "data-autofocus": true })}
                    value={amounts[position] ?? ""}
                    onChange={(amount) => onChange({ ...amounts, [position]: amount })}
                    error={problemText(problems.get(position), (amountMinor) => moneyText(amountMinor, currency))}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.hint}>{words.before}</p>
    </div>
  );
}

function problemText(problem: AmountProblem | undefined, money: (amountMinor: number) => string): string | null {
  if (problem === undefined) return null;
  if (problem.kind === "unreadable") return problem.message;
  return problem.kind === "negative" ? words.negative : words.tooMuch(money(problem.leftMinor));
}
