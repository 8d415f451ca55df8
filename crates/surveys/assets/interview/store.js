// What lies on this device (IndexedDB), in five drawers:
//   packs   by survey: what the server gave to interview with, and when
//   open    by case: interviews that were begun, saved at every answer
//   done    by case: finished interviews that were not sent, with the number of their token and its blinding
//   visits  by id: what came of visits
//   notes   by key: when something was last sent
// Everything that belongs together is written in one transaction, which is on the disk when `change` resolves.

const NAME = "chiso interviews";
const DRAWERS = { packs: "survey", open: "case", done: "case", visits: "id", notes: "key" };

const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const opened = () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(DRAWERS)) request.result.createObjectStore(name, { keyPath });
  };
  return answered(request);
};

/**
 * The device's store: `all(drawer)`, `get(drawer, key)`, and `change(steps)`, a list of `["put", drawer, record]` and `["remove", drawer, key]` of which all are done or none.
 */
export const openStore = async () => {
  const base = await opened();
  // Another tab brings a newer layout: let it.
  base.onversionchange = () => base.close();
  const drawer = (name) => base.transaction(name).objectStore(name);
  return {
    all: (name) => answered(drawer(name).getAll()),
    get: (name, key) => answered(drawer(name).get(key)),
    change: (steps) =>
      new Promise((resolve, reject) => {
        const names = [...new Set(steps.map(([, name]) => name))];
        if (names.length === 0) return resolve();
        const transaction = base.transaction(names, "readwrite", { durability: "strict" });
        transaction.oncomplete = () => resolve();
        transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("not kept"));
        for (const [what, name, value] of steps) {
          const of = transaction.objectStore(name);
          if (what === "put") of.put(value);
          else of.delete(value);
        }
      }),
  };
};
