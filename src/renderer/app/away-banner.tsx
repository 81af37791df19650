import { IconPlugConnectedX } from "@tabler/icons-react";
import type { ErrorView } from "../../shared/errors.ts";
import classes from "./away-banner.module.css";
import { unansweredCodes } from "../foundation/engine.ts";
import { text } from "../foundation/text.ts";
import { ToldText } from "../components/told-text.tsx";

/**
 * The open book is away: its host has stopped, or its file is not what it was. Says so above everything, dialogs too, and what to do.
 * Nothing below it is covered, and the page looks for the book by itself.
 */
export function AwayBanner({ error }: { readonly error: ErrorView }) {
  return (
    <div role="alert" className={classes.banner} data-away-banner="">
      <IconPlugConnectedX size={20} aria-hidden="true" className={classes.icon} />
      <p className={classes.words}>
        <strong>{error.message}</strong> <ToldText>{error.remedy}</ToldText>{" "}
        {unansweredCodes.has(error.code) ? text.start.savedLater : text.start.staysTyped}
      </p>
    </div>
  );
}
