// Results as cards, with the words of the query marked.

// The words of a text and what stands between them, each with its letters only.
const cutWords = (text) => text.normalize().split(/([^\p{L}\p{N}\u0300-\u036f]+)/u).map((part) => [part, syllables(part)[0]?.bare]);

// Whether `bare` stands for syllable `n` of the query: as typed, half typed, or meant by a slip.
const standsFor = (bare, n, query) => bare && query.forms[n] && (query.forms[n].includes(bare) || (query.half && !query.forms[n + 1] && bare.startsWith(query.forms[n][0])));

// Which of `words` to mark: those beside their neighbour, or any where none is.
const hitsIn = (words, query) => {
  const is = (at, n) => standsFor(words[at]?.[1], n, query);
  const pick = (test) => words.map((_, at) => query.telling.some((n) => is(at, n) && test(at, n)));
  const beside = pick((at, n) => is(at + 2, n + 1) || is(at - 2, n - 1));
  return beside.includes(true) ? beside : pick(() => true);
};

const marked = (words, hits) => {
  const nodes = [""];
  words.forEach(([text], at) => {
    if (hits[at]) {
      const mark = document.createElement("mark");
      mark.append(text);
      nodes.push(mark, "");
    } else nodes[nodes.length - 1] += text;
  });
  return nodes;
};

const drawPlain = ([key, address, title, , section, picture, draft, answer]) => {
  const card = template.firstElementChild.cloneNode(true);
  const find = (selector) => card.querySelector(selector);
  const day = new Date((index.start + Math.floor(key / index.slots)) * 864e5).toISOString().slice(0, 10);
  const image = find("img");
  if (picture) [image.src, image.width, image.height] = picture;
  else image.remove();
  find("a").href = `../${address}`;
  // A plain page has no date, and a number of the first day.
  if (+key < index.slots) find("time").replaceWith(section);
  else {
    find("time").dateTime = day;
    find("time").append(day.split("-").reverse().join("/"));
    find("span").append(` · ${section}`);
  }
  // Of a claim the title begins with the verdict, and has its sign.
  const word = answer && form.querySelector(`[value="${answer}"]`)?.text;
  if (word && title.startsWith(word)) find("a").className = `answer ${answer}`;
  else if (word) {
    find("b").className = `answer ${answer}`;
    find("b").append(word);
  }
  if (draft) find("mark").append(draft);
  else find("mark").remove();
  return card;
};

// The card's element: the one that was shown before, changed only where other words are marked or
// another passage is shown below the title.
const draw = (card, query) => {
  const page = query.pages.get(card);
  const below = (page && passageOf(query, card, page)) || card[3];
  if (card.below !== below) {
    card.below = below;
    card.words = [card[2], below].map(cutWords);
    card.hits = undefined;
  }
  const hits = card.words.map((words) => hitsIn(words, query));
  if (card.hits !== `${hits}`) {
    card.hits = `${hits}`;
    card.element ??= drawPlain(card);
    [...card.element.querySelectorAll("a, p:last-child")].forEach((part, at) => part.replaceChildren(...marked(card.words[at], hits[at])));
  }
  return card.element;
};

// Puts `cards` into the list; those that stay where they are need not be laid out again.
const showCards = (cards) => {
  const shown = list.children;
  cards.forEach((card, at) => shown[at] !== card && list.insertBefore(card, shown[at]));
  while (shown[cards.length]) shown[cards.length].remove();
};

// Reads the page of a card that comes into sight, if the query's words are neither in its title nor
// in its lead.
let shownFor;
const inSight = new IntersectionObserver((entries) => {
  for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
    inSight.unobserve(target);
    const wanting = shownFor.get(target);
    if (wanting) readPages([wanting], wanting.query).then(() => shownFor.get(target) === wanting && draw(wanting.card, wanting.query));
  }
});
const watch = (cards, query) => {
  inSight.disconnect();
  const wanting = cards.filter((card) => !query.pages.has(card) && lackingIn(query, card)[0] !== undefined);
  shownFor = new Map(wanting.map((card) => [card.element, { card, query }]));
  for (const card of wanting) inSight.observe(card.element);
};
