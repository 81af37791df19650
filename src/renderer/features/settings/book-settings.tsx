import { Button, Fieldset, Group, Input, Radio, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import type { BookSettingsView } from "../../../shared/contract/book.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { currencyNameOf } from "../../foundation/regional.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { PaperLanguageSelect, PaperTextarea } from "../../components/paper-fields.tsx";
import { Section } from "../../components/section.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { LogoField } from "./logo-field.tsx";
import { numberFields, readSettings, refusedNumbers, settingsFormOf, type SettingsForm } from "./settings-form.ts";
import { settingsText } from "./settings-text.ts";
import { useWhyNot } from "../../foundation/session.ts";
import { notice } from "../../foundation/notice.tsx";

const { paper, numbers, retries } = settingsText;
const afterLastRetryChoices = ["keep", "cancel", "uncollectible"] as const;

/**
 * How the book bills. What was not typed into follows the book, so that a change made elsewhere shows here and is not
 * overwritten.
 */
export function BookSettings({ settings }: { readonly settings: BookSettingsView }) {
  const [changed, setChanged] = useState<Partial<SettingsForm>>({});
  const [wasTried, setWasTried] = useState(false);
  const configuring = useEngineCommand("book.configure");
  const whyNot = useWhyNot("book");
  const { input, problems } = readSettings(changed);
  const form = { ...settingsFormOf(settings), ...changed };
  const refused = refusedNumbers(configuring.error?.view ?? null);
  const shown = wasTried ? { ...refused, ...problems } : {};
  const isChanged = Object.keys(changed).length > 0;
  const set = (change: Partial<SettingsForm>) => {
    setChanged((before) => withoutUnchanged({ ...before, ...change }, settingsFormOf(settings)));
    if (configuring.error) configuring.clearError();
  };
  const discard = () => {
    setChanged({});
    setWasTried(false);
    configuring.clearError();
  };

  const save = async () => {
    setWasTried(true);
    if (input === null || !isChanged) return;
    try {
      await configuring.run(input);
      discard();
      notice(settingsText.saved);
    } catch {
      // The refusal stands at its field, or else below all of them, and what was typed stays.
    }
  };

  return (
    <SubmitForm checksItself onSubmit={save}>
      {whyNot !== null && (
        <Text size="sm" c="dimmed" mb="sm">
          {settingsText.onlyRead} {whyNot}
        </Text>
      )}
      <Fieldset variant="unstyled" m={0} miw={0} disabled={whyNot !== null}>
        <Stack gap="lg">
          <Section title={paper.title}>
            <Stack gap="sm" pt="sm">
              <TextInput
                required
                label={paper.name}
                description={paper.nameHint}
                maxLength={120}
                value={form.name}
                error={shown.name}
                onChange={({ currentTarget }) => set({ name: currentTarget.value })}
              />
              <TextInput
                label={paper.sellerName}
                placeholder={form.name}
                maxLength={200}
                dir="auto"
                value={form.sellerName}
                onChange={({ currentTarget }) => set({ sellerName: currentTarget.value })}
              />
              <PaperTextarea
                label={paper.sellerAddress}
                maxLength={1000}
                value={form.sellerAddress}
                error={shown.sellerAddress}
                onChange={(sellerAddress) => set({ sellerAddress })}
              />
              <PaperTextarea
                label={paper.sellerTaxNumbers}
                description={paper.sellerTaxNumbersHint}
                maxLength={300}
                value={form.sellerTaxNumbers}
                error={shown.sellerTaxNumbers}
                onChange={(sellerTaxNumbers) => set({ sellerTaxNumbers })}
              />
              <PaperTextarea
                label={paper.paymentDetails}
                description={paper.paymentDetailsHint}
                maxLength={1000}
                value={form.paymentDetails}
                error={shown.paymentDetails}
                onChange={(paymentDetails) => set({ paymentDetails })}
              />
              <LogoField logoId={settings.logoId} />
              <PaperLanguageSelect
                label={paper.language}
                value={form.paperLanguage}
                onChange={(paperLanguage) => paperLanguage && set({ paperLanguage })}
              />
              <TextInput
                required
                label={paper.terms}
                description={paper.termsHint}
                inputMode="numeric"
                autoComplete="off"
                value={form.terms}
                error={shown.terms}
                onChange={({ currentTarget }) => set({ terms: currentTarget.value })}
              />
              <Textarea
                label={paper.note}
                description={paper.noteHint}
                autosize
                minRows={2}
                maxRows={8}
                maxLength={2000}
                value={form.note}
                onChange={({ currentTarget }) => set({ note: currentTarget.value })}
              />
              <div>
                <Input.Label labelElement="div" display="block">
                  {paper.fixed}
                </Input.Label>
                <Input.Description mb={4}>{paper.fixedHint}</Input.Description>
                <Text size="sm">
                  {settings.timeZone} · {settings.currency}, {currencyNameOf(settings.currency)}
                </Text>
              </div>
            </Stack>
          </Section>
          <Section title={numbers.title}>
            <Stack gap="sm" pt="sm">
              <Text size="sm" c="dimmed">
                {numbers.explain}
              </Text>
              {numberFields.map((field) => (
                <TextInput
                  key={field}
                  required
                  label={numbers[field]}
                  autoComplete="off"
                  spellCheck={false}
                  maxLength={28}
                  value={form[field]}
                  error={shown[field]}
                  onChange={({ currentTarget }) => set({ [field]: currentTarget.value })}
                />
              ))}
            </Stack>
          </Section>
          <Section title={retries.title}>
            <Stack gap="sm" pt="sm">
              <Text size="sm" c="dimmed">
                {retries.explain}
              </Text>
              <TextInput
                label={retries.days}
                description={retries.daysHint}
                autoComplete="off"
                value={form.retryDays}
                error={shown.retryDays}
                onChange={({ currentTarget }) => set({ retryDays: currentTarget.value })}
              />
              <Radio.Group
                label={retries.after}
                value={form.afterLastRetry}
                onChange={(value) => {
                  const choice = afterLastRetryChoices.find((each) => each === value);
                  if (choice) set({ afterLastRetry: choice });
                }}
              >
                <Stack gap="xs" mt={4}>
                  {afterLastRetryChoices.map((choice) => (
                    <Radio
                      key={choice}
                      value={choice}
                      label={retries.afterLastRetry[choice].label}
                      description={retries.afterLastRetry[choice].hint}
                    />
                  ))}
                </Stack>
              </Radio.Group>
            </Stack>
          </Section>
          {configuring.error && Object.keys(refused).length === 0 && <ErrorNotice error={configuring.error} />}
          <Group gap="sm">
            <Button type="submit" loading={configuring.isPending} disabled={!isChanged}>
              {settingsText.saveBook}
            </Button>
            {isChanged && (
              <Button variant="default" onClick={discard}>
                {settingsText.discard}
              </Button>
            )}
          </Group>
        </Stack>
      </Fieldset>
    </SubmitForm>
  );
}

/** What was typed back to what the book says is no change. */
function withoutUnchanged(changed: Partial<SettingsForm>, known: SettingsForm): Partial<SettingsForm> {
  return Object.fromEntries(
    Object.entries(changed).filter(([field, value]) => value !== known[field as keyof SettingsForm]),
  );
}
