// What outlives the page in this browser: exchanges until they are kept, and the key that let it in. A database, because what
// `localStorage` has been told may reach the disk a minute later: too late for a browser that is killed.

const WAITING = "waiting", OWN = "own";
const SHELF_PATIENCE_MS = 3000; // for a database that stands still

class Shelf {
  // Where it is forbidden, damaged or stands still, nothing outlives the page.
  constructor() {
    this.opened = soon(openedDatabase()).catch(() => null);
  }

  put(fields) {
    return this.change(WAITING, place => place.put(fields));
  }

  remove(stream) {
    return this.change(WAITING, place => place.delete(stream));
  }

  async all() {
    return await this.read(WAITING, place => place.getAll()) || [];
  }

  keepKey(key) {
    return this.change(OWN, place => key ? place.put(key, "key") : place.delete("key"));
  }

  async key() {
    const found = await this.read(OWN, place => place.get("key"));
    return typeof found === "string" ? found : "";
  }

  // Forget everything, and take nothing more.
  async close() {
    for (const name of [WAITING, OWN]) await this.change(name, place => place.clear());
    this.opened = Promise.resolve(null);
  }

  async read(name, act) {
    const database = await this.opened;
    return database && soon(asked(database, name, act)).catch(() => null);
  }

  // Done in the order in which it was asked for; on return it is on the disk. A full disk keeps nobody from asking.
  async change(name, act) {
    const database = await this.opened;
    if (database) await soon(asked(database, name, act, "readwrite")).catch(() => {});
  }
}

function openedDatabase() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("forge-ai", 2);
    opening.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) opening.result.createObjectStore(WAITING, { keyPath: "stream" });
      opening.result.createObjectStore(OWN);
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

function asked(database, name, act, mode = "readonly") {
  return new Promise((resolve, reject) => {
    const asking = database.transaction(name, mode, { durability: "strict" });
    const request = act(asking.objectStore(name));
    if (mode === "readwrite") asking.commit?.();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// The same, but not for ever.
function soon(promised) {
  let late = 0;
  const end = new Promise((_, reject) => { late = setTimeout(reject, SHELF_PATIENCE_MS); });
  return Promise.race([promised, end]).finally(() => clearTimeout(late));
}

const shelf = new Shelf();
