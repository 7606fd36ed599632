// The form, the list of results and the reader's history.

const PER_PAGE = 10;
const NEWEST = 2 ** 30; // above the number of any article
const form = document.querySelector("form.search");
const fields = form.elements;
const said = form.dataset;
const find = (selector) => document.querySelector(`main ${selector}`);
const status = find("[role=status]");
const list = find(".list");
const pager = find(".pager");
const nothing = find(".nothing");
const template = find("template").content;

// The rows of `found` that pass the filters of `wanted`.
const filtered = async (found, wanted) => {
  const year = +wanted.get("nam");
  const state = wanted.get("tinh-trang");
  const facets = [wanted.get("muc"), state && `=${state}`].filter(Boolean);
  const held = await Promise.all(facets.map(lookUpFacet));
  return found.rows.filter(
    ({ number }) => held.every((numbers) => numbers.has(number)) && (!year || (number >= firstOf(year) && number < firstOf(year + 1))),
  );
};

// One figure for each article, to sort by: its worth above its number, which is higher the newer it is.
const inOrder = (rows, byDate) => {
  const figures = Float64Array.from(rows, ({ number, worth }) => (byDate ? 0 : Math.round(worth * 40)) * NEWEST + number);
  return Array.from(figures.sort().reverse(), (figure) => figure % NEWEST);
};

// The first cards by how near to one another the query's words stand in them. Pages are read only if
// no title has them all together, and only where the reader waits for it (`calmly`).
const rank = async (found, query, calmly) => {
  const ranked = found.map((one, at) => ({ ...one, at, total: one.worth + nearness(query.runs, one.card) }));
  const sort = () => ranked.sort((a, b) => b.total - a.total || a.at - b.at);
  sort();
  if (calmly && togetherIn(bareText(ranked[0].card[2]), query.runs) < 1) {
    await readPages(found, query);
    for (const one of ranked) one.total = one.worth + nearness(query.runs, one.card, query.pages.get(one.card));
    sort();
  }
  return ranked;
};
const say = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

// What to show for the address `wanted`: cards of one page, how many there are, what to say of it.
const answer = async (wanted, calmly) => {
  const q = wanted.get("q") || "";
  const byDate = wanted.get("xep");
  const parsed = parse(q);
  if (!parsed.syllables.map((one) => one.bare).join("")[1]) return { text: q.trim() && said.short };
  await openIndex();
  const query = await readKeyboard(parsed);
  const found = await match(query);
  query.forms = found.forms;
  query.runs = runsOf(query);
  query.pages = new Map();
  const rows = await filtered(found, wanted);
  const rowOf = new Map(rows.map((row) => [row.number, row]));
  const checked = await checkPhrases(inOrder(rows, byDate), query.phrases);
  const n = checked.numbers.length;
  const page = Math.max(1, Math.min(Math.ceil(n / PER_PAGE), wanted.get("trang") | 0));
  const from = (page - 1) * PER_PAGE;
  let shown = await Promise.all(checked.numbers.slice(from, from + PER_PAGE).map(async (number) => ({ ...rowOf.get(number), card: await cardOf(number) })));
  if (n && page === 1 && query.runs[0] && !byDate) shown = await rank(shown, query, calmly);
  const cards = shown.map(({ card }) => card);
  const parts = [query.meant ? said.meant : "", n ? tellHowWell(query, shown[0], found) : said.none, n > PER_PAGE ? said.page : "", checked.unread ? said.unread : ""];
  const words = query.lacking?.map((at) => `“${query.words[at]}”`).join(", ");
  const text = say(parts.filter(Boolean).join(" "), { q, n, page, from: from + 1, to: from + cards.length, meant: query.meant, words });
  return { text, n, page, query, cards, elements: cards.map((card) => draw(card, query)) };
};

// What to say of the results by the first one: it has all words, it lacks some, or some are only like it.
const tellHowWell = (query, first, found) => {
  const page = query.pages.get(first.card);
  const isWhole = found.asTyped.has(first.number);
  if (isWhole && !page) return said.some;
  query.lacking = lackingIn(query, first.card, page).filter((n) => !((first.bits >> n) & 1));
  if (query.lacking[0] === undefined) return isWhole ? said.some : said.near;
  return page ? said.lacking : said.near;
};

const showPager = (wanted, { page, n }) => {
  pager.hidden = !(n > PER_PAGE);
  [...pager.children].forEach((link, at) => {
    const other = page + 2 * at - 1;
    link.hidden = !other || (other - 1) * PER_PAGE >= n;
    wanted.set("trang", other);
    link.href = `?${wanted}`;
  });
};

// A later search overtakes one that still waits for its parts.
let turn = 0;
const run = async (wanted, calmly = true) => {
  const own = ++turn;
  const found = await answer(wanted, calmly).catch((error) => {
    asked = {};
    console.warn(error);
    return { text: said.failed };
  });
  if (own !== turn) return;
  showCards(found.elements ?? []);
  if (calmly && found.cards) watch(found.cards, found.query);
  showPager(wanted, found);
  nothing.hidden = found.n !== 0;
  status.textContent = found.text.trim();
};

const inAddress = () => new URLSearchParams(location.search);
const inForm = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));

// A step of the reader's history for each query sent and each filter chosen, none for each key: what
// is typed comes into the address when the typing pauses, as changing it takes longer than searching.
let searching;
let saving;
const calm = () => {
  clearTimeout(searching);
  saving = clearTimeout(saving);
};
const save = (change) => {
  if (`${inForm()}` !== location.search.slice(1)) history[change](null, "", `?${inForm()}`);
};
const saveTyped = () => {
  if (saving) save("replaceState");
  saving = clearTimeout(saving);
};
const go = () => {
  calm();
  save("pushState");
  run(inForm());
};
const restore = () => {
  calm();
  for (const { name } of fields) if (name) fields[name].value = inAddress().get(name) || "";
  return run(inAddress());
};

form.addEventListener("input", ({ target }) => {
  if (target !== fields.q) return go();
  calm();
  searching = setTimeout(() => run(inForm(), false), 200);
  saving = setTimeout(() => saveTyped() || run(inForm()), 1000);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go();
});
// Before anything that was clicked leads away. (Enter clicks the form's button.)
addEventListener("click", ({ target }) => form.contains(target) || saveTyped(), true);
pager.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  await run(inAddress());
  status.tabIndex = -1;
  status.focus();
});
addEventListener("popstate", restore);
restore();
