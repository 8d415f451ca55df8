// Keeps the page of interviews and its modules, so that it opens without a network. What was asked of people does not pass here.
// Before this text the server puts `kept`: {name, tag, shell, files}, the name of this version and everything that belongs to it.

const own = `interviews ${kept.tag} `;

const install = async () => {
  const cache = await caches.open(kept.name);
  await cache.addAll([...kept.files, kept.shell].map((path) => new Request(path, { cache: "reload" })));
  await skipWaiting();
};

const activate = async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith(own) && name !== kept.name);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
};

const answer = async (request, path) => (await caches.match(path)) ?? fetch(request);

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  const isPage = event.request.mode === "navigate" && new RegExp(`^/${kept.tag}/interviews/[0-9a-f]{32}$`).test(pathname);
  if (isPage) event.respondWith(answer(event.request, kept.shell));
  else if (kept.files.includes(pathname)) event.respondWith(answer(event.request, pathname));
});
