// What would change for readers: articles by kind, the words of each, addresses, what to look at again.

import { makeSides } from "/static/history/differences.js";
import { api, encodePath, fill, make, Refused, words } from "/static/shell/desk.js";
import { makeDetails, makeFaults, makeItem, makeList } from "./parts.js";

const say = words.publishing;

/** plan: as GET /api/publishing/plan has it. */
export function makePlan(plan) {
  if (plan.nothing_new) {
    const said = make("p", { className: "said good" }, fill(say.nothing_new, { time: plan.live }));
    return plan.pending ? [said, make("p", {}, say.pending)] : [said];
  }
  const parts = [make("p", {}, plan.live ? fill(say.since, { time: plan.live }) : say.first), ...plan.texts.flatMap(makeGroup)];
  if (plan.lost.length) parts.push(make("h3", {}, say.lost), makeList(plan.lost));
  const { count, items } = plan.warnings;
  if (count) parts.push(makeDetails(fill(say.warnings, { count }), makeFaults(items), ...left(count, items, "p")));
  if (plan.shortfalls.length) parts.push(make("h3", {}, say.shortfalls), makeList(plan.shortfalls));
  return [...parts, makePages(plan)];
}

function makeGroup({ kind, count, items }) {
  const rows = items.map((item) => {
    const shown = { file: item.opens ? item.file : "", title: item.title, notes: [item.address, ...item.notes].filter(Boolean) };
    return makeItem(shown, ...(item.has_words ? [makeWords(item)] : []));
  });
  const list = make("ul", { className: "publishing-list" }, ...rows, ...left(count, items, "li"));
  return [make("h3", {}, fill(say[kind], { count })), list];
}

function makeWords({ file }) {
  const place = make("div", {}, make("p", {}, say.waiting));
  const box = makeDetails(say.words, place);
  box.addEventListener("toggle", async () => place.replaceChildren(await sidesOf(file)), { once: true });
  return box;
}

async function sidesOf(file) {
  try {
    const { differences } = await api("GET", `/api/publishing/words/${encodePath(file)}`);
    if (differences?.length) return makeSides(differences, [say.readers_have, say.is_here]);
    return make("p", {}, differences ? say.same_words : say.unknown_words);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return make("p", { className: "said error" }, `${refused.message} ${refused.remedy}`);
  }
}

function makePages({ pages, counts }) {
  const lists = Object.entries(pages)
    .filter(([, [count]]) => count)
    .flatMap(([kind, [count, found]]) => [make("h3", {}, say[`pages_${kind}`]), makeList(found), ...left(count, found, "p")]);
  return makeDetails(fill(say.pages, { counts }), ...lists);
}

function left(count, shown, tag) {
  return count > shown.length ? [make(tag, {}, fill(say.more, { count: count - shown.length }))] : [];
}
