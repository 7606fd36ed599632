// A card for a file that readers can take: which one, and its name as the page shows it.

import { choose, send } from "/static/photos/upload.js";
import { announce, fill, make, words } from "/static/shell/desk.js";
import { write } from "./typing.js";

const say = words.body;

/** {element, read}; read gives {path, name}. */
export function fileCard({ path = "", name = "" }, onChange) {
  const shown = make("input", { type: "text", lang: "vi", value: name });
  const where = make("p", { className: "hint body-path" });
  const said = make("div", {});
  const button = make("button", { type: "button" });
  said.setAttribute("role", "status");
  button.addEventListener("click", () => choose("", false, take));

  function show() {
    where.textContent = path || say.file_none;
    button.textContent = path ? say.file_change : say.file_choose;
  }

  async function take([file]) {
    tell("", fill(say.file_sending, { name: file.name }));
    try {
      const answer = await send("file", file);
      path = answer.path;
      said.replaceChildren();
      if (answer.notes.length) tell("warning", answer.notes.join(" "));
      show();
      onChange();
      write(shown, (text) => (text.trim() ? null : { from: 0, to: text.length, text: answer.name }));
      announce(fill(say.file_taken, { path }));
    } catch (refused) {
      tell("error", [refused.message, refused.remedy].filter(Boolean).join(" "));
    }
  }

  function tell(kind, sentence) {
    said.replaceChildren(make("p", { className: `said ${kind}` }, sentence));
  }

  show();
  const element = make(
    "div",
    { className: "body-file" },
    make("label", { className: "field" }, say.file_name, shown),
    where,
    make("div", { className: "row" }, button),
    said,
  );
  return { element, read: () => ({ path, name: shown.value }) };
}
