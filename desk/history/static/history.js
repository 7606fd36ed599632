// On an article's page: text that is not saved is kept aside, and offered again after a crash; others
// who have the article open are named.
//
// A draft goes to the server 3 seconds after the last change and when the page is hidden or left. Where
// that fails it stays in this browser's own storage, from where the next page of the article brings it.

import * as page from "/static/article/article.js";
import { announce, api, encodePath, fill, make, words } from "/static/shell/desk.js";
import { makeSides } from "./differences.js";

const say = words.history;
const PAUSE_MS = 3000;
const BEAT_MS = 30_000;
// A browser lets a page that is left send no more.
const MOST_LEFT_BYTES = 60_000;
const STORED = "desk-draft:";
const own = crypto.randomUUID();
const address = encodePath(page.path);
const token = document.querySelector('meta[name="desk-token"]').content;
const bars = make("div", { id: "history-bars" });
const openBar = makeBar("warning");
const failBar = makeBar("error");

let timer = 0;
let kept = ""; // what the last draft said
let number = 0; // of drafts that were sent: the server keeps the newest, in whatever order they come
let pending = Promise.resolve(); // what is dropped is dropped after what was sent before
let taken = []; // windows whose drafts are in this one now

document.querySelector("main").prepend(bars);
bars.append(openBar, failBar);
document.addEventListener("desk:changed", changed);
document.addEventListener("desk:saved", saved);
document.addEventListener("visibilitychange", () => document.hidden && leave(false));
window.addEventListener("pagehide", () => leave(true));
window.addEventListener("pageshow", ({ persisted }) => persisted && beat());
setInterval(beat, BEAT_MS);
beat();
if (page.article) begin();
else document.addEventListener("desk:opened", begin, { once: true });

// --- keeping ---

function changed() {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE_MS);
}

/** The text that is to be kept as a draft, "" where there is nothing new. */
function unkept() {
  clearTimeout(timer);
  if (!page.isChanged()) return "";
  const payload = page.collect();
  const text = JSON.stringify(payload);
  if (text === kept) return "";
  kept = text;
  return JSON.stringify({ window: own, number: ++number, payload, moment: Date.now() / 1000 });
}

function keep() {
  const said = unkept();
  if (!said) return;
  pending = pending.then(async () => {
    try {
      await api("PUT", `/api/draft/${address}`, JSON.parse(said));
      forget(own, said);
      failBar.hidden = true;
    } catch (why) {
      kept = "";
      timer = setTimeout(keep, PAUSE_MS);
      const stored = store(own, said);
      sayFailed(why, stored);
    }
  });
}

function sayFailed(why, stored) {
  const text = [why.message, why.remedy, stored ? say.kept_here : say.kept_nowhere].filter(Boolean).join(" ");
  if (!failBar.hidden && failBar.textContent === text) return;
  show(failBar, make("p", {}, text));
  announce(text);
}

/** Nobody waits for an answer any more: what the server may not get stays in the browser. */
function leave(forGood) {
  const said = unkept();
  if (said) {
    store(own, said);
    const body = new Blob([said]);
    if (body.size < MOST_LEFT_BYTES) {
      const sent = send("PUT", `/api/draft/${address}`, said)
        .then(({ ok }) => ok && forget(own, said))
        .catch(() => {});
      pending = Promise.all([pending, sent]);
    } else if (!forGood) {
      kept = "";
      keep();
    }
  }
  if (forGood) send("POST", `/api/leave/${address}`, JSON.stringify({ window: own })).catch(() => {});
}

function send(method, where, body) {
  const headers = { "Content-Type": "application/json", "X-Desk-Token": token };
  return fetch(where, { method, headers, body, keepalive: true });
}

function saved() {
  clearTimeout(timer);
  kept = "";
  const ended = [own, ...taken];
  taken = [];
  failBar.hidden = true;
  for (const each of ended) {
    forget(each);
    pending = pending.then(() => drop(each)).catch(() => {});
  }
  if (page.isChanged()) changed(); // typed while it was saved
}

function drop(each) {
  return api("DELETE", `/api/draft/${address}?window=${each}`);
}

// --- this browser's own storage: full or forbidden, it is done without ---

function store(each, said) {
  try {
    localStorage.setItem(`${STORED}${page.path}:${each}`, said);
    return true;
  } catch {
    return false;
  }
}

/** said: what the server has now; a newer text stays. Without it, whatever is there. */
function forget(each, said) {
  const key = `${STORED}${page.path}:${each}`;
  try {
    if (said === undefined || localStorage.getItem(key) === said) localStorage.removeItem(key);
  } catch {
    // nothing is there
  }
}

function stored() {
  try {
    const prefix = `${STORED}${page.path}:`;
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => [key.slice(prefix.length), localStorage.getItem(key)]);
  } catch {
    return [];
  }
}

// --- offering ---

async function begin() {
  await takeVersion();
  for (const [each, said] of stored()) {
    try {
      await api("PUT", `/api/draft/${address}`, JSON.parse(said));
      forget(each, said);
    } catch {
      // it stays where it is
    }
  }
  const { drafts } = await api("GET", `/api/drafts/${address}`).catch(() => ({ drafts: [] }));
  for (const draft of drafts.filter(({ window }) => window !== own)) bars.append(makeOffer(draft));
}

/** The page of an article's history leads here with the name of a version. */
async function takeVersion() {
  const version = new URLSearchParams(location.search).get("ban");
  if (!version) return;
  history.replaceState(null, "", location.pathname);
  const bar = makeBar("warning");
  bars.append(bar);
  try {
    await page.reopen(await api("GET", `/api/version/${address}?ban=${encodeURIComponent(version)}`));
    show(bar, make("p", {}, say.version_taken));
    document.addEventListener("desk:saved", () => bar.remove(), { once: true });
  } catch (why) {
    show(bar, make("p", {}, [why.message, why.remedy].filter(Boolean).join(" ")));
  }
  announce(bar.textContent);
}

function makeOffer(draft) {
  const bar = makeBar("warning");
  const text = fill(say.offer, { name: draft.who, time: draft.time });
  const sides = makeSides(draft.differences, [say.in_file, say.in_draft]);
  const look = make("button", { type: "button" }, say.look);
  const take = make("button", { type: "button", className: "primary" }, say.take);
  const dismiss = make("button", { type: "button", className: "quiet" }, say.dismiss);
  sides.hidden = true;
  look.setAttribute("aria-expanded", "false");
  look.addEventListener("click", () => {
    sides.hidden = !sides.hidden;
    look.setAttribute("aria-expanded", String(!sides.hidden));
  });
  take.addEventListener("click", () => {
    if (page.isChanged() && !confirm(say.take_over)) return;
    answer(bar, async () => {
      await page.reopen(await api("GET", `/api/draft/${address}?window=${draft.window}`));
      taken.push(draft.window);
      announce(say.taken);
    });
  });
  dismiss.addEventListener("click", () => {
    if (confirm(say.dismiss_sure)) answer(bar, () => drop(draft.window));
  });
  const said = [make("p", {}, text)];
  if (draft.stale) said.push(make("p", {}, say.stale));
  show(bar, ...said, make("div", { className: "row" }, look, take, dismiss), sides);
  announce(text);
  return bar;
}

async function answer(bar, work) {
  try {
    await work();
    bar.remove();
    document.getElementById("main").focus();
  } catch (why) {
    bar.append(make("p", { role: "alert" }, [why.message, why.remedy].filter(Boolean).join(" ")));
  }
}

// --- who else ---

async function beat() {
  const { others } = await api("POST", `/api/open/${address}`, { window: own }).catch(() => ({ others: [] }));
  const text = others
    .filter(({ name, own: mine }, n) => others.findIndex((other) => other.name === name && other.own === mine) === n)
    .map(({ name, since, own: mine }) => fill(mine ? say.open_by_me : say.open_by, { name, time: since }))
    .join(" ");
  if (text === openBar.textContent) return;
  show(openBar, make("p", {}, text));
  openBar.hidden = !text;
  if (text) announce(text);
}

function makeBar(kind) {
  return make("div", { className: `said history-bar ${kind}`, hidden: true });
}

function show(bar, ...children) {
  bar.replaceChildren(...children);
  bar.hidden = false;
}
