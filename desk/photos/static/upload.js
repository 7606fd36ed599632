// Pictures and files on their way into content/: sent one after the other, each answered by what
// became of it.

import { path } from "/static/article/article.js";
import { api, fill, Refused, words } from "/static/shell/desk.js";
import { refuseUnsent } from "./given.js";

const say = words.photos;
export const PICTURES = "image/*,.heic,.heif,.svg"; // what a dialog of the system offers

/** kind: "photo" takes pictures alone, "file" whatever readers can be given. Gives
    {kind, path, name, notes …}; throws Refused with a sentence and a remedy. */
export async function send(kind, file) {
  await refuseUnsent(file);
  const asked = new URLSearchParams({ name: file.name, article: path ?? "" });
  return await api("POST", `/api/${kind}?${asked}`, file);
}

/** Each file in turn; progress(sentence), added(answer, file), failed(refused, file). Gives how many
    were added. */
export async function sendAll(kind, files, { progress, added, failed }) {
  let count = 0;
  for (const [n, file] of files.entries()) {
    progress(fill(say.sending, { name: file.name, n: n + 1, count: files.length }));
    try {
      added(await send(kind, file), file);
      count += 1;
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      failed(refused, file);
    }
  }
  progress("");
  return count;
}

/** Of a drop or a paste: its files, none where it has text too, which is what Word copies. */
export function filesOf(transfer) {
  const files = [...(transfer?.files ?? [])];
  if (!files.length || transfer.getData("text/plain").trim()) return [];
  return files;
}

/** Has the system ask for files. */
export function choose(accept, multiple, chosen) {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", accept, multiple });
  input.addEventListener("change", () => chosen([...input.files]));
  input.click();
}
