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
const title = document.title;

// The numbers of `found` that pass the filters of `wanted`.
const filtered = async (found, wanted) => {
  const year = +wanted.get("nam");
  const state = wanted.get("tinh-trang");
  const facets = [wanted.get("muc"), state && `=${state}`].filter(Boolean);
  const held = await Promise.all(facets.map((facet) => lookUp(`#${facet}`)));
  return found.kept.filter(
    (number) => held.every((tally) => tally.worth[number]) && (!year || (number >= firstOf(year) && number < firstOf(year + 1))),
  );
};

// One figure for each article, to sort by: its worth above its number, which is higher the newer it is.
const inOrder = (numbers, worth, byDate) => {
  const figures = Float64Array.from(numbers, (number) => (byDate ? 0 : Math.round(worth[number] * 40)) * NEWEST + number);
  return Array.from(figures.sort().reverse(), (figure) => figure % NEWEST);
};

const say = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

// What to show for the address `wanted`: cards of one page, how many there are, what to say of it.
const answer = async (wanted) => {
  const q = wanted.get("q") || "";
  const byDate = wanted.get("xep");
  const query = parse(q);
  if (!query.syllables.map((one) => one.bare).join("")[1]) return { text: q.trim() && said.short };
  await openIndex();
  const found = await match(query);
  const checked = await checkPhrases(inOrder(await filtered(found, wanted), found.worth, byDate), query.phrases);
  const n = checked.numbers.length;
  const page = Math.max(1, Math.min(Math.ceil(n / PER_PAGE), wanted.get("trang") | 0));
  const from = (page - 1) * PER_PAGE;
  const cards = await Promise.all(checked.numbers.slice(from, from + PER_PAGE).map(cardOf));
  // Long queries ask for their rarest pairs only: the title says how many of the others it has.
  if (query.syllables.length > 5 && !byDate) {
    const held = new Map(cards.map((card) => [card, pairsInTitle(card, query)]));
    cards.sort((a, b) => held.get(b) - held.get(a));
  }
  const parts = [found.whole ? said.some : said.near, n > PER_PAGE ? said.page : "", checked.unread ? said.unread : ""];
  const text = say(n ? parts.join(" ") : said.none, { q, n, page, from: from + 1, to: from + cards.length });
  return { text, n, page, cards: cards.map((card) => draw(card, query)) };
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
const run = async (wanted) => {
  const own = ++turn;
  const q = (wanted.get("q") || "").trim();
  document.title = q ? say(said.title, { q }) : title;
  const found = await answer(wanted).catch((error) => {
    asked = {};
    console.warn(error);
    return { text: said.failed };
  });
  if (own !== turn) return;
  showCards(found.cards ?? []);
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
  searching = setTimeout(() => run(inForm()), 200);
  saving = setTimeout(saveTyped, 1000);
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
