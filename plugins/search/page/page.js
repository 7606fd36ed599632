// The form, the list of results and the reader's history.

const PER_PAGE = 10;
const SHORT = 4; // syllables
const WHILE_TYPING = 5; // cards: as many as are in sight
const NEWEST = 2 ** 30; // above the number of any article
const MATCHING = 2 ** 20; // above the worth of any article
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

// One figure for each article, to sort by: whether it answers as typed, its worth above its number, which is higher the newer it is.
const inOrder = (rows, byDate) => {
  const figures = new Float64Array(rows.length);
  rows.forEach((row, at) => (figures[at] = ((row.isNear ? 0 : MATCHING) + (byDate ? 0 : Math.round(row.worth * 40))) * -NEWEST - row.number));
  const numbers = [];
  for (const figure of figures.sort()) numbers.push(-figure % NEWEST);
  return numbers;
};

// The rows of the first two pages by how near to one another the query's words stand in the first
// ten. Articles are read only if no title has them all together, and only where the reader waits for
// it (`calmly`); of a short query, which many answer, ten more where none of the first has them so.
const rank = async (rows, query, calmly) => {
  const first = await withCards(rows.slice(0, calmly ? PER_PAGE : WHILE_TYPING));
  const weigh = (one) => (one.total = one.worth + nearness(query.runs, one.card, query.pages.get(one.card)));
  const sort = () => {
    first.forEach(weigh);
    first.sort((a, b) => !!a.isNear - !!b.isNear || b.total - a.total || b.number - a.number);
  };
  sort();
  if (!calmly) return first;
  if (togetherIn(bareText(first[0].card[2]), query.runs) === 1) return [...first, ...rows.slice(PER_PAGE)];
  await readPages(first, query);
  const more = rows.slice(PER_PAGE);
  if (query.telling.length <= SHORT && more[0] && !first.some((one) => isTogether(one, query))) {
    const others = await withCards(more);
    await readPages(others, query);
    const found = others.filter((one) => isTogether(one, query));
    first.push(...found);
    more.splice(0, more.length, ...others.filter((one) => !found.includes(one)));
  }
  sort();
  return [...first, ...more];
};
const withCards = (rows) => Promise.all(rows.map(async (row) => ({ ...row, card: row.card ?? (await cardOf(row.number)) })));
const isTogether = ({ card }, query) => [bareText(card[2]), bareText(card[3]), ...(query.pages.get(card)?.bare ?? [])].some((bare) => query.runs[0][1].test(bare));

const say = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

// What to show for the address `wanted`: cards of one page, how many there are, what to say of it.
const answer = async (wanted, calmly) => {
  const q = wanted.get("q") || "";
  const parsed = parse(q);
  if (!parsed.syllables.map((one) => one.bare).join("")[1]) return { text: q.trim() && said.short };
  await openIndex();
  const query = await readKeyboard(parsed);
  let found = await search(query, wanted, calmly, false);
  // The words are in few articles and stand together in none that is first.
  if (calmly && found.isDoubtful) found = await search(query, wanted, calmly, true);
  const n = found.n;
  const parts = [query.meant ? said.meant : "", n ? tellHowWell(query, found) : said.none, n > PER_PAGE ? said.page : "", found.unread ? said.unread : ""];
  const words = query.lacking?.map((at) => `“${query.words[at]}”`).join(", ");
  const to = found.from + found.cards.length;
  const text = say(parts.filter(Boolean).join(" "), { q, n, page: found.page, from: found.from + 1, to, meant: query.meant, words });
  return { ...found, text, query, elements: inGroups(found.cards.map((card) => draw(card, query)), found.near) };
};

// `elements` with a heading above those that answer as typed, and one above those that do by a slip.
const headings = [said.match, said.similar].map((word) => {
  const made = document.createElement("h2");
  made.append(word);
  return made;
});
const inGroups = (elements, near) => elements.flatMap((element, at) => (near[at] === near[at - 1] ? [element] : [headings[+near[at]], element]));

const search = async (query, wanted, calmly, mayBeSlip) => {
  const matched = await match(query, mayBeSlip);
  query.forms = matched.forms;
  query.runs = runsOf(query);
  query.pages = new Map();
  const byDate = wanted.get("xep");
  const rows = await filtered(matched, wanted);
  const isMixed = matched.isMixed && rows.some((row) => !matched.isTyped(row));
  if (isMixed) for (const row of rows) row.isNear = !matched.isTyped(row);
  const checked = await checkPhrases(inOrder(rows, byDate), query.phrases);
  const n = checked.numbers.length;
  const page = Math.max(1, Math.min(Math.ceil(n / PER_PAGE), wanted.get("trang") | 0));
  const from = (page - 1) * PER_PAGE;
  const size = calmly ? PER_PAGE : WHILE_TYPING;
  const isRanked = n && page < 3 && query.runs[0] && !byDate;
  const numbers = isRanked ? checked.numbers.slice(0, 2 * PER_PAGE) : checked.numbers.slice(from, from + size);
  const rowOf = new Map(rows.filter((row) => numbers.includes(row.number)).map((row) => [row.number, row]));
  const inPlace = numbers.map((number) => rowOf.get(number));
  const ranked = isRanked ? await rank(inPlace, query, calmly) : inPlace;
  const shown = await withCards(isRanked ? ranked.slice(from, from + size) : ranked);
  const isFew = matched.together > 0 && matched.together <= FEW;
  const isDoubtful = isRanked && isFew && !ranked.some((one) => one.card && isTogether(one, query));
  return { n, page, from, cards: shown.map(({ card }) => card), near: shown.map((row) => row.isNear), first: shown[0], isTyped: matched.isTyped, unread: checked.unread, isDoubtful };
};

// What to say of the results by the first one: it has all words, it lacks some, or some are only like it.
const tellHowWell = (query, { first, isTyped }) => {
  const page = query.pages.get(first.card);
  const isWhole = isTyped(first);
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
  const q = (wanted.get("q") || "").trim();
  document.title = q ? say(said.title, { q }) : title;
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
