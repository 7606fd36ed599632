// "Kho chung": what is not sent yet, what others sent, and what both changed, to choose from.

import { exchange } from "./bar.js";
import { allKept, makeQuestion, titleOf } from "/static/merging/merging.js";
import { api, encodePath, fill, make, words } from "/static/shell/desk.js";

const say = words.git;
const both = words.merging;
const place = document.getElementById("git-texts");
let shown = "";

document.addEventListener("desk:exchanged", ({ detail }) => draw(detail));

async function draw(standing) {
  if (!standing || standing.trouble) {
    place.replaceChildren(...(standing ? [] : [make("p", { className: "said" }, say.nobody)]));
    return;
  }
  const texts = await api("GET", "/api/git/texts").catch((refused) => ({ refused }));
  if (texts.refused) {
    place.replaceChildren(make("p", { className: "said error" }, `${texts.refused.message} ${texts.refused.remedy}`));
    return;
  }
  const now = JSON.stringify(texts, (key, value) => (key === "chosen" ? undefined : value));
  if (now === shown) return; // what somebody is choosing stays in place
  shown = now;
  place.replaceChildren(
    ...makeQuestions(texts.questions),
    ...makeList(say.there_title, texts.there),
    ...makeList(say.here_title, texts.here),
  );
}

function makeQuestions(questions) {
  if (!questions.length) return [];
  const made = questions.map((question) => {
    const titles = [titleOf(both.here_title, question.ours), titleOf(both.there_title, question.theirs)];
    const labels = { ours: both.keep_here, theirs: both.take_theirs };
    return makeQuestion(question, titles, labels, "h3", ({ message, remedy }) => alert([message, remedy].filter(Boolean).join(" ")));
  });
  const left = make("p", { className: "said warning", role: "alert", hidden: true });
  const join = make("button", { type: "button", className: "primary" }, say.join);
  join.addEventListener("click", async () => {
    const count = made.reduce((sum, { open }) => sum + open(), 0);
    left.hidden = !count;
    left.textContent = fill(both.left, { count });
    if (count) return;
    await allKept();
    exchange("join");
  });
  const title = make("h2", {}, fill(say.questions_title, { count: questions.length }));
  return [title, make("p", {}, say.questions_hint), ...made.map(({ element }) => element), left, make("div", { className: "row" }, join)];
}

function makeList(title, texts) {
  if (!texts.length) return [];
  const items = texts.map(({ path, title: name, opens }) => {
    const text = opens ? make("a", { href: `/bai/${encodePath(path)}` }, name) : name;
    return make("li", {}, text, ...(name === path ? [] : [make("span", { className: "git-path" }, path)]));
  });
  return [make("h2", {}, fill(title, { count: texts.length })), make("ul", { className: "git-list" }, ...items)];
}
