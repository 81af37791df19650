import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { countText } from "../../foundation/count-text.ts";
import { MoneyInput } from "../../components/money-input.tsx";
import { plansText } from "./plans-text.ts";
import classes from "./seat-tiers-editor.module.css";
import {
  addTier,
  changeTier,
  removeTier,
  tierStarts,
  type ReadSeatPrice,
  type SeatPriceForm,
} from "./seat-price-form.ts";

interface SeatTiersEditorProps {
  readonly form: SeatPriceForm;
  readonly currency: string;
  readonly onChange: (form: SeatPriceForm) => void;
  /** What is wrong with it, once that is to be said. */
  readonly problems: ReadSeatPrice | null;
}

const words = plansText.seats;

/** The tiers of a price of seats. Each starts where the one before ends, and the last has no end. */
export function SeatTiersEditor({ form, currency, onChange, problems }: SeatTiersEditorProps) {
  const starts = tierStarts(form.tiers);
  const lastIndex = form.tiers.length - 1;
  return (
    <fieldset className={classes.seats}>
      <legend className="visually-hidden">{words.title}</legend>
      <p className={classes.hint}>{words.explain}</p>
      <TextInput
        label={words.blockSize}
        description={words.blockSizeHint}
        inputMode="numeric"
        required
        w={180}
        value={form.blockSize}
        error={problems?.blockSizeProblem}
        onChange={({ currentTarget }) => onChange({ ...form, blockSize: currentTarget.value })}
      />
      <div className={classes.grid} aria-hidden="true">
        <span>{words.from}</span>
        <span>{words.to}</span>
        <span>{words.fee}</span>
      </div>
      {form.tiers.map((tier, index) => {
        const name = words.tier(countText(index + 1));
        const start = starts[index] ?? null;
        const found = problems?.tierProblems[index];
        return (
          // A tier is its place: it has no id, and one that is removed takes its fields with it.
          <div key={index} className={classes.grid}>
            <span className={classes.start}>{start === null ? "…" : countText(start)}</span>
            {index === lastIndex ? (
              <span className={classes.start}>{words.noEnd}</span>
            ) : (
              <TextInput
                aria-label={`${name}: ${words.to}`}
                inputMode="numeric"
                value={tier.endsAfterBlock}
                error={found?.endsAfterBlock}
                onChange={({ currentTarget }) =>
                  onChange(changeTier(form, index, { endsAfterBlock: currentTarget.value }))
                }
              />
            )}
            <MoneyInput
              aria-label={`${name}: ${words.fee}`}
              currency={currency}
              value={tier.fee}
              error={found?.fee}
              onChange={(fee) => onChange(changeTier(form, index, { fee }))}
            />
            {form.tiers.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={words.remove(countText(index + 1))}
                onClick={() => onChange(removeTier(form, index))}
              >
                <IconX size={16} aria-hidden="true" />
              </ActionIcon>
            )}
          </div>
        );
      })}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onChange(addTier(form))}
        >
          {words.add}
        </Button>
      </div>
    </fieldset>
  );
}
