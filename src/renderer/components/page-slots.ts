import { createContext } from "react";

/** Where the frame lets a page put its breadcrumbs: an ordered list, once it is there. */
export const BreadcrumbsSlotContext = createContext<HTMLElement | null>(null);
