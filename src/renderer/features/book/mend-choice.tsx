import { Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { countText } from "../../foundation/count-text.ts";
import { backupsText } from "./backups-text.ts";
import { notice } from "../../foundation/notice.tsx";

type Mended = MethodAnswer<"book.mend">;

const words = backupsText.mend;

/** Mending a damaged book, where one works on it or in place of one that cannot be opened. */
export function MendChoice() {
  const [isAsking, setAsking] = useState(false);
  return (
    <Stack gap="xs" align="flex-start">
      <Title order={2} size="h5">
        {words.title}
      </Title>
      <Text size="sm" maw="46rem">
        {words.explain}
      </Text>
      <ActionButton takes="book" size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {words.mend}
      </ActionButton>
      {isAsking && (
        <ConfirmDialog
          title={words.question}
          cancel={words.cancel}
          confirm={words.confirm}
          command="book.mend"
          input={{}}
          onDone={showMended}
          onClose={() => setAsking(false)}
        >
          <Text size="sm">{words.kept}</Text>
          <Text size="sm">{backupsText.restoreDialog.people}</Text>
          <Text size="sm">{backupsText.restoreDialog.jobs}</Text>
        </ConfirmDialog>
      )}
    </Stack>
  );
}

/** How many problems of a file are named; the command line names all. */
const namedProblems = 3;

/** Tells what was broken, what was saved and what was not, for as long as it is not closed. */
function showMended(mended: Mended): void {
  const title = words.done(countText(mended.entryCount));
  notice({
    title,
    message: (
      <Stack gap={4}>
        {outcomeOf(mended).map((line) => (
          <Text key={line} size="sm" style={{ overflowWrap: "anywhere" }}>
            {line}
          </Text>
        ))}
      </Stack>
    ),
    standsMs: false,
    announcement: `${title}.`,
  });
}

function outcomeOf({
  problems,
  way,
  sourcePath,
  takenCount,
  keptPath,
  notTakenCount,
  notTakenPath,
  missingSequences,
}: Mended): string[] {
  const broken = problems.length === 0 ? words.ledgerBroken : problems.slice(0, namedProblems).join("; ");
  const lines = [words.broken(broken)];
  if (way === "rebuilt") lines.push(words.rebuilt);
  if (sourcePath !== null) lines.push(words.fromBackup(fileNameOf(sourcePath)));
  if (takenCount > 0) lines.push(words.taken(countText(takenCount)));
  if (notTakenPath !== null) lines.push(words.notTaken(countText(notTakenCount), fileNameOf(notTakenPath)));
  if (missingSequences.length > 0) lines.push(words.missing(missingSequences.map(countText).join(", ")));
  if (way === "fromBackup") lines.push(words.others);
  lines.push(words.keptAs(fileNameOf(keptPath)));
  return lines;
}

const fileNameOf = (path: string): string => path.split(/[/\\]/u).at(-1) ?? path;
