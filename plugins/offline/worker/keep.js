// What the network answers is shown as it is; only where it gives none, what was kept.
const missing = registration.scope + told[0];
const most = { pages: told[1], files: told[1] * 3, shell: 1 };
// Sites below other paths have caches in the same place.
const open = (name) => caches.open(`${name} ${registration.scope}`);

const keep = async (name, key, response) => {
  const cache = await open(name);
  await cache.delete(key); // so that it becomes the last one
  if (response) await cache.put(key, response);
  for (const old of (await cache.keys()).slice(0, -most[name])) await cache.delete(old);
};

const listed = async () => {
  const cache = await open("pages");
  const items = [];
  for (const request of (await cache.keys()).reverse()) {
    const title = (await (await cache.match(request)).text()).match(/<h1[^>]*>([^<]+)/);
    if (title) items.push(`<li><a href="${request.url}">${title[1]}</a></li>`);
  }
  return items.join("");
};

const withoutNetwork = async (name, key) => {
  const kept = await (await open(name)).match(key);
  if (kept || name != "pages") return kept || Response.error();
  const response = await (await open("shell")).match(missing);
  const page = await response.text();
  const items = await listed();
  const shown = items ? page.replace("<section hidden>", "<section>").replace("<ul></ul>", () => `<ul class="tree">${items}</ul>`) : page;
  return new Response(shown, response);
};

const answer = async (event, name, key) => {
  try {
    const response = await ((await event.preloadResponse) || fetch(event.request));
    if (!response.ok) {
      // What was taken away, or moved, is not kept either.
      if (response.status < 500) event.waitUntil(keep(name, key));
    } else if (name != "pages" || /html/.test(response.headers.get("content-type"))) event.waitUntil(keep(name, key, response.clone()));
    return response;
  } catch {
    return withoutNetwork(name, key);
  }
};

oninstall = (event) => {
  skipWaiting();
  event.waitUntil(fetch(missing, { cache: "reload" }).then((response) => keep("shell", missing, response)));
};
onactivate = (event) =>
  event.waitUntil(
    (async () => {
      await registration.navigationPreload?.enable();
      await clients.claim();
      // The page from which all this began.
      for (const { url } of await clients.matchAll()) {
        const key = url.split(/[?#]/)[0];
        await keep("pages", key, await fetch(key));
      }
    })(),
  );
onfetch = (event) => {
  const asked = event.request;
  const key = asked.url.split(/[?#]/)[0];
  const name = asked.mode == "navigate" ? "pages" : /image|script/.test(asked.destination) && "files";
  if (name && asked.method == "GET" && key.startsWith(registration.scope)) event.respondWith(answer(event, name, key));
};
