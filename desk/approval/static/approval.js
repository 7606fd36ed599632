// Who approves: what stands in the file, and the buttons of whoever sits here. A step is a save of what
// the page shows, with the step's own lines in the head.

import { isWhole, path } from "/static/article/article.js";
import { save } from "/static/article/save.js";
import { api, encodePath, words } from "/static/shell/desk.js";

// How the panel looks where somebody has to do something, and where nobody has.
const LOOKS = { returned: "warning", review: "warning", void: "warning", approved: "good" };
const room = document.getElementById("approval");
const buttons = room.querySelectorAll("button[data-step]");
const back = document.getElementById("approval-back");
const note = document.getElementById("approval-note");

for (const button of buttons) button.addEventListener("click", () => take(button.dataset.step));
back.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  take("send_back");
});
document.addEventListener("desk:opened", show);
document.addEventListener("desk:saved", show);
document.addEventListener("desk:named", (event) => {
  event.preventDefault(); // what was typed stays
  show();
});
show();

async function take(step) {
  if (isWhole()) alert(words.approval.whole_first);
  else await save({ step, message: note.value });
}

async function show() {
  const now = await api("GET", `/api/approval/${encodePath(path)}`).catch(() => null);
  if (!now) return;
  room.classList.remove(...Object.values(LOOKS));
  const look = LOOKS[now.message ? "returned" : now.state];
  if (look) room.classList.add(look);
  document.getElementById("approval-said").textContent = now.said.join(" ");
  const message = document.getElementById("approval-message");
  message.hidden = !now.message;
  message.querySelector("q").textContent = now.message;
  document.getElementById("approval-changes").hidden = now.state !== "void";
  for (const button of buttons) button.hidden = !now.steps.includes(button.dataset.step);
  back.hidden = !now.steps.includes("send_back");
  room.hidden = false;
}
