// Articles beside which a program for shared folders put a copy: both are shown, to make one of them.

import { allKept, makeQuestion, titleOf } from "./merging.js";
import { api, fill, make, words } from "/static/shell/desk.js";

const say = words.merging;
const place = document.getElementById("copies");
const refusedBox = document.getElementById("copies-refused");

try {
  const { questions } = await api("GET", "/api/copies");
  place.replaceChildren(...(questions.length ? questions.map(makeCopy) : [make("p", { role: "status" }, say.no_copies)]));
} catch (refused) {
  fail(refused);
}

function makeCopy(question) {
  const titles = [titleOf(say.file_title, question.ours), titleOf(say.copy_title, question.theirs)];
  const { element, open } = makeQuestion(question, titles, { ours: say.keep_file, theirs: say.take_copy }, "h2", fail);
  if (!question.places.length) element.append(make("p", {}, say.same));
  const join = make("button", { type: "button", className: "primary" }, say.join_copy);
  join.addEventListener("click", async () => {
    if (open()) return fail({ message: fill(say.left, { count: open() }) });
    join.disabled = true;
    try {
      await allKept();
      const { goto } = await api("POST", "/api/copies", { path: question.copy });
      location.assign(goto);
    } catch (refused) {
      join.disabled = false;
      fail(refused);
    }
  });
  element.append(make("div", { className: "row" }, join, make("span", { className: "hint" }, say.join_copy_hint)));
  return element;
}

function fail({ message, remedy }) {
  refusedBox.textContent = [message, remedy].filter(Boolean).join(" ");
  refusedBox.hidden = false;
  refusedBox.scrollIntoView({ block: "nearest" });
}
