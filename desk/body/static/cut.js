// Where a text is parted for an object, pure: between the paragraph at the caret and the next, or above
// it if the caret is at its beginning.

/** [before, after], without the blank lines between. */
export function cut(text, caret) {
  const isAtStart = !text.slice(text.lastIndexOf("\n\n", caret - 1) + 1, caret).trim();
  const blank = text.slice(caret).search(/\n[ \t]*\n/);
  const at = isAtStart ? caret : blank < 0 ? text.length : caret + blank;
  return [text.slice(0, at).trimEnd(), text.slice(at).replace(/^\s*\n|\n\s*$/g, "")];
}
