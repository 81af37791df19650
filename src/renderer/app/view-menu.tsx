import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconCheck } from "@tabler/icons-react";
import { text } from "../foundation/text.ts";
import { useViewStore, type Appearance, type Density } from "../foundation/view-store.ts";

const appearances: readonly (readonly [Appearance, string])[] = [
  ["auto", text.frame.appearanceAuto],
  ["light", text.frame.appearanceLight],
  ["dark", text.frame.appearanceDark],
];
const densities: readonly (readonly [Density, string])[] = [
  ["comfortable", text.frame.densityComfortable],
  ["compact", text.frame.densityCompact],
];

/** How the desk looks: light or dark, comfortable or compact. */
export function ViewMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density, setDensity } = useViewStore();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text.frame.viewOptions}>
          <IconAdjustmentsHorizontal size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={text.frame.viewOptions}>
        <Menu.Label>{text.frame.appearance}</Menu.Label>
        {appearances.map(([value, label]) => (
          <Choice key={value} label={label} isChosen={colorScheme === value} onChoose={() => setColorScheme(value)} />
        ))}
        <Menu.Divider />
        <Menu.Label>{text.frame.density}</Menu.Label>
        {densities.map(([value, label]) => (
          <Choice key={value} label={label} isChosen={density === value} onChoose={() => setDensity(value)} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ label, isChosen, onChoose }: ChoiceProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={isChosen}
      onClick={onChoose}
      rightSection={isChosen && <IconCheck size={14} aria-hidden="true" />}
    >
      {label}
    </Menu.Item>
  );
}
