import { Group, Input } from "@mantine/core";
import { toBase64 } from "../../../shared/base64.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FileChooser } from "../../components/file-chooser.tsx";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import classes from "./settings-page.module.css";
import { settingsText } from "./settings-text.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { notice } from "../../foundation/notice.tsx";

const words = settingsText.paper;

/** The picture at the head of the paper. It is saved as it is chosen, beside what else is being typed. */
export function LogoField({ logoId }: { readonly logoId: string | null }) {
  const saving = useEngineCommand("book.setLogo");

  const save = async (contentBase64: string | null) => {
    try {
      await saving.run({ contentBase64 });
      notice(contentBase64 === null ? words.logoRemoved : words.logoSaved);
    } catch {
      // The refusal stands below the buttons.
    }
  };
  const choose = async ([file]: readonly File[]) => {
    if (file) await save(toBase64(new Uint8Array(await file.arrayBuffer())));
  };

  return (
    <div>
      <Input.Label labelElement="div" display="block">
        {words.logo}
      </Input.Label>
      <Input.Description mb="xs">{words.logoHint}</Input.Description>
      <Group gap="sm">
        {logoId !== null && <Picture logoId={logoId} />}
        <FileChooser accept="image/png,image/jpeg" label={words.logo} onChoose={(files) => void choose(files)}>
          {(props) => (
            <ActionButton takes="book" {...props} variant="default" loading={saving.isPending}>
              {words.chooseLogo}
            </ActionButton>
          )}
        </FileChooser>
        {logoId !== null && (
          <ActionButton takes="book" variant="default" disabled={saving.isPending} onClick={() => void save(null)}>
            {words.removeLogo}
          </ActionButton>
        )}
      </Group>
      {saving.error && <ErrorNotice error={saving.error} />}
    </div>
  );
}

function Picture({ logoId }: { readonly logoId: string }) {
  const logo = useEngineQuery("book.logo", { logoId });
  if (!logo.data) return null;
  const { mediaType, contentBase64 } = logo.data;
  return <img className={classes.logo} src={`data:${mediaType};base64,${contentBase64}`} alt={words.logo} />;
}
