// In the page of an unsaved text: talks to the desk's page, which frames it. It shows what is being
// written, says how far somebody scrolled, and leads to other pages in windows of their own.
{
  const desks = document.currentScript.dataset.desk.split(" ");
  const BLOCKS = "h1, h2, h3, h4, p, li, td, th, figcaption, caption, blockquote, dt, dd, pre";
  const DECODING_MS = 300;
  const LEAST_ALIKE = 0.2;
  let tell = () => {};

  addEventListener("message", async ({ data, origin, source }) => {
    if (source !== parent || !desks.includes(origin)) return;
    tell = (said) => parent.postMessage(said, origin);
    if (data.scroll !== undefined) scrollTo({ top: data.scroll, behavior: "instant" });
    const block = data.text && nearest(data.text, data.at);
    if (block && !isInView(block, innerHeight * 0.1)) block.scrollIntoView({ block: "center", behavior: "instant" });
    if (data.load === undefined) return;
    await Promise.race([decoded(), new Promise((done) => setTimeout(done, DECODING_MS))]);
    tell({ load: data.load });
  });
  addEventListener("scroll", () => tell({ scroll: scrollY }), { passive: true });
  addEventListener("submit", (event) => event.preventDefault());
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    open(link.href, "_blank", "noopener");
  });

  /** The block whose words are most like those of `text`; of equal ones that nearest to the part `at`
      of the page. */
  function nearest(text, at) {
    const wanted = wordsOf(text);
    const blocks = [...document.querySelectorAll(`main :is(${BLOCKS})`)].filter((each) => !each.querySelector(BLOCKS));
    let best = null;
    let most = [LEAST_ALIKE, 0];
    for (const [n, block] of blocks.entries()) {
      const found = [likeness(wanted, wordsOf(block.textContent)), -Math.abs(n / blocks.length - at)];
      if (found[0] > most[0] || (found[0] === most[0] && found[1] > most[1] && best)) [best, most] = [block, found];
    }
    return best;
  }

  function wordsOf(text) {
    return text.normalize().toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  /** From 0 to 1: how many words both have, of all that they have. */
  function likeness(some, others) {
    const left = new Map();
    for (const word of some) left.set(word, (left.get(word) ?? 0) + 1);
    let common = 0;
    for (const word of others) {
      const count = left.get(word);
      if (!count) continue;
      left.set(word, count - 1);
      common += 1;
    }
    return (2 * common) / (some.length + others.length || 1);
  }

  function isInView(element, margin = 0) {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > margin && top < innerHeight - margin;
  }

  function decoded() {
    const seen = [...document.images].filter((image) => isInView(image));
    return Promise.all(seen.map((image) => image.decode().catch(() => {})));
  }
}
