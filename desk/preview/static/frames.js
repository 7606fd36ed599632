// Two frames, one over the other: the next page loads in the hidden one and is shown when it stands
// where the last one stood, so that nothing flashes or jumps.
//
// What is said to the pages goes to the preview's origin alone, and only from there is anything taken.

const PHONE = 412;

/** origin: the preview's; place: gives {text, at} of what is being written, or null. */
export function makeFrames(room, origin, place) {
  let [shown, next] = room.querySelectorAll("iframe");
  let width = PHONE;
  let scroll = 0;
  let loads = 0;
  let told = "";
  let isEmpty = true;

  for (const frame of [shown, next]) {
    frame.addEventListener("load", () => {
      if (frame === next && loads) post(frame, { load: loads, scroll, ...place() });
    });
  }
  addEventListener("message", ({ data, origin: from, source }) => {
    if (from !== origin) return;
    if (source === next.contentWindow && data.load === loads) swap();
    else if (source === shown.contentWindow && data.scroll !== undefined) scroll = data.scroll;
  });
  new ResizeObserver(fit).observe(room);
  fit();

  function post(frame, said) {
    frame.contentWindow.postMessage(said, origin);
  }

  function load(address) {
    loads += 1;
    next.contentWindow.location.replace(origin + address); // no step for the browser's Back
  }

  function swap() {
    [shown, next] = [next, shown];
    isEmpty = false;
    for (const frame of [shown, next]) {
      const isNext = frame === next;
      frame.classList.toggle("preview-waiting", isNext);
      frame.setAttribute("aria-hidden", isNext);
      frame.tabIndex = isNext ? -1 : 0;
    }
  }

  function follow(at) {
    const text = at?.text ?? "";
    if (!text || text === told || isEmpty) return;
    told = text;
    post(shown, at);
  }

  function resize(wanted) {
    width = wanted;
    fit();
  }

  /** As wide as a screen of that width, made smaller where there is less room. */
  function fit() {
    const scale = Math.min(1, room.clientWidth / width);
    for (const frame of [shown, next]) {
      frame.style.width = `${width}px`;
      frame.style.height = `${room.clientHeight / scale}px`;
      frame.style.left = `${Math.max(0, (room.clientWidth - width * scale) / 2)}px`;
      frame.style.transform = `scale(${scale})`;
    }
  }

  return { load, follow, resize };
}
