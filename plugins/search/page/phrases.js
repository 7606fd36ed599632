// Phrases in quotes and words to leave out. The index knows pairs of neighbours: what is longer is
// read where it stands, in the article's card or on its page.

const MOST_READ = 20; // articles
const INLINE = "a,abbr,b,cite,code,del,em,i,ins,mark,q,s,small,span,strong,sub,sup,time,u";

const cardOf = async (number) => {
  const key = `${number}`.padStart(9, 0);
  return (await loadShards(index.cards, key, JSON.parse)).flat().find(([own]) => own === key);
};

// The letters of each block of an article's page: no phrase reaches over a paragraph's end.
const readBlocks = (html) => {
  // Only this part: a strict policy would refuse the page's own style here, and report it.
  const own = html.match(/<article[^]*<\/article>/)[0];
  const article = new DOMParser().parseFromString(own, "text/html").body;
  for (const block of article.querySelectorAll(`:not(${INLINE})`)) {
    block.before("\0");
    block.append("\0");
  }
  return article.textContent.split("\0").map(bareText).join("\n");
};

// True, false, or undefined when the page cannot be read.
const holdsAll = async (number, phrase) => {
  const card = await cardOf(number);
  const isIn = (text) => text.includes(` ${phrase.map((one) => one.bare).join(" ")} `);
  return isIn(bareText(card[2])) || isIn(bareText(card[3])) || load(`../${card[1]}`, readBlocks).then(isIn, () => {});
};

// Tells of an article whether it holds every pair of `phrase`. Marks rank what is sought, but
// nothing is left out that has other marks.
const pairsHeld = async ({ syllables: phrase, leftOut }) => {
  const places = phrase.map((_, n) => n).slice(phrase.length > 1);
  const tallies = await Promise.all(places.map((n) => lookUpPair(phrase[n - 1], phrase[n], EXACT)));
  const least = leftOut && phrase.some(hasSigns) ? EXACT : 0;
  return (number) => tallies.every((tally) => tally.worth[number] > least);
};

// `numbers`, the best first, without those that lack a phrase or hold one to be left out.
// `unread`: of some only the pairs are known, because they are many or their page is out of reach.
const checkPhrases = async (numbers, phrases) => {
  let unread = false;
  for (const phrase of phrases) {
    const mayHold = await pairsHeld(phrase);
    const long = phrase.syllables[2] ? numbers.filter(mayHold) : [];
    const read = await Promise.all(long.slice(0, MOST_READ).map((number) => holdsAll(number, phrase.syllables)));
    const lacking = long.filter((_, at) => read[at] === false);
    unread ||= long.length > MOST_READ || read.includes(undefined);
    numbers = numbers.filter((number) => (mayHold(number) && !lacking.includes(number)) !== phrase.leftOut);
  }
  return { numbers, unread };
};
