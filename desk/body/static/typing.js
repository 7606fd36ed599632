// Writing into a field so that the browser can undo it, and never while an input method composes.

const composing = new WeakSet();

/** Once for the part of the page whose fields are written into. */
export function watchCompositions(root) {
  root.addEventListener("compositionstart", ({ target }) => composing.add(target));
  root.addEventListener("compositionend", ({ target }) => composing.delete(target));
}

/** make(text, start, end): of the field's text and selection then, an edit {from, to, text} with the
    selection after it, `start` and `end`, where it is not at the end of what was written; null to leave
    it. At once, or when the word that is being composed is whole. */
export function write(field, make) {
  if (composing.has(field)) {
    field.addEventListener("compositionend", () => setTimeout(() => write(field, make)), { once: true });
    return;
  }
  const edit = make(field.value, field.selectionStart, field.selectionEnd);
  if (!edit) return;
  const { from, to, text, start = from + text.length, end = start } = edit;
  field.focus();
  field.setSelectionRange(from, to);
  if (text) document.execCommand("insertText", false, text);
  else if (from < to) document.execCommand("delete");
  field.setSelectionRange(start, end);
}

/** At the caret, or in place of what is selected. */
export function writeHere(field, text) {
  write(field, (_, from, to) => ({ from, to, text }));
}

/** Makes a field as high as its text where the style sheet alone can't. */
export function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
