import { apiSections } from "../sections.ts";
import { renderDocsPage } from "./docs-page.ts";
import { describeApi, type ApiDescription } from "./openapi.ts";

/** The version of Clerk's Backend API whose paths are answered. */
const apiVersion = "2026-05-12";

let described: ApiDescription | undefined;
let page: string | undefined;

/** The description of the whole API. Made when it is first asked for; it is the same for every book. */
export function apiDescription(): ApiDescription {
  described ??= describeApi(apiSections, apiVersion);
  return described;
}

/** The same as a page to read. */
export function docsPage(): string {
  page ??= renderDocsPage(apiDescription());
  return page;
}
