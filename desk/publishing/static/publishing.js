// "Đăng trang": what would change for readers, the publication, how far it is, the releases.
//
// The work is a process of its own: this page only asks where it stands, so it may be closed and
// opened again meanwhile.

import { announce, api, button, fill, make, Refused, words } from "/static/shell/desk.js";
import { ask } from "./ask.js";
import { makeList } from "./parts.js";
import { makePlan } from "./plan.js";
import { showReleases } from "./releases.js";
import { makeEnd, makeRunning, titleOf } from "./work.js";

const say = words.publishing;
const POLL_MS = 400;
const LOST_MS = 3000;
const BUSY = 423;
const { target, back, may } = document.getElementById("publishing").dataset;
const refusedBox = document.getElementById("publishing-refused");
const places = Object.fromEntries(["run", "plan", "releases"].map((name) => [name, place(name)]));

let announced = "";
let hasAsked = false;

begin();

async function begin() {
  const shown = await attempt(() => api("GET", "/api/publishing"));
  if (!shown) return;
  listReleases();
  if (shown.running) return watch(shown.running);
  if (shown.run?.target === target) showWork("run", shown.run);
  if (back) places.plan.append(make("div", { className: "row" }, button(say.look_again, lookAgain)));
  else lookAgain();
}

async function lookAgain() {
  await attempt(async () => {
    await api("POST", "/api/publishing/plan", { target });
    await watch("plan");
  });
}

const publish = (plan, allowed) => run("", { sign: plan.sign, allowed });
const rollBack = (release) => run("/rollback", { release });

async function run(address, asked) {
  document.querySelector(".publishing-ask")?.close();
  places.run.replaceChildren(); // of the last one
  await attempt(async () => {
    await api("POST", `/api/publishing${address}`, { target, ...asked });
    await watch("run");
  });
}

/** Until nothing is at work; then what has become of `begun`, which may be done before it is asked for. */
async function watch(begun) {
  let last = begun;
  let isLost = false;
  for (;;) {
    let shown;
    try {
      shown = await api("GET", "/api/publishing");
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      showRefused(refused);
      isLost = true;
      await pause(LOST_MS);
      continue;
    }
    if (isLost) refusedBox.hidden = true;
    isLost = false;
    const now = shown.running || last;
    last = now;
    if (!shown[now]) return;
    if (now === "run") places.plan.parentElement.hidden = true;
    if (shown.running) {
      showWork(now, shown[now]);
      await pause(POLL_MS);
      continue;
    }
    if (now === "plan" && shown.plan.state === "good") return showPlan();
    showWork(now, shown[now], button(say.look_again, lookAgain));
    if (now === "run") listReleases();
    return;
  }
}

/** buttons: below its end. */
function showWork(name, work, ...buttons) {
  const at = places[name];
  at.parentElement.hidden = false;
  if (name === "run") at.previousElementSibling.textContent = work.state === "running" ? say.now : say.last_run;
  if (work.state === "running") {
    at.replaceChildren(...makeRunning(name, work));
    sayOnce(work.steps.find(({ state }) => state === "now")?.name ?? titleOf(name, work));
    return;
  }
  at.replaceChildren(...makeEnd(work, make("div", { className: "row" }, ...buttons)));
  if (name === "run") sayOnce(work.end.sentence);
}

async function showPlan() {
  const plan = await api("GET", "/api/publishing/plan");
  const row = make("div", { className: "row publishing-bar" }, button(say.look_again, lookAgain));
  if (may && (!plan.nothing_new || plan.pending)) {
    row.prepend(button(plan.nothing_new ? say.finish : say.publish, () => publishAsked(row, plan), "primary"));
  }
  places.plan.replaceChildren(...makePlan(plan), row);
  sayOnce(plan.nothing_new ? fill(say.nothing_new, { time: plan.live }) : say.plan_ready);
}

/** What the command line would ask is asked here, with its facts. */
function publishAsked(row, plan) {
  if (!plan.questions.length) return publish(plan, []);
  const parts = plan.questions.flatMap(({ sentence, facts }) => [make("p", {}, sentence), makeList(facts)]);
  ask(row, parts, say.publish_anyway, () => publish(plan, plan.questions.map(({ name }) => name)));
}

async function listReleases() {
  await showReleases(places.releases, target, may ? rollBack : null);
  if (back && may && !hasAsked) askAsLinked();
}

/** The journal leads here to take a publication back: the question is open then, once. */
function askAsLinked() {
  const at = places.releases;
  hasAsked = true;
  const start = at.querySelector(`[data-release="${CSS.escape(back)}"] button`);
  if (start) start.click();
  else if (at.querySelector("ul")) at.prepend(make("p", { className: "said warning" }, say.back_gone));
}

function place(name) {
  return document.querySelector(`#publishing-${name} .publishing-work`);
}

/** What `work` gives, undefined where it is refused; then the page says why, and shows what is at
    work instead. */
async function attempt(work) {
  refusedBox.hidden = true;
  try {
    return await work();
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    showRefused(refused);
    refusedBox.focus();
    if (refused.status === BUSY) await watch("plan");
  }
}

function showRefused({ message, remedy }) {
  refusedBox.textContent = `${message} ${remedy}`.trim();
  refusedBox.hidden = false;
}

function sayOnce(text) {
  if (text === announced) return;
  announced = text;
  announce(text);
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
