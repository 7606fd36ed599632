{
  const place = "xem-truoc:" + location.pathname;
  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    addEventListener("load", () => scrollTo({ top: Number(kept), behavior: "instant" }));
  }
  const shown = document.currentScript.dataset.version;
  const events = new EventSource("/_xem-truoc/su-kien");
  events.onmessage = ({ data }) => {
    if (data === shown) return;
    events.close();
    sessionStorage.setItem(place, scrollY);
    location.reload();
  };
  addEventListener("pagehide", () => events.close());
}
