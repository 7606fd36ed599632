// Results as cards, with the words of the query marked.

// The words of a text and what stands between them, each with its letters only.
const cutWords = (text) => text.normalize().split(/([^\p{L}\p{N}\u0300-\u036f]+)/u).map((part, at) => [part, at % 2 ? "" : bareLetters(part)]);

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

const drawPlain = ({ number, address, title, place, picture, state, answer }) => {
  const card = template.firstElementChild.cloneNode(true);
  const find = (selector) => card.querySelector(selector);
  const day = new Date((index.start + Math.floor(number / index.slots)) * 864e5).toISOString().slice(0, 10);
  const image = find("img");
  if (picture) [image.src, image.width, image.height] = picture;
  else image.remove();
  find("a").href = said.root + address;
  // A plain page has no date, and a number of the first day.
  if (number < index.slots) find("time").replaceWith(place);
  else {
    find("time").dateTime = day;
    const parts = day.split("-");
    find("time").append(say(said.day, { year: parts[0], month: parts[1], name: said.months.split("|")[parts[1] - 1], day: parts[2], d: +parts[2] }));
    find("span").append(` · ${place}`);
  }
  // Of a claim the title begins with the verdict, and has its sign.
  const word = answer && form.querySelector(`[value="${answer}"]`)?.text;
  if (word && title.startsWith(word)) find("a").className = `answer ${answer}`;
  else if (word) {
    find("b").className = `answer ${answer}`;
    find("b").append(word);
  }
  if (state) find("mark").append(state);
  else find("mark").remove();
  return card;
};

// The article's card: the one that was shown before, changed only where other words are marked or
// another passage is shown below the title.
const draw = (article, query) => {
  const below = passageOf(query, article);
  if (article.below !== below) {
    article.below = below;
    article.words = [article.title, below].map(cutWords);
    article.hits = undefined;
  }
  const hits = article.words.map((words) => hitsIn(words, query));
  if (article.hits !== `${hits}`) {
    article.hits = `${hits}`;
    article.card ??= drawPlain(article);
    [...article.card.querySelectorAll("a, p:last-child")].forEach((part, at) => part.replaceChildren(...marked(article.words[at], hits[at])));
  }
  return article.card;
};

// Puts `cards` into the list; those that stay where they are need not be laid out again.
const showCards = (cards) => {
  const shown = list.children;
  cards.forEach((card, at) => shown[at] !== card && list.insertBefore(card, shown[at]));
  while (shown[cards.length]) shown[cards.length].remove();
};
