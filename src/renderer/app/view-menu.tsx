import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { text } from "../foundation/text.ts";
import { languageNames } from "../foundation/language.ts";
import { useViewStore, type Appearance, type Density, type Language } from "../foundation/view-store.ts";

const appearances: readonly (readonly [Appearance, string])[] = [
  ["auto", text.frame.appearanceAuto],
  ["light", text.frame.appearanceLight],
  ["dark", text.frame.appearanceDark],
];
const densities: readonly (readonly [Density, string])[] = [
  ["comfortable", text.frame.densityComfortable],
  ["compact", text.frame.densityCompact],
];

const languages: readonly (readonly [Language, string])[] = [
  ["auto", text.frame.languageAuto],
  ...(Object.entries(languageNames) as [Language, string][]),
];

/** How the desk looks and speaks: light or dark, comfortable or compact, with the names of its screens or without, in which language. */
export function ViewMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = useViewStore((state) => state.density);
  const language = useViewStore((state) => state.language);
  const isFolded = useViewStore((state) => state.isFolded);
  const setIsFolded = useViewStore((state) => state.setIsFolded);
  const setDensity = useViewStore((state) => state.setDensity);
  const setLanguage = useViewStore((state) => state.setLanguage);
  const speakAnew = (chosen: string): void => {
    setLanguage(chosen as Language);
    window.location.reload();
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text.frame.viewOptions}>
          <IconAdjustmentsHorizontal size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={text.frame.viewOptions}>
        <Menu.Label>{text.frame.appearance}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as Appearance)}>
          {appearances.map(radioItem)}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{text.frame.density}</Menu.Label>
        <Menu.RadioGroup value={density} onChange={(value) => setDensity(value as Density)}>
          {densities.map(radioItem)}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem checked={isFolded} onChange={setIsFolded}>
          {text.frame.navigationFolded}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <Menu.Label>{text.frame.language}</Menu.Label>
        <Menu.RadioGroup value={language} onChange={speakAnew}>
          {languages.map(radioItem)}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function radioItem([value, label]: readonly [string, string]) {
  return (
    <Menu.RadioItem key={value} value={value}>
      {label}
    </Menu.RadioItem>
  );
}
