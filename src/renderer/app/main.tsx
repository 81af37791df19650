import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { theme } from "./theme.ts";
import { deskLanguage } from "../foundation/language.ts";
import { platform } from "../platform/platform.ts";
import { useViewStore } from "../foundation/view-store.ts";

void platform.tellLanguage(deskLanguage);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");

// Open where the desk was left, unless the address says where.
if (window.location.hash === "") {
  window.history.replaceState(null, "", useViewStore.getState().lastAddress);
}

const page = createRoot(root);
const show = () =>
  page.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
// Lists measure what they show, so the letters are there before anything is shown; without them the page has those of the system.
document.fonts.load(`1rem ${theme.fontFamily}`).then(show, show);
