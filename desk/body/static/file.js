// A card for a file that readers can take: its name as the page shows it.

import { make, words } from "/static/shell/desk.js";

const say = words.body;

/** {element, read}; read gives {path, name}. */
export function fileCard({ path = "", name = "" }) {
  const shown = make("input", { type: "text", lang: "vi", value: name });
  const where = make("input", { type: "text", value: path, placeholder: "tep/2025/mau-don.pdf", spellcheck: false });
  const element = make(
    "div",
    { className: "body-file" },
    make("label", { className: "field" }, say.file_name, shown),
    make("label", { className: "field" }, say.file_path, where),
  );
  return { element, read: () => ({ path: where.value.trim(), name: shown.value }) };
}
