import { Anchor, type AnchorProps } from "@mantine/core";
import type { ReactNode } from "react";
import { addressOf, type Place } from "../foundation/router.ts";

interface PlaceLinkProps extends Omit<AnchorProps, "href"> {
  readonly to: Place;
  readonly tabIndex?: number;
  readonly title?: string;
  readonly children: ReactNode;
}

/** A link to another place of the application. */
export function PlaceLink({ to, children, ...rest }: PlaceLinkProps) {
  return (
    <Anchor href={addressOf(to)} {...rest}>
      {children}
    </Anchor>
  );
}
