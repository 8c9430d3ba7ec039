// What has been written and not yet stored by the server, kept in this browser (IndexedDB, which holds files too).
// Where the browser forbids that, it is kept in memory for as long as the page is open.
const memory = new Map();
let opening = null;

function open() {
  opening ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open("rooms", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "client_id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opening;
}

async function run(mode, act) {
  const database = await open();
  if (!database) return act(null);
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("outbox", mode);
    const request = act(transaction.objectStore("outbox"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export async function keep(entry) {
  memory.set(entry.client_id, entry);
  await run("readwrite", (store) => store?.put(entry)).catch(() => {}); // memory has it, at least
}

export async function forget(clientId) {
  memory.delete(clientId);
  await run("readwrite", (store) => store?.delete(clientId)).catch(() => {});
}

// Everything `me` wrote for `room` and that is not known to be stored, oldest first.
export async function waiting(room, me) {
  const stored = (await run("readonly", (store) => store?.getAll()).catch(() => null)) ?? [...memory.values()];
  return stored.filter((entry) => entry.room === room && entry.me === me).sort((a, b) => a.written_at - b.written_at);
}
