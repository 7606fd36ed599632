// Saving: the button, Ctrl+S, what became of it, and whatever stands in its way.

import { article, collect, isChanged, isWhole, keep, path } from "./article.js";
import { showConflict } from "./conflict.js";
import { askUntold } from "./untold.js";
import { announce, api, encodePath, fill, words } from "/static/shell/desk.js";

const say = words.article;
const button = document.getElementById("save");
const state = document.getElementById("save-state");
const refused = document.getElementById("save-refused");
let saving = false;
let savedAt = "";
let told = false; // whether readers hear of what changed, or need not: asked once

button.addEventListener("click", () => save());
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  if (event.isComposing) document.addEventListener("compositionend", () => setTimeout(save), { once: true });
  else save();
});
document.addEventListener("desk:opened", () => setTimeout(show)); // once every room shows what was opened
document.addEventListener("desk:changed", show);
window.addEventListener("beforeunload", (event) => {
  if (isChanged()) event.preventDefault();
});

/** step: {step, message} of desk/approval, which writes its lines into the same file. */
export async function save(step = null) {
  if (saving || !article) return;
  if (!step && !isChanged()) {
    if (!savedAt) state.textContent = say.unchanged;
    announce(state.textContent);
    return;
  }
  saving = true;
  state.textContent = say.saving;
  const sent = collect();
  try {
    const [method, room] = step ? ["POST", "approval"] : ["PUT", "article"];
    const answer = await api(method, `/api/${room}/${encodePath(path)}`, { ...sent, told, ...step });
    refused.hidden = true;
    savedAt = new Date().toTimeString().slice(0, 5);
    for (const [key, value] of Object.entries(answer.fields ?? {})) {
      document.dispatchEvent(new CustomEvent("desk:field", { detail: { key, value } }));
    }
    keep(answer, { ...sent, fields: { ...sent.fields, ...answer.fields } });
    announce(fill(say.saved, { time: savedAt }));
  } catch (why) {
    saving = false;
    await stopped(why, step);
  } finally {
    saving = false;
    show();
  }
}

async function stopped(why, step) {
  if (why.status === 428 && isWhole()) {
    alert(`${why.message} ${say.whole_first}`);
    return;
  }
  if (why.status === 428) {
    if (await askUntold()) {
      told = true;
      await save(step);
    }
    return;
  }
  refused.textContent = [why.message, why.remedy].filter(Boolean).join(" ");
  refused.hidden = false;
  announce(refused.textContent);
  if (why.status === 409) showConflict(why, () => save(step));
}

function show() {
  if (saving) return;
  const changed = isChanged();
  state.classList.toggle("is-unsaved", changed);
  state.textContent = changed ? say.unsaved : savedAt ? fill(say.saved, { time: savedAt }) : "";
  if (!changed) refused.hidden = true;
}
