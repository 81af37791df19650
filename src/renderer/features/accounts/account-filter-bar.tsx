import { Button, Chip, CloseButton, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef, useState, type RefObject } from "react";
import { isCivilDate } from "../../../shared/calendar.ts";
import { flushSync } from "react-dom";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { useBook } from "../../foundation/book.ts";
import { runCommand } from "../../foundation/commands.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { countText } from "../../foundation/count-text.ts";
import { isNarrowed, type AccountFilters } from "./account-filters.ts";
import classes from "./accounts-page.module.css";
import { accountsText } from "./accounts-text.ts";

interface AccountFilterBarProps {
  readonly filters: AccountFilters;
  readonly onChange: (filters: AccountFilters) => void;
  readonly onClear: () => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

const searchDelayMs = 140;
const { list, kinds } = accountsText;

/** What the list is narrowed to. */
export function AccountFilterBar({ filters, onChange, onClear, searchField }: AccountFilterBarProps) {
  return (
    <search className={classes.filters}>
      <KindChoice kind={filters.kind} onChange={(kind) => onChange({ ...filters, kind })} />
      <SearchField filters={filters} onChange={onChange} searchField={searchField} />
      <Chip size="xs" checked={filters.hasCredit} onChange={(hasCredit) => onChange({ ...filters, hasCredit })}>
        {list.hasCredit}
      </Chip>
      <Chip size="xs" checked={filters.isPastDue} onChange={(isPastDue) => onChange({ ...filters, isPastDue })}>
        {list.pastDue}
      </Chip>
      <PlanChoice planId={filters.planId} onChange={(planId) => onChange({ ...filters, planId })} />
      <Select
        aria-label={list.currency}
        placeholder={list.anyCurrency}
        data={[...currencyCodes]}
        value={filters.currency}
        onChange={(currency) => onChange({ ...filters, currency })}
        searchable
        clearable
        w={136}
      />
      <NoActivitySince
        on={filters.noActivitySinceOn}
        onChange={(noActivitySinceOn) => onChange({ ...filters, noActivitySinceOn })}
      />
      {isNarrowed(filters) && (
        <Button variant="subtle" size="compact-sm" onClick={onClear}>
          {list.clearFilters}
        </Button>
      )}
    </search>
  );
}

interface KindChoiceProps {
  readonly kind: AccountFilters["kind"];
  readonly onChange: (kind: AccountFilters["kind"]) => void;
}

function KindChoice({ kind, onChange }: KindChoiceProps) {
  const { accountCounts } = useBook();
  const withCount = (label: string, count: number) => `${label} ${countText(count)}`;
  return (
    <SegmentedControl
      aria-label={kinds.label}
      size="sm"
      value={kind ?? "all"}
      onChange={(value) => onChange(value === "user" || value === "organization" ? value : null)}
      data={[
        { value: "all", label: withCount(kinds.all, accountCounts.user + accountCounts.organization) },
        { value: "user", label: withCount(kinds.user, accountCounts.user) },
        { value: "organization", label: withCount(kinds.organization, accountCounts.organization) },
      ]}
    />
  );
}

function SearchField({ filters, onChange, searchField }: Omit<AccountFilterBarProps, "onClear">) {
  // What is typed shows at once; the list follows when the typing pauses.
  const [typed, setTyped] = useState(filters.search);
  const [lastSearch, setLastSearch] = useState(filters.search);
  if (filters.search !== lastSearch) {
    setLastSearch(filters.search);
    setTyped(filters.search);
  }
  const search = (text: string) => {
    setLastSearch(text);
    onChange({ ...filters, search: text });
  };
  const searchSoon = useDebouncedCallback(search, searchDelayMs);
  const clear = () => {
    searchField.current?.focus();
    search("");
  };
  return (
    <TextInput
      ref={searchField}
      className={classes.search}
      aria-label={list.search}
      placeholder={list.search}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      maxLength={200}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        searchSoon(currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.blur();
        if (event.key !== "ArrowDown" && event.key !== "Enter") return;
        // From what was searched straight into what was found, not into what was there before the search.
        event.preventDefault();
        flushSync(() => searchSoon.flush());
        runCommand(event.key === "Enter" ? "list.open" : "list.next");
      }}
      rightSection={typed !== "" && <CloseButton size="sm" aria-label={list.clearSearch} onClick={clear} />}
    />
  );
}

interface PlanChoiceProps {
  readonly planId: string | null;
  readonly onChange: (planId: string | null) => void;
}

function PlanChoice({ planId, onChange }: PlanChoiceProps) {
  const plans = useEngineQuery("plans.list", {});
  const options = (plans.data?.plans ?? []).map(({ id, name, forKind }) => ({
    value: id,
    label: `${name} · ${accountsText.kindNames[forKind]}`,
  }));
  return (
    <Select
      aria-label={list.plan}
      placeholder={list.anyPlan}
      data={options}
      value={planId}
      onChange={onChange}
      searchable
      clearable
      w={168}
    />
  );
}

interface NoActivitySinceProps {
  readonly on: string | null;
  readonly onChange: (on: string | null) => void;
}

/** A day that is still being typed is none; the field keeps what was typed of it. */
function NoActivitySince({ on, onChange }: NoActivitySinceProps) {
  const field = useRef<HTMLInputElement>(null);
  // A year that is typed digit by digit is one of the first centuries for a while, which is no day of a book.
  const [typed, setTyped] = useState<string | null>(null);
  const take = (value: string) => {
    const isDay = value === "" || isCivilDate(value);
    setTyped(isDay ? null : value);
    if (isDay) onChange(value === "" ? null : value);
  };
  const clear = () => {
    // The button goes with the day; who pressed it stays in the bar.
    field.current?.focus();
    onChange(null);
  };
  return (
    <TextInput
      ref={field}
      type="date"
      aria-label={list.noActivitySince}
      title={list.noActivitySinceHint}
      // A longer year is no day that a book knows.
      max="9999-12-31"
      leftSection={list.noActivitySince}
      leftSectionWidth={136}
      leftSectionProps={{ className: classes.fieldName }}
      value={typed ?? on ?? ""}
      onChange={({ currentTarget }) => take(currentTarget.value)}
      onBlur={() => setTyped(null)}
      rightSection={on !== null && <CloseButton size="sm" aria-label={list.clearNoActivitySince} onClick={clear} />}
      w={292}
    />
  );
}
