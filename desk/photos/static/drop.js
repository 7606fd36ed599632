// The whole page of an article takes what is dropped on it or pasted into it: pictures become a card
// at that place, other files a link.

import { insertPiece } from "/static/body/body.js";
import { announce, fill, make, words } from "/static/shell/desk.js";
import { addPictures } from "./card.js";
import { filesOf, sendAll } from "./upload.js";

const say = words.photos;
const PICTURE = /\.(?:jpe?g|jfif|png|gif|webp|avif|bmp|svg|hei[cf]|tiff?|dng|nef|cr[23]|arw)$/i;
const FRAME = ".body-frame";

const bar = make("div", { className: "photos-bar", hidden: true });
const told = make("div", { className: "photos-said" });
const close = make("button", { type: "button" }, say.close);
told.setAttribute("role", "status");
close.addEventListener("click", () => {
  bar.hidden = true;
});
bar.append(told, close);
document.getElementById("main").append(bar);

/** Puts files into the article; after: an element in the piece before them, or nothing for where
    the caret is. */
export async function insertFiles(files, after) {
  const isPicture = ({ type, name }) => type.startsWith("image/") || PICTURE.test(name);
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  let place = after;
  if (pictures.length) {
    const element = insertPiece({ kind: "photo", photos: [{ path: "", alt: "", caption: "" }] }, place);
    place = element;
    await addPictures(element.querySelector(".photo-card"), pictures);
  }
  if (!others.length) return;
  told.replaceChildren();
  await sendAll("file", others, {
    progress: (sentence) => show("", sentence),
    added: ({ path, name, notes }, file) => {
      place = insertPiece({ kind: "file", path, name }, place);
      for (const note of notes) show("warning", `${file.name}: ${note}`);
      if (/\.(?:docx?|odt|rtf)$/i.test(file.name)) show("", say.is_document);
    },
    failed: (refused, file) => show("error", `${file.name}: ${refused.message} ${refused.remedy}`),
  });
  bar.hidden = !told.childElementCount;
  if (bar.hidden) announce(fill(say.files_added, { count: others.length }));
}

function show(kind, sentence) {
  told.querySelector(".is-progress")?.remove();
  if (!sentence) return;
  told.append(make("p", { className: kind ? `said ${kind}` : "said is-progress" }, sentence));
  bar.hidden = false;
}

/** The frame under the pointer, and on which side of its middle the pointer is. */
function placeOf({ target, clientY }) {
  const frame = target.closest?.(FRAME);
  if (!frame) return {};
  const box = frame.getBoundingClientRect();
  const isAbove = clientY < box.top + box.height / 2;
  return { frame, isAbove, after: isAbove ? frame.previousElementSibling : frame };
}

function mark(frame, isAbove) {
  for (const marked of document.querySelectorAll("[data-drop]")) delete marked.dataset.drop;
  if (frame) frame.dataset.drop = isAbove ? "above" : "below";
}

document.addEventListener("dragover", (event) => {
  if (event.defaultPrevented || !event.dataTransfer.types.includes("Files")) return mark();
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  const { frame, isAbove } = placeOf(event);
  mark(frame, isAbove);
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) mark();
});
document.addEventListener("drop", (event) => {
  mark();
  if (event.defaultPrevented || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault(); // else the browser would leave the page for the file
  insertFiles(filesOf(event.dataTransfer), placeOf(event).after);
});
document.addEventListener("paste", (event) => {
  const files = event.defaultPrevented ? [] : filesOf(event.clipboardData);
  if (!files.length) return;
  event.preventDefault();
  insertFiles(files);
});
