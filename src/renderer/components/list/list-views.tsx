import { Button, Menu, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useCommand } from "../../foundation/commands.ts";
import { text } from "../../foundation/text.ts";
import { useViewStore, type OwnView } from "../../foundation/view-store.ts";
import { Dialog } from "../dialog.tsx";
import { FormButtons } from "../form-buttons.tsx";
import { SubmitForm } from "../submit-form.tsx";
import classes from "./list-bar.module.css";

/** What a list is narrowed to, under a name. */
export interface ListView<Filters> {
  readonly name: string;
  readonly filters: Filters;
}

interface ListViewsProps<Filters> {
  /** Under which one's own views are kept. */
  readonly listId: string;
  /** Those that the list has by itself. */
  readonly views: readonly ListView<Filters>[];
  readonly filters: Filters;
  /** Takes what was kept, which may be anything, as filters. */
  readonly read: (stored: unknown) => Filters;
  readonly onChoose: (filters: Filters) => void;
}

const noViews: readonly OwnView[] = [];

/** The views of a list, one's own among them. */
export function ListViews<Filters>({ listId, views, filters, read, onChoose }: ListViewsProps<Filters>) {
  const [isSaving, setIsSaving] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useCommand("views.open", () => button.current?.click());
  const own = useViewStore((state) => state.views[listId]) ?? noViews;
  const keep = useViewStore((state) => state.setViews);
  const isOpen = (view: ListView<Filters>) => JSON.stringify(view.filters) === JSON.stringify(filters);
  const ownViews = own.map(({ name, filters: stored }) => ({ name, filters: read(stored) }));
  const open = [...views, ...ownViews].find(isOpen);
  const openOwn = ownViews.find(isOpen);
  const item = ({ name }: ListView<Filters>) => (
    <Menu.RadioItem key={name} value={name} closeMenuOnClick>
      {name}
    </Menu.RadioItem>
  );

  return (
    <>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <Button
            ref={button}
            size="compact-sm"
            variant="default"
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            className={classes.view}
            title={text.lists.view}
          >
            {open?.name ?? text.lists.narrowed}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={open?.name ?? null}
            onChange={(name) => {
              const chosen = [...views, ...ownViews].find((view) => view.name === name);
              if (chosen) onChoose(chosen.filters);
            }}
          >
            {views.map(item)}
            {ownViews.length > 0 && <Menu.Divider />}
            {ownViews.map(item)}
          </Menu.RadioGroup>
          <Menu.Divider />
          {openOwn ? (
            <Menu.Item
              onClick={() =>
                keep(
                  listId,
                  own.filter(({ name }) => name !== openOwn.name),
                )
              }
            >
              {text.lists.removeView(openOwn.name)}
            </Menu.Item>
          ) : (
            <Menu.Item disabled={open !== undefined} onClick={() => setIsSaving(true)}>
              {text.lists.saveView}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isSaving && (
        <SaveViewDialog
          taken={[...views, ...own].map(({ name }) => name)}
          onClose={() => setIsSaving(false)}
          onSave={(name) => keep(listId, [...own, { name, filters }])}
        />
      )}
    </>
  );
}

interface SaveViewDialogProps {
  readonly taken: readonly string[];
  readonly onClose: () => void;
  readonly onSave: (name: string) => void;
}

function SaveViewDialog({ taken, onClose, onSave }: SaveViewDialogProps) {
  const [name, setName] = useState("");
  const isTaken = taken.includes(name.trim());
  return (
    <Dialog title={text.lists.saveViewTitle} onClose={onClose} size="sm">
      <SubmitForm
        onSubmit={() => {
          if (isTaken || name.trim() === "") return;
          onSave(name.trim());
          onClose();
        }}
      >
        <TextInput
          label={text.lists.viewName}
          required
          maxLength={60}
          value={name}
          error={isTaken && text.lists.viewNameTaken}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FormButtons submit={text.lists.saveViewNow} cancel={text.lists.cancel} isPending={false} onCancel={onClose} />
      </SubmitForm>
    </Dialog>
  );
}
