import { PlaceLink } from "../../components/place-link.tsx";
import { placeOfSubject, shortId } from "./webhook-events.ts";
import classes from "./webhooks.module.css";

interface WebhookSubjectProps {
  readonly id: string;
  /** Whether there is room for only a part of the id. Default false. */
  readonly isShort?: boolean;
}

/** What a delivery is about; leads there where there is such a place. */
export function WebhookSubject({ id, isShort = false }: WebhookSubjectProps) {
  const place = placeOfSubject(id);
  const text = isShort ? shortId(id) : id;
  const className = isShort ? classes.whole : classes.subject;
  return place === null ? (
    <span className={className} title={id}>
      {text}
    </span>
  ) : (
    <PlaceLink to={place} size="sm" className={className} title={id}>
      {text}
    </PlaceLink>
  );
}
