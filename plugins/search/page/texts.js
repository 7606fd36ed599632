// What an article says on its own page: whether it holds a phrase, how near to one another the words
// of a query stand in it, and the place to show.

const BLOCK_TAG = /<(?!\/?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u)\b)[^>]*>/i;
const CONTROLS = /<(select|button|script|style|template|details)\b[^]*?<\/\1>/gi;
const SHOWN = 180; // characters of a passage

const cardOf = async (number) => {
  const key = `${number}`.padStart(9, 0);
  return (await loadShards(index.cards, key, JSON.parse)).flat().find(([own]) => own === key);
};

const decode = (text) => (text.includes("&") ? new DOMParser().parseFromString(text, "text/html").body.textContent : text);

// The texts of paragraphs, items and cells, and their letters: no phrase reaches over their ends.
const readPage = (html) => {
  // Only this part, as text: a strict policy would refuse the page's own style here, and report it.
  const article = html.match(/<article[^]*<\/article>/)[0].replace(CONTROLS, "\n");
  const blocks = article.split(BLOCK_TAG).map((block) => decode(block.replace(/<[^>]*>/g, ""))).filter((block) => block.trim());
  return { blocks, bare: blocks.map(bareText) };
};
const pageOf = (card) => load(`../${card[1]}`, readPage);

// Kept with the query, so that what is shown of others goes.
const readPages = (found, query) => Promise.all(found.map(({ card }) => pageOf(card).then((page) => query.pages.set(card, page), () => {})));

// What may stand for `length` syllables of the query, as a pattern for bareText.
const patternOf = ({ forms, half }, from, length) => {
  const words = forms.slice(from, from + length).map((some, n) => `(?:${some.join("|")})${half && from + n === forms.length - 1 ? "[^ ]*" : ""}`);
  return RegExp(` ${words.join(" ")} `);
};

// Runs of the query's syllables, the longest first: [how much of the longest that is, pattern].
const runsOf = (query) => {
  const runs = [];
  const longest = Math.min(query.forms.length, LONGEST_PHRASE);
  for (let length = longest; length > 1; length--) {
    for (let from = 0; from + length <= query.forms.length; from++) runs.push([length / longest, patternOf(query, from, length), length]);
  }
  return runs;
};

// How much of the query stands together in the text: 1 where all does.
const togetherIn = (bare, runs) => {
  const pairs = runs.filter(([, , length]) => length === 2);
  const held = pairs.filter(([, pattern]) => pattern.test(bare)).length / Math.max(1, pairs.length);
  return held && ((runs.find(([, pattern]) => pattern.test(bare))?.[0] ?? 0) + held) / 2;
};

// What nearness adds to an article's worth: most in the title.
const nearness = (runs, card, page) => {
  const title = togetherIn(bareText(card[2]), runs);
  const lead = togetherIn(bareText(card[3]), runs);
  const body = page ? togetherIn(page.bare.join("\n"), runs) : 0;
  return Math.max(title ** 2 * 6, lead ** 2 * 5, body ** 2 * 4);
};

// Places of the syllables that neither the card nor, if it was read, the page has.
const lackingIn = (query, card, page) => {
  const bare = [card[2], card[3], ...(page?.blocks ?? [])].map(bareText).join("\n");
  return query.telling.filter((n) => !patternOf(query, n, 1).test(bare));
};

// The place of the page that has most of the query, cut where words end; nothing where the lead has
// as much.
const passageOf = (query, card, page) => {
  const score = (bare) => query.telling.filter((n) => patternOf(query, n, 1).test(bare)).length + 2 * togetherIn(bare, query.runs);
  const scores = page.bare.map(score);
  const best = Math.max(...scores);
  if (!(best > score(bareText(card[3])))) return;
  const words = cutWords(page.blocks[scores.indexOf(best)]);
  const hits = hitsIn(words, query);
  const at = Math.max(0, hits.indexOf(true));
  let from = at;
  let to = at;
  for (let length = 0; length < SHOWN && (from > 0 || to < words.length); ) {
    // A third of what is shown stands before the first hit.
    if (from > 0 && length < SHOWN / 3) length += words[--from][0].length;
    else if (to < words.length) length += words[to++][0].length;
    else length += words[--from][0].length;
  }
  const text = words.slice(from, to).map(([word]) => word).join("").trim();
  return `${from ? "… " : ""}${text}${to < words.length ? " …" : ""}`;
};
