// Where in the window a letter of a text area is, and the way there.

const COPIED = ["font", "letter-spacing", "line-height", "padding", "border", "box-sizing", "tab-size"];

/** Selects `start` to `end` of a field and brings it into the upper half of the window; the focus goes
    there only if `isFocused`. */
export function showInField(field, start, end, isFocused) {
  if (isFocused) field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  const top = field.getBoundingClientRect().top + topOf(field, start);
  if (top < innerHeight * 0.2 || top > innerHeight * 0.7) scrollBy({ top: top - innerHeight * 0.35 });
}

/** In pixels from the field's upper edge, by a copy of the text with the same line breaks. */
function topOf(field, place) {
  if (!field.matches("textarea")) return 0;
  const copy = document.createElement("div");
  const shown = getComputedStyle(field);
  for (const name of COPIED) copy.style.setProperty(name, shown.getPropertyValue(name));
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word" });
  copy.style.width = `${field.offsetWidth}px`;
  const mark = document.createElement("span");
  copy.append(field.value.slice(0, place), mark, field.value.slice(place));
  document.body.append(copy);
  const top = mark.offsetTop;
  copy.remove();
  return top;
}
