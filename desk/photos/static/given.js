// Of a file that somebody dropped or chose: whether it can be sent at all.

import { fill, Refused, words } from "/static/shell/desk.js";

const say = words.photos;
const MOST_BYTES = 64 * 1024 * 1024; // as desk/shell/guard.py

/** Throws Refused with a sentence and a remedy. */
export async function refuseUnsent(file) {
  if (file.size > MOST_BYTES) {
    throw new Refused(413, { sentence: fill(say.too_heavy, { name: file.name }), remedy: say.too_heavy_remedy });
  }
  try {
    await file.slice(0, 1).arrayBuffer(); // a folder, or a file that OneDrive has not fetched
  } catch {
    throw new Refused(422, { sentence: fill(say.unread, { name: file.name }), remedy: say.unread_remedy });
  }
}
