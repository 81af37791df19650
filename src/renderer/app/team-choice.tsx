import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { text } from "../foundation/text.ts";
import { platform } from "../platform/platform.ts";
import { TeamDialog } from "./team-dialog.tsx";

const words = text.team;

/** The way to a ledger that the team has already, before there is a book of one's own. Nothing in a browser, in whose bar its address is typed. */
export function TeamChoice() {
  const [isAsking, setAsking] = useState(false);
  const { openTeamLedger } = platform;
  if (!openTeamLedger) return null;
  return (
    <>
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex={1}>
          {words.welcome}
        </Text>
        <Button variant="default" onClick={() => setAsking(true)}>
          {words.openFromWelcome}
        </Button>
      </Group>
      {isAsking && <TeamDialog open={openTeamLedger} onClose={() => setAsking(false)} />}
    </>
  );
}
