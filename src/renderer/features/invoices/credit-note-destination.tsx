import { Radio, Stack, Text } from "@mantine/core";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { MoneyInput } from "../../components/money-input.tsx";
import { useMoneyText } from "../../components/money.tsx";
import classes from "./credit-note-dialog.module.css";
import type { CreditNoteForm } from "./credit-note-form.ts";
import { creditNotesText } from "./credit-notes-text.ts";

interface CreditNoteDestinationChoiceProps {
  readonly form: CreditNoteForm;
  readonly currency: string;
  readonly preview: MethodOutput<"creditNotes.preview"> | undefined;
  /** What of the total an own split leaves over; null while it cannot be read. */
  readonly unassignedMinor: number | null;
  readonly onChange: (changes: Partial<CreditNoteForm>) => void;
}

const words = creditNotesText.issuing;

/** Where a credit note's amount goes: back the way it came, to account credit, or in parts that add up to it. */
export function CreditNoteDestinationChoice(props: CreditNoteDestinationChoiceProps) {
  const { form, onChange } = props;
  return (
    <Radio.Group
      label={words.destination}
      value={form.destination}
      onChange={(value) => onChange({ destination: value })}
    >
      <Stack gap={6} mt={6}>
        <Radio value="origin" label={words.origin} description={words.originHint} />
        <Radio value="credit" label={words.toCredit} />
        <Radio value="split" label={words.split} />
        {form.destination === "split" && <Split {...props} />}
      </Stack>
    </Radio.Group>
  );
}

function Split({ form, currency, preview, unassignedMinor, onChange }: CreditNoteDestinationChoiceProps) {
  const moneyText = useMoneyText();
  const fields = [
    {
      name: "toCredit",
      label: words.toCreditAmount,
      mostMinor: preview && preview.figures.totalMinor - preview.figures.toDueMinor,
    },
    {
      name: "toPaymentMethod",
      label: words.toPaymentMethodAmount,
      mostMinor: preview?.refundableToPaymentMethodMinor,
    },
    { name: "outOfBand", label: words.outOfBandAmount, mostMinor: preview?.refundableOutOfBandMinor },
  ] as const;
  return (
    <>
      <table className={classes.lines}>
        <tbody>
          {fields.map(({ name, label, mostMinor }) => (
            <tr key={name}>
              <th scope="row">{label}</th>
              <td className={classes.limit}>
                {mostMinor !== undefined && words.atMost(moneyText(mostMinor, currency))}
              </td>
              <td className={classes.amount}>
                <MoneyInput
                  size="xs"
                  aria-label={label}
                  currency={currency}
                  showsCurrency={false}
                  value={form[name]}
                  onChange={(typed) => onChange({ [name]: typed })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text component="output" size="xs" c={unassignedMinor === 0 ? "dimmed" : "red"} mih="1.5em">
        {unassignedMinor !== null && unassignedMinor !== 0 && unassignedText(unassignedMinor)}
      </Text>
    </>
  );

  function unassignedText(leftMinor: number): string {
    const amount = moneyText(Math.abs(leftMinor), currency);
    return leftMinor > 0 ? words.unassigned(amount) : words.overassigned(amount);
  }
}
