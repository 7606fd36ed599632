// What a button does to a text, pure. Each function takes a text and its selection and gives an edit
// {from, to, text, start, end}: what stood from `from` to `to` becomes `text`, and `start` to `end` of
// the new text are selected then; null where the marks that are there can't be told apart.

const BOLD = 2;
const ITALIC = 1;
const ATOM = /\\.|(`+)[^`\n]*\1|\]\((?:[^()\n]|\([^()\n]*\))*\)|<[^<>\n]*>|\*+|./gsu;
const LINE_PREFIX = /^[ \t]*(?:> ?)*(?:[-*+][ \t]+|\d+[.)][ \t]+|#{1,6}[ \t]+)?/;
const CLOSING = /(?<=[\p{L}\p{M}\p{N}])\*+$/u;
const WORD_BEFORE = /[\p{L}\p{M}\p{N}]+$/u;
const WORD_AFTER = /^[\p{L}\p{M}\p{N}]+/u;

export const toggleBold = (text, start, end) => toggleInline(text, start, end, BOLD);
export const toggleItalic = (text, start, end) => toggleInline(text, start, end, ITALIC);

/** Without a selection the word at the caret is meant. Behind a word the caret stays behind its marks, so
    that what is typed next is not among them. */
function toggleInline(text, start, end, bit) {
  if (start !== end) return toggleSelected(text, start, end, bit);
  const closing = CLOSING.exec(text.slice(0, start));
  const at = closing && !/^[*\p{L}\p{M}\p{N}]/u.test(text.slice(start)) ? closing.index : start;
  const [before, after] = [WORD_BEFORE.exec(text.slice(0, at)), WORD_AFTER.exec(text.slice(at))];
  if (!before && !after) return toggleEmpty(text, start, "*".repeat(bit));
  const from = at - (before?.[0].length ?? 0);
  const made = toggleSelected(text, from, at + (after?.[0].length ?? 0), bit);
  if (!made) return null;
  const whole = text.slice(0, made.from) + made.text + text.slice(made.to);
  const caret = after ? made.start + at - from : made.end + /^\**/.exec(whole.slice(made.end))[0].length;
  return { ...made, start: caret, end: caret };
}

/** Where no word is, a pair of marks to write between; pressed again, it is gone. */
function toggleEmpty(text, at, mark) {
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const stands = /\**$/.exec(before)[0].length;
  if (stands >= mark.length && after.startsWith(mark) && /^\**/.exec(after)[0].length === stands) {
    const from = at - mark.length;
    return { from, to: at + mark.length, text: "", start: from, end: from };
  }
  return { from: at, to: at, text: mark + mark, start: at + mark.length, end: at + mark.length };
}

function toggleSelected(text, start, end, bit) {
  const [from, to] = wholeLines(text, start, end);
  const lines = [];
  let at = from;
  for (const line of text.slice(from, to).split("\n")) {
    const prefix = LINE_PREFIX.exec(line)[0];
    const atoms = readAtoms(line.slice(prefix.length));
    if (!atoms) return null;
    for (const atom of atoms) {
      const place = at + prefix.length + atom.at;
      atom.chosen = place < end && place + atom.text.length > start && atom.text.trim() !== "";
    }
    lines.push({ prefix, atoms });
    at += line.length + 1;
  }
  const chosen = lines.flatMap(({ atoms }) => atoms.filter((atom) => atom.chosen));
  if (!chosen.length) return { from: start, to: start, text: "", start, end };
  const isOn = chosen.every((atom) => atom.flags & bit);
  for (const { atoms } of lines) {
    const [first, last] = [atoms.findIndex(({ chosen }) => chosen), atoms.findLastIndex(({ chosen }) => chosen)];
    for (const atom of first < 0 ? [] : atoms.slice(first, last + 1)) {
      atom.flags = isOn ? atom.flags & ~bit : atom.flags | bit;
    }
  }
  let made = "";
  const selected = [];
  for (const [n, { prefix, atoms }] of lines.entries()) {
    const written = writeAtoms(atoms);
    if (written === null) return null;
    made += (n ? "\n" : "") + prefix;
    for (const atom of atoms.filter((atom) => atom.chosen)) {
      selected.push(made.length + atom.at, made.length + atom.at + atom.text.length);
    }
    made += written;
  }
  return { ...smallest(text, from, to, made), start: from + selected[0], end: from + selected.at(-1) };
}

/** [{text, at, flags}] of a line without its stars; null where they have no partner. */
function readAtoms(line) {
  const atoms = [];
  let flags = 0;
  for (const found of line.matchAll(ATOM)) {
    const [whole] = found;
    const stands = (line[found.index - 1] ?? " ") + (line[found.index + whole.length] ?? " ");
    if (whole[0] !== "*" || stands.trim() === "") {
      atoms.push({ text: whole, at: found.index, flags });
    } else if (whole.length > 3) {
      return null;
    } else {
      flags ^= whole.length;
    }
  }
  return flags ? null : atoms;
}

/** The line again; `at` of each atom is its place there. Null where marks would cross. */
function writeAtoms(atoms) {
  for (const bit of [BOLD, ITALIC]) trimRuns(atoms, bit);
  const open = [];
  let line = "";
  for (const [n, atom] of [...atoms, { text: "", flags: 0 }].entries()) {
    let stars = 0;
    while (open.length && !(atom.flags & open.at(-1))) stars += open.pop();
    if (open.some((bit) => !(atom.flags & bit))) return null;
    const opened = [BOLD, ITALIC].filter((bit) => atom.flags & bit && !open.includes(bit));
    opened.sort((one, other) => runEnd(atoms, n, other) - runEnd(atoms, n, one));
    open.push(...opened);
    stars += opened.reduce((sum, bit) => sum + bit, 0);
    if (stars > 3) return null;
    line += "*".repeat(stars);
    atom.at = line.length;
    line += atom.text;
  }
  return line;
}

function runEnd(atoms, n, bit) {
  const end = atoms.findIndex((atom, place) => place > n && !(atom.flags & bit));
  return end < 0 ? atoms.length : end;
}

/** Blanks at the ends of a bold or italic run stay outside of it. */
function trimRuns(atoms, bit) {
  for (const order of [atoms, [...atoms].reverse()]) {
    let inside = false;
    for (const atom of order) {
      if (atom.flags & bit && !inside && !atom.text.trim()) atom.flags &= ~bit;
      inside = Boolean(atom.flags & bit);
    }
  }
}

// -- whole lines -------------------------------------------------------------------------------

const SIGNS = {
  heading: /^## +(?=\S|$)/,
  subheading: /^### +(?=\S|$)/,
  bullets: /^[ \t]*[-*+][ \t]+/,
  numbers: /^[ \t]*\d+[.)][ \t]+/,
  quote: /^> ?/,
};
const ANY_SIGN = /^(?:> ?)*(?:#{1,6}[ \t]+|[ \t]*[-*+][ \t]+|[ \t]*\d+[.)][ \t]+)?/;
const BEFORE = { heading: () => "## ", subheading: () => "### ", bullets: () => "- ", numbers: (n) => `${n}. ` };
const CONTINUED = /^(?: {2,}|\t)\S/;

/** kind: a key of SIGNS; taken away where all lines have it. Lines of a list stand close, headings
    and paragraphs apart, and a blank line parts them from what is around. */
export function toggleLines(text, start, end, kind) {
  const [from, to] = wholeLines(text, start, end);
  const lines = text.slice(from, to).split("\n");
  const [above, below] = [lineAbove(text, from), lineBelow(text, to)];
  const sign = SIGNS[kind];
  const isOn = lines.some((line) => line.trim()) && lines.every((line) => isPlain(line, kind) || sign.test(line));
  const made =
    kind === "quote" ? quoted(lines, isOn) : marked(lines, kind, isOn, kind === "numbers" ? numberOf(above) + 1 : 1);
  const isList = kind === "bullets" || kind === "numbers";
  const touches = (line) => line.trim() === "" || (isList && !isOn && (sign.test(line) || CONTINUED.test(line)));
  const before = touches(above) ? "" : "\n";
  const after = touches(below) ? "" : "\n";
  const edit = smallest(text, from, to, before + made + after);
  const [first, last] = [from + before.length, from + before.length + made.length];
  if (start !== end) return { ...edit, start: first, end: last };
  const caret = text.slice(from, to).trim() ? Math.max(first, last - (to - start)) : last;
  return { ...edit, start: caret, end: caret };
}

function isPlain(line, kind) {
  const isMarked = SIGNS.bullets.test(line) || SIGNS.numbers.test(line);
  return !line.trim() || (kind !== "quote" && CONTINUED.test(line) && !isMarked);
}

function marked(lines, kind, isOn, number) {
  const kept = lines.filter((line) => line.trim());
  if (!kept.length) return BEFORE[kind](number);
  const isList = kind === "bullets" || kind === "numbers";
  let made = "";
  for (const [n, line] of kept.entries()) {
    const isContinued = isList && isPlain(line, kind);
    made += n ? (isContinued || (isList && !isOn) ? "\n" : "\n\n") : "";
    if (isContinued) made += isOn ? line.trimStart() : line;
    else made += isOn ? line.replace(SIGNS[kind], "") : BEFORE[kind](number++) + line.replace(ANY_SIGN, "").trimStart();
  }
  return made;
}

function quoted(lines, isOn) {
  if (isOn) return lines.map((line) => line.replace(SIGNS.quote, "")).join("\n");
  return lines.map((line) => (line.trim() || lines.length === 1 ? `> ${line}` : ">")).join("\n");
}

const numberOf = (line) => (SIGNS.numbers.test(line) ? Number.parseInt(line, 10) : 0);
const lineAbove = (text, from) => text.slice(0, Math.max(0, from - 1)).split("\n").at(-1);
const lineBelow = (text, to) => text.slice(to + 1).split("\n", 1)[0];

function wholeLines(text, start, end) {
  if (end > start && text[end - 1] === "\n") end -= 1;
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const to = text.indexOf("\n", end);
  return [start === 0 ? 0 : from, to < 0 ? text.length : to];
}

/** The edit that makes `made` of what stands between, without what stays at both ends. */
export function smallest(text, from, to, made) {
  let [same, kept] = [0, made.length];
  while (from < to && same < kept && text[from] === made[same]) [from, same] = [from + 1, same + 1];
  while (to > from && kept > same && text[to - 1] === made[kept - 1]) [to, kept] = [to - 1, kept - 1];
  return { from, to, text: made.slice(same, kept) };
}
