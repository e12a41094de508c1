// One question and its answer. Until both are kept they stand in this browser's own storage: a page that is closed or
// reloaded in the middle loses nothing. What is private stands nowhere.

const WAITING = "waiting:"; // before the id of the answer
const SAVE_MS = 1000; // what came after that is read from the node again
const HANDOVER_MS = 3000; // for the page that was here before a reload to let go

class Exchange {
  constructor(fields) {
    const fresh = { stream: newStreamId(), begun: Date.now(), offset: 0, text: "", whole: false, tried: false, secret: false };
    Object.assign(this, fresh, fields);
    this.key = WAITING + this.stream;
    this.saved = 0;
    this.lately = this.text.slice(-LATELY);
  }

  // What pages have left behind that are no more, the oldest first. The page of `place` is being reloaded.
  static async left(place) {
    const found = [];
    for (const key of Object.keys(localStorage).filter(key => key.startsWith(WAITING))) {
      const left = stored(localStorage, key, "messages"), one = left && new Exchange(left);
      if (!one) continue;
      if (await one.hold(one.place === place) && localStorage.getItem(key)) found.push(one);
      else one.free?.();
    }
    return found.sort((one, other) => one.begun - other.begun);
  }

  get asked() {
    return this.messages.at(-1);
  }

  get answered() {
    return { role: "assistant", content: this.text };
  }

  // Whether it is this page's to go on with: two pages never ask or keep the same.
  hold(patient) {
    if (!navigator.locks) return true; // a browser of 2021
    const waiting = new AbortController();
    if (patient) setTimeout(() => waiting.abort(), HANDOVER_MS);
    return new Promise(resolve => {
      const held = lock => {
        resolve(Boolean(lock));
        return lock && new Promise(free => { this.free = free; });
      };
      const terms = patient ? { signal: waiting.signal } : { ifAvailable: true };
      navigator.locks.request(this.key, terms, held).catch(() => resolve(false));
    });
  }

  save() {
    if (this.secret) return;
    const { stream, begun, place, chat, messages, model, offset, text, whole, tried } = this;
    store(localStorage, this.key, { stream, begun, place, chat, messages, model, offset, text, whole, tried });
    this.saved = Date.now();
  }

  // It is kept elsewhere now, or was taken back.
  settle() {
    localStorage.removeItem(this.key);
    this.free?.();
  }

  // Ask, or go on where another page was, until the answer has ended. How it ended, where that is worth a word; throws
  // what it was refused with. `shown` is told what comes.
  async hear(link, signal, shown) {
    try {
      return await this.listen(link, signal, shown);
    } catch (error) {
      if (signal.aborted) return "stopped";
      if (this.text && [404, 410].includes(error.status)) return "broken off: the node has no more of it";
      throw error;
    }
  }

  async listen(link, signal, shown) {
    const order = { model: this.model, messages: this.messages, stream: true };
    for await (const { event, offset } of link.answer(this, order, signal, words => shown.mark(words))) {
      if (event.error) throw new Refused(0, event.error);
      const piece = event.choices?.[0]?.delta?.content;
      if (piece) this.add(piece, offset), shown.grow(piece);
      if (circles(this.lately)) return "it only repeats itself: stopped"; // which ends the reading, and the compute with it
    }
    if (!this.text) throw new Error("The answer is empty.");
    return "";
  }

  add(piece, offset) {
    this.text += piece;
    this.lately = (this.lately + piece).slice(-LATELY); // to cut it from the whole would cost the length of the whole
    this.offset = offset;
    if (Date.now() - this.saved > SAVE_MS) this.save();
  }
}

// A browser whose storage is full, or forbidden, goes on without.
function store(place, key, value) {
  try {
    place.setItem(key, JSON.stringify(value));
  } catch {
    place.removeItem(key);
  }
}

// What stands there, if it has the field that tells it from what another program at this address may have put there.
function stored(place, key, field) {
  try {
    const found = JSON.parse(place.getItem(key));
    return found?.[field] === undefined ? null : found;
  } catch {
    return null;
  }
}
