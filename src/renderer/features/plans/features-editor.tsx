import { ActionIcon, Button, Group, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { countText } from "../../foundation/count-text.ts";
import type { FeatureForm, ReadFeatures } from "./feature-form.ts";
import { plansText } from "./plans-text.ts";

interface FeaturesEditorProps {
  readonly features: readonly FeatureForm[];
  readonly onChange: (features: readonly FeatureForm[]) => void;
  /** What is wrong with each, once that is to be said. */
  readonly problems: ReadFeatures["problems"];
}

const words = plansText.features;

/** What a plan includes, one feature to a line. */
export function FeaturesEditor({ features, onChange, problems }: FeaturesEditorProps) {
  return (
    <Stack gap="xs">
      {features.map((feature, index) => (
        // A feature that is being typed has no id yet; its place is what it is known by.
        <Group key={index} gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            flex={1}
            aria-label={words.name(countText(index + 1))}
            placeholder={words.placeholder}
            maxLength={100}
            value={feature.name}
            error={problems[index]}
            onChange={({ currentTarget: { value: name } }) =>
              onChange(features.map((each, place) => (place === index ? { ...each, name } : each)))
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={words.remove(countText(index + 1))}
            onClick={() => onChange(features.filter((_, place) => place !== index))}
          >
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        </Group>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onChange([...features, { name: "", slug: "" }])}
        >
          {words.add}
        </Button>
      </div>
    </Stack>
  );
}
