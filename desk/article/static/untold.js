// A published article says something else: its readers hear of it, or need not.

import { set, valueOf } from "./form.js";

const dialog = document.getElementById("untold");
const wrong = document.getElementById("untold-wrong");
const right = document.getElementById("untold-right");

/** Gives whether it may be saved now; what was chosen stands in the form. */
export function askUntold() {
  return new Promise((answer) => {
    const ends = new AbortController();
    const on = (id, choose) =>
      document.getElementById(id).addEventListener("click", () => choose() && dialog.close("save"), { signal: ends.signal });
    on("untold-correction", correct);
    on("untold-minor", () => minor() || true);
    on("untold-unread", () => true);
    dialog.addEventListener(
      "close",
      () => {
        ends.abort();
        answer(dialog.returnValue === "save");
      },
      { once: true },
    );
    dialog.returnValue = "";
    dialog.showModal();
  });
}

function correct() {
  const empty = [wrong, right].find(({ value }) => !value.trim());
  if (empty) {
    empty.focus();
    return false;
  }
  const line = [today(), ...[wrong, right].map(({ value }) => value.replace(/[\s|]+/g, " ").trim())].join(" | ");
  set("corrections", [...valueOf("corrections"), line]);
  wrong.value = right.value = "";
  return true;
}

/** One that stands there already speaks of another day. */
function minor() {
  if (valueOf("minor")) set("modified", today());
  set("minor", "có");
}

function today() {
  const now = new Date();
  return [now.getDate(), now.getMonth() + 1].map((part) => String(part).padStart(2, "0")).join("/") + `/${now.getFullYear()}`;
}
