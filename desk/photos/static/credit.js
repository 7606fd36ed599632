// A caption is what is said, then whose photo it is: the same cut as the site's own
// (split_credit in plugins/captions/caption.py; a test compares them).

const CREDIT = /(?:^|(?<=\s))(\(?)((?:Nguồn ảnh|Ảnh|ẢNH|Nguồn)\s*:)/g;
const LONGEST = 100;

/** {said, name, typed}: joined by `joinCredit` with the same said and name they are `caption` again. */
export function splitCredit(caption) {
  const found = [...caption.matchAll(CREDIT)].at(-1);
  const whole = found ? caption.slice(found.index).trim() : "";
  if (!found || [...whole].length > LONGEST) return { said: caption, name: "", typed: { caption, said: caption, name: "" } };
  let name = whole.slice(found[0].length);
  let end = "";
  if (found[1]) [, name, end] = /^(.*?)(\)\.?)?$/su.exec(name);
  const said = caption.slice(0, found.index).trim();
  return { said, name: name.trim(), typed: { caption, said, name: name.trim(), begin: found[1] + found[2], end: end ?? "" } };
}

export function joinCredit(said, name, typed) {
  if (typed.said === said && typed.name === name) return typed.caption;
  const credit = name.trim() ? `${typed.begin ?? "Ảnh:"} ${name.trim()}${typed.end ?? ""}` : "";
  return [said.trim(), credit].filter(Boolean).join(" ");
}
