// Results as cards, with the words of the query marked.

// The words of a text and what stands between them, each with its letters only.
const cutWords = (text) => text.normalize().split(/([^\p{L}\p{N}\u0300-\u036f]+)/u).map((part) => [part, syllables(part)[0]?.bare]);

// How well `bare` is syllable `n` of the query: 2 as typed, 1 half typed or with a slip.
const likeness = (bare, n, query, slips) => {
  const wanted = query.syllables[n]?.bare;
  if (!bare || !wanted) return 0;
  if (bare === wanted) return 2;
  return +((query.half && !query.syllables[n + 1] && bare.startsWith(wanted)) || (slips && near(bare, wanted)));
};

// Which of `words` to mark: those beside their neighbour, or any where none is.
const hitsIn = (words, query) => {
  const is = (at, n) => likeness(words[at]?.[1], n, query);
  const pick = (test) => words.map((_, at) => query.syllables.some((_, n) => is(at, n) && test(at, n)));
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

// How many pairs of the query stand in the card's title, the whole ones counted more.
const pairsInTitle = (card, query) => {
  const own = cutWords(card[2]).filter(([, bare]) => bare);
  const like = (at, n) => likeness(own[at]?.[1], n, query, true);
  return query.syllables.reduce((sum, _, n) => sum + Math.max(0, ...own.map((_, at) => like(at, n) * like(at + 1, n + 1))), 0);
};

const drawPlain = ([key, address, title, , section, picture, draft, answer]) => {
  const card = template.firstElementChild.cloneNode(true);
  const find = (selector) => card.querySelector(selector);
  const day = new Date((index.start + Math.floor(key / index.slots)) * 864e5).toISOString().slice(0, 10);
  const image = find("img");
  if (picture) [image.src, image.width, image.height] = picture;
  else image.remove();
  find("a").href = `../${address}`;
  find("time").dateTime = day;
  find("time").append(day.split("-").reverse().join("/"));
  find("span").append(` · ${section}`);
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

// The card's element: the one that was shown before, changed only where other words are marked.
const draw = (card, query) => {
  card.words ??= card.slice(2, 4).map(cutWords);
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
