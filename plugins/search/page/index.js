// Fetches the parts of the index that a query needs, each once, and reads them.
// How they are written: plugins/search/index.py, shards.py and generator.py.

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const VALUES = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt()] = value));

const loaded = {};
const load = (address, read) =>
  (loaded[address] ??= fetch(address)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then(read)
    .catch((error) => {
      delete loaded[address];
      throw error;
    }));
const loadPart = (name, read) => load(`${name}.txt`, read);

// Shards as [what no key of theirs is below, name].
const readTable = (text) => text.split("\n").map((line) => [line.slice(0, -11), line.slice(-10)]);

let index;
const openIndex = async () => {
  index ??= await loadPart(said.index, (text) => {
    const parts = JSON.parse(text);
    return { ...parts, words: readTable(parts.words), cards: readTable(parts.cards) };
  });
};

// The number that the first article of `year` could have.
const firstOf = (year) => (Date.UTC(year, 0) / 864e5 - index.start) * index.slots;

// The shards of `table` with keys that begin with `start`: two at most, which is enough to choose from.
const loadShards = (table, start, read) => {
  const end = `${start}\uffff`;
  const shards = table.filter((shard, n) => shard[0] <= end && !(table[n + 1]?.[0] <= start));
  return Promise.all(shards.slice(0, 2).map((shard) => loadPart(shard[1], read)));
};

// The lines whose key begins with `start`.
const linesFrom = async (start) =>
  (await loadShards(index.words, start)).flatMap((text) => {
    const from = text.indexOf(`\n${start}`);
    if (from < 0) return [];
    let to = from;
    while (text.startsWith(start, to + 1)) to = text.indexOf("\n", to + 1);
    return text.slice(from + 1, to).split("\n");
  });

// The commonest syllables: [syllable, power of two of how many articles hold it].
const commonSyllables = () => loadPart(index.common, (text) => new Map(text.split("\n").map((line) => line.split(" "))));

// Articles with what they are worth, by number: an array has room for all that the years can hold.
const makeTally = () => {
  const room = firstOf(+fields.nam[1]?.value + 1) || 0;
  return { numbers: [], worth: new Float32Array(room), held: new Uint32Array(room) };
};

// Raises to `worth` the articles of `digits`: numbers as shards.py writes them.
const raise = (tally, digits, worth) => {
  for (let at = 0, gap = 0, number = 0; at < digits.length; at++) {
    const value = VALUES[digits.charCodeAt(at)];
    gap = (gap << 5) | (value & 31);
    if (value < 32) {
      number += gap;
      gap = 0;
      if (!tally.worth[number]) tally.numbers.push(number);
      if (tally.worth[number] < worth) tally.worth[number] = worth;
    }
  }
};

// Title above lead above body; what is written with the same signs gets `exact` more.
const readLine = (tally, line, signs, exact) => {
  for (const variant of line.split("\t")[1].split("|")) {
    const parts = variant.split(":");
    const more = parts[0] === signs ? exact : 0;
    parts[1].split(",").forEach((digits, level) => raise(tally, digits, 3 - level + more));
  }
};

// Adds the worth of `more` to `total`, whose articles then hold the syllables `bits`.
const join = (total, more, bits, share) => {
  for (const number of more.numbers) {
    if (!total.held[number]) total.numbers.push(number);
    total.held[number] |= bits;
    total.worth[number] += more.worth[number] * share;
  }
};
