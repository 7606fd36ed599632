const button = document.querySelector(".toolbar .listen");
const speech = window.speechSynthesis;

if (button && speech) {
  const words = button.dataset.words.split("|");
  const long = new Map(button.dataset.short.split("|").map((pair) => pair.split("=")));
  const short = new RegExp(
    `(?<![\\p{L}\\d])(?:${[...long.keys()].sort().reverse().join("|").replaceAll(".", "\\.")})(?:(?<=\\.)|(?![\\p{L}\\d]))`,
    "gu",
  );
  // A full stop after `TP`, `PGS` or an initial ends no sentence; nor one followed by a small letter.
  const sentence =
    /\S[^]*?(?:(?<!(?:^|[\s(])(?:\p{Lu}{1,2}|PGS|ThS))[.!?…]+["”’)]*(?=\s+["“(–-]?\s*[\p{Lu}\d])|$)/gu;
  let voice, list, utterance, timer;
  const RATES = [1, 1.25, 1.5, 0.75];
  let state = 0;
  let next = 0;
  let rate = 1;

  const spoken = (text) =>
    text
      .replace(short, (key) => (long.get(key) || key) + (key.endsWith(".") ? " " : ""))
      .replace(/\s+/g, " ")
      // “dư luận xã hội (DLXH)” is said once.
      .replace(/(.{4,}) \(\1\)/gi, "$1")
      .trim()
      .replace(/\/\.$/, "");

  const collect = () => {
    let block, text, nodes;
    const at = (offset) => {
      const last = nodes.findLast((item) => item[0] <= offset);
      return [last[1], offset - last[0]];
    };
    const flush = () => {
      for (let { 0: rest, index } of (text || "").matchAll(sentence))
        while (rest) {
          let part = rest;
          for (let room = 160; spoken(part).length > 160; room -= 10)
            part = rest.match(`^[^]{30,${room}}[,;:](?=\\s)|^[^]{1,${room}}(?=\\s)|^[^]{1,${room}}`)[0];
          rest = rest.slice(part.length);
          const range = new Range();
          range.setStart(...at(index));
          range.setEnd(...at((index += part.length)));
          if (/[\p{L}\d]/u.test(part)) list.push([spoken(part), range]);
        }
      text = "";
      nodes = [];
    };
    list = [];
    // Not in the page's CSS: the Nu checker takes `::highlight()` for an error.
    const sheet = new CSSStyleSheet();
    if (CSS.highlights) sheet.insertRule("::highlight(spoken){background:Mark;color:MarkText}");
    document.adoptedStyleSheets.push(sheet);
    for (const root of document.querySelectorAll("[data-listen]")) {
      const walker = document.createTreeWalker(root, 4);
      for (let node; (node = walker.nextNode()); ) {
        const parent = node.parentElement;
        const own = parent.closest("p,li,h1,h2,h3,h4,td,th,dt,dd,figcaption,div,[data-listen]");
        if (parent.closest("[hidden],[aria-hidden],.hidden,script,style")) continue;
        if (own != block) flush();
        block = own;
        nodes.push([text.length, node]);
        text += node.data;
      }
    }
    flush();
  };

  // While it speaks, or is paused, a bar at the bottom of the window is always at hand.
  const bar = document.createElement("div");
  bar.className = "speaking";
  const add = (text, act) => {
    const made = document.createElement("button");
    made.textContent = text;
    made.onclick = act;
    bar.append(made);
    return made;
  };
  const pause = add("", () => button.onclick());
  add(words[6], () => {
    next = 0;
    stop(0);
    button.focus();
  });
  const speed = add("", () => {
    rate = RATES[(RATES.indexOf(rate) + 1) % RATES.length];
    told();
    if (state == 1) utterance = speech.cancel(), speak();
  });
  const told = () => (speed.textContent = words[7].replace("{n}", `${rate}`.replace(".", words[8])));
  told();

  const turn = (to) => {
    pause.textContent = button.lastElementChild.textContent = words[(state = to)];
    button.parentNode.querySelector(".said").textContent = words[to + 3];
    if (to) button.parentNode.append(bar);
    else bar.remove();
  };
  const stop = (to) => {
    utterance = 0;
    clearInterval(timer);
    speech.cancel();
    CSS.highlights?.delete("spoken");
    turn(to);
  };
  const speak = () => {
    clearInterval(timer);
    const item = list[next];
    if (!item) {
      next = 0;
      return stop(0);
    }
    const mine = (utterance = new SpeechSynthesisUtterance(item[0]));
    const done = () => {
      if (utterance == mine) next++, speak();
    };
    let seconds = 4 + item[0].length / 8 / rate;
    mine.rate = rate;
    mine.voice = voice;
    mine.lang = voice.lang;
    mine.onend = mine.onerror = done;
    // Chrome drops long speech and forgets `onend`: go on when it is silent or far too late.
    timer = setInterval(() => {
      if (--seconds > 0 && (speech.speaking || speech.pending)) return;
      speech.cancel();
      done();
    }, 1000);
    CSS.highlights?.set("spoken", new Highlight(item[1]));
    speech.speak(mine);
  };
  const find = () => {
    voice = speech.getVoices().find((item) => item.lang.startsWith(document.documentElement.lang));
    button.hidden = !voice;
  };

  button.onclick = () => {
    if (state == 1) return stop(2);
    if (!list) collect();
    turn(1);
    speak();
  };
  addEventListener("pagehide", () => state == 1 && stop(2));
  speech.onvoiceschanged = find;
  find();
}
