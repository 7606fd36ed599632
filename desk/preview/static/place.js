// What somebody is writing, as the page can be searched for it.

const FIELDS = "main :is(textarea, input:not([type]), input[type='text'])";
const TARGET = /\]\([^)]*\)/g; // of a link or a picture

/** {text: the line at the caret, or the last one above it that is not empty; at: how far down among
    all that is written, 0 to 1}; null where nothing is written. */
export function placeOf(field) {
  if (!field?.matches(FIELDS)) return null;
  const caret = field.selectionStart ?? 0;
  const end = (field.value + "\n").indexOf("\n", caret);
  const text = field.value.slice(0, end).trimEnd().split("\n").at(-1).replace(TARGET, "]");
  let before = 0;
  let all = 1;
  for (const each of document.querySelectorAll(FIELDS)) {
    if (each.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) before += each.value.length;
    all += each.value.length;
  }
  return { text, at: (before + caret) / all };
}
