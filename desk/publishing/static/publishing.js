// "Đăng trang": what would change for readers, the publication, how far it is, the releases.
//
// The work is a process of its own: this page only asks where it stands, so it may be closed and
// opened again meanwhile.

import { makeSides } from "/static/history/differences.js";
import { announce, api, encodePath, fill, make, Refused, words } from "/static/shell/desk.js";

const say = words.publishing;
const POLL_MS = 400;
const LOST_MS = 3000;
const target = document.getElementById("publishing").dataset.target;
const refusedBox = document.getElementById("publishing-refused");
const places = Object.fromEntries(["run", "plan", "releases"].map((name) => [name, place(name)]));

let announced = "";

begin();

async function begin() {
  const shown = await attempt(() => api("GET", "/api/publishing"));
  if (!shown) return;
  showReleases();
  if (shown.running) return watch();
  if (shown.run?.target === target) showWork("run", shown.run);
  lookAgain();
}

async function lookAgain() {
  await attempt(async () => {
    await api("POST", "/api/publishing/plan", { target });
    await watch();
  });
}

const publish = (plan, allowed) => run("", { sign: plan.sign, allowed });
const rollBack = (release) => run("/rollback", { release });

async function run(address, asked) {
  document.querySelector(".publishing-ask")?.remove();
  places.run.replaceChildren(); // of the last one
  await attempt(async () => {
    await api("POST", `/api/publishing${address}`, { target, ...asked });
    await watch();
  });
}

/** Until nothing is at work; then what has become of it. */
async function watch() {
  let last = "";
  for (;;) {
    let shown;
    try {
      shown = await api("GET", "/api/publishing");
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      showRefused(refused);
      await pause(LOST_MS);
      continue;
    }
    refusedBox.hidden = true;
    const now = shown.running || last || "plan";
    last = now;
    showWork(now, shown[now]);
    if (now === "run") places.plan.parentElement.hidden = true;
    if (shown.running) {
      await pause(POLL_MS);
      continue;
    }
    if (now === "run") {
      places.run.append(make("div", { className: "row" }, button(say.look_again, lookAgain)));
      showReleases();
    } else if (shown.plan.state === "good") await showPlan();
    else places.plan.append(make("div", { className: "row" }, button(say.look_again, lookAgain)));
    return;
  }
}

// --- a work and where it stands ---

function showWork(name, work) {
  const at = places[name];
  at.parentElement.hidden = false;
  const title = work.command === "rollback" ? say.rolling_back : name === "plan" ? say.looking : say.publishing;
  at.replaceChildren();
  if (work.state === "running") {
    at.append(make("p", {}, fill(title, { time: work.time, target: work.target })), makeSteps(work.steps));
    at.append(make("p", { className: "hint" }, name === "run" ? say.may_close : say.nothing_yet));
    sayOnce(work.steps.at(-1)?.name ?? title);
    return;
  }
  if (name === "plan" && work.state === "good") return;
  at.append(...makeEnd(work));
  if (name === "run") sayOnce(work.end.sentence);
}

function makeSteps(steps) {
  const items = steps.map(({ name, done, total }, n) => {
    const isLast = n === steps.length - 1;
    const text = isLast ? (total ? fill(say.counted, { done, total }) : say.at_work) : say.done;
    const item = make("li", {}, `${name}: ${text}`);
    if (isLast) item.setAttribute("aria-current", "step");
    return item;
  });
  return make("ol", { className: "publishing-steps" }, ...items);
}

function makeEnd({ end, state, time }) {
  const said = make("p", { className: `said ${state === "good" ? "good" : "error"}` }, make("b", {}, `${time}: `), end.sentence);
  const parts = [said];
  if (end.faults.length) parts.push(makeList(end.faults));
  if (end.compared.length) parts.push(makeDetails(fill(say.compared, { count: end.compared.length }), makeList(end.compared.map(linkTo))));
  if (end.url && state === "good") {
    const link = make("a", { className: "button", href: end.url, target: "_blank", rel: "noopener" }, say.open_live);
    parts.push(make("div", { className: "row" }, link));
  }
  if (end.details) parts.push(makeDetails(say.details, make("pre", { tabIndex: 0 }, end.details)));
  return parts;
}

// --- what would change ---

async function showPlan() {
  const plan = await api("GET", "/api/publishing/plan");
  const at = places.plan;
  at.replaceChildren();
  if (plan.nothing_new) {
    at.append(make("p", { className: "said good" }, fill(say.nothing_new, { time: plan.live })));
    if (plan.pending) at.append(make("p", {}, say.pending));
  } else {
    at.append(make("p", {}, plan.live ? fill(say.since, { time: plan.live }) : say.first));
    for (const group of plan.texts) at.append(...makeGroup(group));
    if (plan.lost.length) at.append(make("h3", {}, say.lost), makeList(plan.lost));
    at.append(makePages(plan));
    if (plan.warnings.length) at.append(makeDetails(fill(say.warnings, { count: plan.warnings.length }), makeList(plan.warnings)));
    if (plan.shortfalls.length) at.append(make("h3", {}, say.shortfalls), makeList(plan.shortfalls));
  }
  const row = make("div", { className: "row" });
  if (!plan.nothing_new || plan.pending) {
    const start = button(plan.nothing_new ? say.finish : say.publish, () => ask(row, plan, start));
    start.className = "primary";
    row.append(start);
  }
  row.append(button(say.look_again, lookAgain));
  at.append(row);
  sayOnce(plan.nothing_new ? fill(say.nothing_new, { time: plan.live }) : say.plan_ready);
}

function makeGroup({ kind, count, items }) {
  const rows = items.map((item) => {
    const title = item.opens ? make("a", { href: `/bai/${encodePath(item.file)}` }, item.title) : item.title;
    const notes = [item.address, ...item.notes].filter(Boolean);
    const row = make("li", {}, title, ...notes.map((note) => make("span", { className: "publishing-note" }, note)));
    if (item.has_words) row.append(makeWords(item));
    return row;
  });
  const left = count - items.length;
  if (left) rows.push(make("li", {}, fill(say.more, { count: left })));
  return [make("h3", {}, fill(say[kind], { count })), make("ul", {}, ...rows)];
}

function makeWords({ file }) {
  const place = make("div", {}, make("p", {}, say.waiting));
  const box = makeDetails(say.words, place);
  box.addEventListener(
    "toggle",
    async () => {
      const { differences } = (await attempt(() => api("GET", `/api/publishing/words/${encodePath(file)}`))) ?? {};
      const known = differences?.length ? makeSides(differences, [say.readers_have, say.is_here]) : null;
      place.replaceChildren(known ?? make("p", {}, differences ? say.same_words : say.unknown_words));
    },
    { once: true },
  );
  return box;
}

function makePages({ pages, others }) {
  const counts = Object.fromEntries(Object.entries(pages).map(([kind, [count]]) => [kind, count]));
  const lists = Object.entries(pages)
    .filter(([, [count]]) => count)
    .flatMap(([kind, [count, found]]) => {
      const items = count > found.length ? [...found, fill(say.more, { count: count - found.length })] : found;
      return [make("h3", {}, say[`pages_${kind}`]), makeList(items)];
    });
  return makeDetails(fill(say.pages, { ...counts, others }), ...lists);
}

/** What the command line would ask is asked here, with its facts; nothing is agreed to unasked. */
function ask(row, plan, start) {
  if (!plan.questions.length) return publish(plan, []);
  const parts = plan.questions.flatMap(({ sentence, facts }) => [make("p", {}, sentence), makeList(facts)]);
  const yes = () => publish(plan, plan.questions.map(({ name }) => name));
  askAt(row, parts, say.publish_anyway, yes, start);
}

function askAt(before, parts, doIt, yes, start) {
  document.querySelector(".publishing-ask")?.remove();
  const box = make("div", { className: "publishing-ask", role: "group", tabIndex: -1 }, ...parts);
  const close = () => {
    box.remove();
    start.focus();
  };
  const sure = button(doIt, yes);
  sure.className = "danger";
  box.setAttribute("aria-label", say.question);
  box.append(make("div", { className: "row" }, sure, button(say.no, close)));
  before.before(box);
  box.focus();
}

// --- releases ---

async function showReleases() {
  const at = places.releases;
  try {
    const { releases } = await api("GET", `/api/publishing/releases?target=${encodeURIComponent(target)}`);
    if (!releases.length) return at.replaceChildren(make("p", {}, say.no_releases));
    const live = releases.findIndex((release) => release.live);
    at.replaceChildren(make("ul", { className: "publishing-list" }, ...releases.map((each, n) => makeRelease(each, n === live + 1))));
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    const said = make("p", { className: "said error" }, refused.message);
    at.replaceChildren(said, ...(refused.remedy ? [makeDetails(say.details, make("pre", { tabIndex: 0 }, refused.remedy))] : []));
  }
}

function makeRelease(release, isBefore) {
  const item = make("li", {}, make("b", {}, release.time), make("span", {}, release.changed));
  if (release.live) {
    item.append(make("span", {}, say.live));
    return item;
  }
  const label = make("span", { className: "visually-hidden" }, ` ${release.time}`);
  const start = button(isBefore ? say.back_one : say.back_to, () => {
    const sentence = make("p", {}, fill(say.back_sure, { time: release.time }));
    askAt(start, [sentence], say.back_do, () => rollBack(release.name), start);
  });
  start.append(label);
  item.append(start);
  return item;
}

// --- small things ---

function place(name) {
  return document.querySelector(`#publishing-${name} .publishing-work`);
}

/** What `work` gives, undefined where it is refused; then the page says why. */
async function attempt(work) {
  refusedBox.hidden = true;
  try {
    return await work();
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    showRefused(refused);
  }
}

function showRefused({ message, remedy }) {
  refusedBox.textContent = `${message} ${remedy}`.trim();
  refusedBox.hidden = false;
}

function button(text, work) {
  const made = make("button", { type: "button" }, text);
  made.addEventListener("click", work);
  return made;
}

function makeList(items) {
  return make("ul", {}, ...items.map((item) => make("li", {}, item)));
}

function makeDetails(summary, ...children) {
  return make("details", {}, make("summary", {}, summary), ...children);
}

function linkTo(address) {
  return make("a", { href: address, target: "_blank", rel: "noopener" }, address);
}

function sayOnce(text) {
  if (text === announced) return;
  announced = text;
  announce(text);
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
