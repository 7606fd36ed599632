// The file is another than the one that was opened: both texts are shown, and nothing is written until
// somebody chooses.

import { collect, rebase, take } from "./article.js";
import { announce, api, make, words } from "/static/shell/desk.js";
import { makeSides } from "/static/history/differences.js";

const say = words.article;
const panel = document.getElementById("conflict");
const said = document.getElementById("conflict-said");
const sides = document.getElementById("conflict-sides");
const notes = document.getElementById("article-notes");
let ends = new AbortController();

/** now, differences: as the server answered; save: tries again. */
export function showConflict({ message, now, differences }, save) {
  ends.abort();
  ends = new AbortController();
  const on = (name, act) => document.getElementById(`conflict-${name}`).addEventListener("click", act, { signal: ends.signal });
  said.textContent = message;
  sides.replaceChildren(makeSides(differences, [say.in_file, say.in_window]));
  panel.hidden = false;
  document.getElementById("conflict-title").focus();
  on("mine", () => {
    close(now);
    save();
  });
  on("theirs", async () => {
    if (!confirm(say.theirs_sure)) return;
    notes.append(copy(say.my_copy, await textNow()));
    close(now);
    take(now);
    announce(say.taken);
  });
  on("merge", () => {
    const shown = copy(say.their_copy, textOf(now));
    shown.open = true;
    notes.append(make("p", { className: "said" }, say.merging), shown);
    close(now);
    shown.querySelector("summary").focus();
  });
}

function close({ base }) {
  panel.hidden = true;
  rebase(base);
}

function copy(title, text) {
  const area = make("textarea", { readOnly: true, rows: 12, lang: "vi", value: text });
  area.setAttribute("aria-label", title);
  return make("details", { className: "article-copy" }, make("summary", {}, title), area);
}

function textOf({ head, body }) {
  return head + body.map(({ raw }) => raw).join("");
}

async function textNow() {
  const { text } = await api("POST", "/api/whole", collect());
  return text;
}
