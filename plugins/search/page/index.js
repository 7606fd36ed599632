// Fetches the parts of the index that a query needs, each once, and reads them.
// How they are written: plugins/search/index.py, shards.py and writing.py.

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const VALUES = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt()] = value));
const ROOM = 4e6; // characters of what was fetched
const MOST_PARTS = 3; // of one beginning of keys: enough to choose from

// What was asked for last is kept, as far as there is room.
const loaded = new Map();
let held = 0;
const forget = (address) => {
  held -= loaded.get(address)?.size ?? 0;
  loaded.delete(address);
};
const load = (address, read) => {
  const known = loaded.get(address);
  const entry = known ?? { size: 0 };
  loaded.delete(address);
  loaded.set(address, entry);
  if (known) return entry.promise;
  entry.promise = fetch(address)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => {
      if (loaded.get(address) === entry) held += entry.size = text.length;
      for (const [oldest] of loaded) if (held > ROOM && oldest !== address) forget(oldest);
      return read(text);
    })
    .catch((error) => {
      forget(address);
      throw error;
    });
  return entry.promise;
};
const loadPart = (name, read) => load(`${name}.txt`, read);

// Parts as [what no key of theirs is below, name].
const readTable = (text) => text.split("\n").map((line) => [line.slice(0, -11), line.slice(-10)]);

let index;
const openIndex = async () => {
  index ??= await loadPart(said.index, JSON.parse);
  worthOf ??= new Float32Array(index.end);
};

// The number that the first article of `year` could have.
const firstOf = (year) => (Date.UTC(year, 0) / 864e5 - index.start) * index.slots;

const covering = (table, start) => {
  const end = `${start}\uffff`;
  return table.filter((part, n) => part[0] <= end && !(table[n + 1]?.[0] <= start));
};
// The parts with keys that begin with `start`, by way of the directories that name them.
const loadShards = async (table, start, read) => {
  const directories = covering(table, start).slice(0, 2);
  const parts = (await Promise.all(directories.map(([, name]) => loadPart(name, readTable)))).flat();
  return Promise.all(covering(parts, start).slice(0, MOST_PARTS).map(([, name]) => loadPart(name, read)));
};

// The lines whose key begins with `start`.
const linesFrom = async (start) =>
  (await loadShards(index.words, start, String)).flatMap((text) => {
    const from = text.indexOf(`\n${start}`);
    if (from < 0) return [];
    let to = from;
    while (text.startsWith(start, to + 1)) to = text.indexOf("\n", to + 1);
    return text.slice(from + 1, to).split("\n");
  });

// The commonest syllables: [syllable, power of two of how many articles hold it].
const commonSyllables = () => loadPart(index.common, (text) => new Map(text.split("\n").map((line) => line.split(" "))));

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
