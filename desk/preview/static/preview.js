// The page as readers will see it, beside the form while somebody types, and what is wrong in it.

import * as page from "/static/article/article.js";
import { api, encodePath, words } from "/static/shell/desk.js";
import { makeFrames } from "./frames.js";
import { placeOf } from "./place.js";
import { showProblems } from "./problems.js";

const PAUSE_MS = 150;
const SAYING_MS = 1000; // whoever waits longer is told so
const AGAIN_MS = 3000;
const NEWER = 409; // somebody else's text was waited for

const say = words.preview;
const room = document.getElementById("preview");
const said = document.getElementById("preview-said");
const frames = makeFrames(document.getElementById("preview-frames"), room.dataset.origin, place);
let asked = new AbortController();
let pause = 0;
let isShown = false;

document.addEventListener("desk:opened", ask);
document.addEventListener("desk:changed", () => soon(ask));
for (const kind of ["keyup", "pointerup", "focusin"]) document.addEventListener(kind, () => (pause ||= setTimeout(follow, PAUSE_MS)));
for (const button of room.querySelectorAll("[data-width]")) button.addEventListener("click", choose);
if (page.article) ask();

function soon(act, after = PAUSE_MS) {
  clearTimeout(pause);
  pause = setTimeout(act, after);
}

function place() {
  return placeOf(document.activeElement);
}

function follow() {
  pause = 0;
  frames.follow(place());
}

async function ask() {
  clearTimeout(pause);
  pause = 0;
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  const waiting = setTimeout(() => tell(say.waiting), SAYING_MS);
  try {
    show(await api("POST", `/api/preview/${encodePath(page.path)}`, page.collect(), signal));
  } catch (refused) {
    if (signal.aborted) return;
    tell(refused.message);
    if (refused.status === 0 || refused.status === NEWER || refused.status >= 500) soon(ask, AGAIN_MS);
  } finally {
    clearTimeout(waiting);
  }
}

function show({ address, problems, said: why }) {
  room.hidden = false;
  if (address) frames.load(address);
  isShown ||= Boolean(address);
  tell(why || (address ? "" : isShown ? say.old_page : say.no_page));
  showProblems(problems);
  document.dispatchEvent(new CustomEvent("desk:problems", { detail: problems }));
  if (why) soon(ask, AGAIN_MS);
}

function tell(sentence) {
  room.hidden = false;
  said.hidden = !sentence;
  if (said.textContent !== sentence) said.textContent = sentence;
}

function choose({ currentTarget }) {
  for (const button of room.querySelectorAll("[data-width]")) button.setAttribute("aria-pressed", button === currentTarget);
  frames.resize(Number(currentTarget.dataset.width));
}
