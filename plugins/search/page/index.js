// Fetches the parts of the index and the articles that a query needs, each once, and reads them.
// How they are written: plugins/search/index.py, shards.py, articles.py and writing.py.

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const VALUES = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt()] = value));
const ROOM = 4e6; // characters of what was fetched
const MOST_PARTS = 3; // of one beginning of keys: enough to choose from

// What was asked for last is kept, as far as there is room.
const loaded = new Map();
let held = 0;
const forget = (name) => {
  held -= loaded.get(name)?.size ?? 0;
  loaded.delete(name);
};
const load = (name, read) => {
  const known = loaded.get(name);
  const entry = known ?? { size: 0 };
  loaded.delete(name);
  loaded.set(name, entry);
  if (known) return entry.promise;
  entry.promise = fetch(`${name}.txt`)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => {
      if (loaded.get(name) === entry) held += entry.size = text.length;
      for (const [oldest] of loaded) if (held > ROOM && oldest !== name) forget(oldest);
      return read(text);
    })
    .catch((error) => {
      forget(name);
      throw error;
    });
  return entry.promise;
};

// Parts as [what no key of theirs is below, name].
const readTable = (text) => text.split("\n").map((line) => [line.slice(0, -11), line.slice(-10)]);

let index;
const openIndex = async () => {
  index ??= await load(said.index, JSON.parse);
  worthOf ??= new Float32Array(index.end);
};

// The number that the first article of `year` could have.
const firstOf = (year) => (Date.UTC(year, 0) / 864e5 - index.start) * index.slots;

const covering = (table, start) => {
  const end = `${start}\uffff`;
  return table.filter((part, n) => part[0] <= end && !(table[n + 1]?.[0] <= start));
};
// The lines whose key begins with `start`, by way of the directories that name the parts.
const linesFrom = async (start) => {
  const directories = covering(index.words, start).slice(0, 2);
  const parts = (await Promise.all(directories.map(([, name]) => load(name, readTable)))).flat();
  const texts = await Promise.all(covering(parts, start).slice(0, MOST_PARTS).map(([, name]) => load(name, String)));
  return texts.flatMap((text) => {
    const from = text.indexOf(`\n${start}`);
    if (from < 0) return [];
    let to = from;
    while (text.startsWith(start, to + 1)) to = text.indexOf("\n", to + 1);
    return text.slice(from + 1, to).split("\n");
  });
};

// An article: what its card shows, and its texts with their letters; the first are title and lead.
const readArticle = (text) => {
  const lines = text.split("\n");
  const article = cardOf(JSON.parse(lines[0]));
  article.texts = [article.title, article.lead, ...lines.slice(1)];
  article.bare = article.texts.map(bareText);
  return article;
};
const cardOf = ([number, address, title, lead, place, picture, state, answer]) => ({ number, address, title, lead, place, picture, state, answer });
const articleOf = (number) => load(`bai-${number}`, readArticle);

// The commonest syllables: [syllable, power of two of how many articles hold it].
const commonSyllables = () => load(index.common, (text) => new Map(text.split("\n").map((line) => line.split(" "))));

// Articles of lines with what they are worth: title above lead above body, and more with the signs
// that were typed. `worthOf` is all zeros again when they are told.
let worthOf;
const makeTally = (lines, worth) => {
  const numbers = [];
  for (const line of lines) {
    for (const variant of line.slice(line.indexOf("\t") + 1).split("|")) {
      const parts = variant.split(":");
      const more = worth(parts[0], line);
      parts[1].split(",").forEach((digits, level) => raise(numbers, digits, 3 - level + more));
    }
  }
  return takeWorth(numbers);
};
const takeWorth = (numbers) => {
  const worth = numbers.map((number) => worthOf[number]);
  for (const number of numbers) worthOf[number] = 0;
  return { numbers, worth };
};

// Raises to `worth` the articles of `digits`: numbers as shards.py writes them.
const raise = (numbers, digits, worth) => {
  for (let at = 0, gap = 0, number = 0; at < digits.length; at++) {
    const value = VALUES[digits.charCodeAt(at)];
    gap = (gap << 5) | (value & 31);
    if (value < 32) {
      number += gap;
      gap = 0;
      if (!worthOf[number]) numbers.push(number);
      if (worthOf[number] < worth) worthOf[number] = worth;
    }
  }
};
