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

export async function save() {
  if (saving || !article) return;
  if (!isChanged()) {
    if (!savedAt) state.textContent = say.unchanged;
    announce(state.textContent);
    return;
  }
  saving = true;
  state.textContent = say.saving;
  const sent = collect();
  try {
    const answer = await api("PUT", `/api/article/${encodePath(path)}`, { ...sent, told });
    refused.hidden = true;
    savedAt = new Date().toTimeString().slice(0, 5);
    keep(answer, sent);
    announce(fill(say.saved, { time: savedAt }));
  } catch (why) {
    saving = false;
    await stopped(why);
  } finally {
    saving = false;
    show();
  }
}

async function stopped(why) {
  if (why.status === 428 && isWhole()) {
    alert(`${why.message} ${say.whole_first}`);
    return;
  }
  if (why.status === 428) {
    if (await askUntold()) {
      told = true;
      await save();
    }
    return;
  }
  refused.textContent = [why.message, why.remedy].filter(Boolean).join(" ");
  refused.hidden = false;
  announce(refused.textContent);
  if (why.status === 409) showConflict(why, save);
}

function show() {
  if (saving) return;
  const changed = isChanged();
  state.classList.toggle("is-unsaved", changed);
  state.textContent = changed ? say.unsaved : savedAt ? fill(say.saved, { time: savedAt }) : "";
  if (!changed) refused.hidden = true;
}
