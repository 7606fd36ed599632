// Who approves: what stands in the file, and the buttons of whoever sits here. A step is a save of what
// the page shows, with the step's own lines in the head.

import { isWhole, path } from "/static/article/article.js";
import { save } from "/static/article/save.js";
import { api, encodePath, words } from "/static/shell/desk.js";

const room = document.getElementById("approval");
const back = document.getElementById("approval-back");
const note = document.getElementById("approval-note");

if (room) {
  for (const button of room.querySelectorAll("button[type=button]")) button.addEventListener("click", () => take(button.dataset.step));
  back.addEventListener("submit", (event) => {
    event.preventDefault();
    take("send_back");
  });
  document.addEventListener("desk:opened", show);
  document.addEventListener("desk:saved", show);
  show();
}

async function take(step) {
  if (isWhole()) alert(words.approval.whole_first);
  else await save({ step, message: note.value });
}

async function show() {
  const now = await api("GET", `/api/approval/${encodePath(path)}`).catch(() => null);
  if (!now) return;
  document.getElementById("approval-said").textContent = now.said.join(" ");
  const message = document.getElementById("approval-message");
  message.hidden = !now.message;
  message.querySelector("q").textContent = now.message;
  document.getElementById("approval-nobody").hidden = Boolean(now.name);
  for (const button of room.querySelectorAll("button[type=button]")) button.hidden = !now.steps.includes(button.dataset.step);
  back.hidden = !now.steps.includes("send_back");
  room.hidden = false;
}
