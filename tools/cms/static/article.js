// An article's file as Sveltia CMS has it: what an editor changes there changes nothing else.
//
// A head is taken that is read here as plugins/frontmatter reads it, and no other: then Sveltia
// says that it can't read the file, and leaves it as it is. Lines whose value stays the same are
// written as they stood: with each value goes `_head`, what was read, as JSON.

const FENCE = /^-{3,}\s*$/;
const END = /^(-{3,}|\.\.\.)\s*$/;
const FIELD = /^(\p{L}[^:"'“”<>[\]{}!?.,;#*]{0,39}?)\s*:(.*)$/u;
const ITEM = /^[ \t]*-(?:[ \t]+(.*))?$/;
const WHOLE = { '"': /^"(?:[^"\\]|\\.)*"$/, "'": /^'(?:[^']|'')*'$/ };
const FLOW = /^\[.*\]$/;
const FLOW_ITEM = /\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,[\]"']*)\s*(?:,|$)/y;
const BLOCK = /^[|>](?:[+-][1-9]?|[1-9][+-]?)?$/;
// Where YAML may see a block or a comment.
const MARKED = /^[|>]|^["'[].*["'\]]\s+#/;
// Read as typed by us and by any reader of YAML.
const PLAIN = /^[\p{L}\p{N}(“‘«](?!.*(?::\s|\s#|:$))(?:[^\p{C}\p{Z}]| (?! ))*(?<! )$/u;
const HIDDEN = /[\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060\ud800-\udfff\ufeff\ufffe\uffff]/g;

// Of a new article.
const NEW = JSON.stringify({ fenced: true, fields: [] });

class HeadError extends Error {}

export const articleFormat = (keys) => ({
  fromFile: (text) => read(keys, text),
  toFile: (content) => write(keys, content),
});

const read = (keys, text) => {
  const lines = text.split("\n");
  const fenced = FENCE.test(lines[0]);
  const start = fenced ? 1 : 0;
  const isEnd = (line) => (fenced ? END.test(line) : !line.trim());
  const end = lines.findIndex((line, row) => row >= start && isEnd(line));
  if (end < 0) throw new HeadError("the head has no end");
  const values = { ...keys.defaults };
  const fields = [];
  for (let row = start; row < end; row += 1) {
    if (!lines[row].trim()) continue;
    const found = FIELD.exec(lines[row]);
    const key = found && keys.names[plain(found[1])];
    if (!key || fields.some((field) => field.key === key)) {
      throw new HeadError(`line ${row + 1}: ${lines[row]}`);
    }
    const below = lines.slice(row + 1, end);
    const other = below.findIndex((line) => !ITEM.test(line) && /^\S/.test(line));
    if (other >= 0) below.length = other;
    const value = readValue(keys, key, trim(found[2]), below.filter((line) => line.trim()));
    if (value.length) values[key] = value;
    fields.push({ key, label: found[1], value, lines: [lines[row], ...below] });
    row += below.length;
  }
  const body = lines.slice(end + 1).join("\n").replace(/^\n+/, "");
  return { ...values, _head: JSON.stringify({ fenced, fields }), body };
};

const readValue = (keys, key, typed, below) => {
  if (below.some((line) => keys.names[plain(FIELD.exec(trim(line))?.[1] ?? "")])) {
    throw new HeadError(`${key}: a key in its value`);
  }
  const items = below.map((line) => ITEM.exec(line));
  if (keys.lists.includes(key) && !typed && below.length) {
    const indents = new Set(below.map((line) => line.search(/\S/)));
    if (items.includes(null) || indents.size > 1) throw new HeadError(`${key}: no list`);
    return items.map((item) => scalar(trim(item[1] ?? ""))).filter(Boolean);
  }
  if (items.some(Boolean)) throw new HeadError(`${key}: a list`);
  if (BLOCK.test(typed) && below.length && !keys.lists.includes(key)) return trim(below.join("\n"));
  const joined = trim([typed, ...below].join("\n"));
  if (below.length && /^["'[]/.test(joined)) throw new HeadError(`${key}: quoted over lines`);
  if (!keys.lists.includes(key)) {
    if (FLOW.test(joined)) throw new HeadError(`${key}: a list`);
    const text = scalar(joined);
    return keys.values[key]?.[slug(text)] ?? text;
  }
  if (FLOW.test(joined)) return flowList(joined.slice(1, -1));
  const text = scalar(joined);
  if (keys.in_parts.includes(key)) return text ? [text] : [];
  const named = key === "attachments" && text.includes("|");
  return text.split(/[;；]/.test(text) || named ? /[;；]/ : /[,，、]/).map(trim).filter(Boolean);
};

const scalar = (typed) => {
  if (MARKED.test(typed)) throw new HeadError(typed);
  if (!WHOLE[typed[0]]?.test(typed)) return typed;
  if (typed[0] === "'") return trim(typed.slice(1, -1).replaceAll("''", "'"));
  try {
    return trim(JSON.parse(typed));
  } catch {
    throw new HeadError(typed); // an escape that only YAML has
  }
};

const flowList = (inside) => {
  const items = [];
  FLOW_ITEM.lastIndex = 0;
  while (FLOW_ITEM.lastIndex < inside.length) {
    const found = FLOW_ITEM.exec(inside);
    if (!found) throw new HeadError(inside);
    items.push(scalar(trim(found[1])));
  }
  return items.filter(Boolean);
};

const write = (keys, { body = "", _head = NEW, ...values }) => {
  const { fenced, fields } = JSON.parse(_head);
  const given = Object.fromEntries(
    Object.entries(values).filter(([key, value]) => value?.length && value !== keys.defaults[key]),
  );
  const kept = fields.flatMap(({ key, label, value, lines }) =>
    isSame(value, values[key]) ? lines : key in given ? fieldLines(keys, key, label, given[key]) : [],
  );
  const added = Object.keys(given)
    .filter((key) => !fields.some((field) => field.key === key))
    .flatMap((key) => fieldLines(keys, key, keys.labels[key], given[key]));
  const fence = fenced ? ["---"] : [];
  return [...fence, ...kept, ...added, ...fence, "", body.replace(/^\n+/, "")].join("\n");
};

// A key without a value comes as none at all.
const isSame = (read, now) => JSON.stringify(now ?? "") === JSON.stringify(read.length ? read : "");

const fieldLines = (keys, key, label, value) => {
  if (!Array.isArray(value)) return [`${label}: ${written(value)}`];
  const joined = value.join(", ");
  const apart = keys.in_parts.includes(key) || value.some((item) => /[,;|，；、]/.test(item));
  if (!apart && PLAIN.test(joined)) return [`${label}: ${joined}`];
  return [`${label}:`, ...value.map((item) => `  - ${written(item)}`)];
};

const written = (value) => {
  const text = trim(String(value));
  if (PLAIN.test(text)) return text;
  const hidden = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(HIDDEN, hidden);
};

const trim = (text) => text.replace(/\s*[\r\n]+\s*/g, " ").trim();

// In small letters and without marks, as in plugins/vietnamese/text.py.
const fold = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").normalize("NFC");

const plain = (key) => fold(key).replace(/[\s_-]+/g, " ").trim();

const slug = (value) => fold(value).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
