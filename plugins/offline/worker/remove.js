// Takes the place of the worker that some readers have, and leaves nothing of it.
oninstall = () => skipWaiting();
onactivate = (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.endsWith(` ${registration.scope}`)) await caches.delete(name);
      await registration.unregister();
    })(),
  );
