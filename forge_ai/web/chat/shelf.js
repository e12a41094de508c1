// Where exchanges stand in this browser until they are kept. A database, because what `localStorage` has been told may reach
// the disk a minute later: too late for a browser that is killed.

const WAITING = "waiting";

class Shelf {
  constructor() {
    this.opened = new Promise(resolve => {
      const opening = indexedDB.open("forge-ai", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(WAITING, { keyPath: "stream" });
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => resolve(null);
    }).catch(() => null); // forbidden, or no room: then nothing outlives the page
  }

  put(fields) {
    return this.change(place => place.put(fields));
  }

  remove(stream) {
    return this.change(place => place.delete(stream));
  }

  // Forget everything, and take nothing more.
  async close() {
    await this.change(place => place.clear());
    this.opened = Promise.resolve(null);
  }

  async all() {
    const database = await this.opened;
    return database ? finished(database.transaction(WAITING).objectStore(WAITING).getAll()) : [];
  }

  // Done in the order in which it was asked for; on return it is on the disk.
  async change(act) {
    const database = await this.opened;
    if (!database) return;
    const changing = database.transaction(WAITING, "readwrite", { durability: "strict" });
    const request = act(changing.objectStore(WAITING));
    changing.commit?.();
    await finished(request).catch(() => {}); // a full disk keeps nobody from asking
  }
}

function finished(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
