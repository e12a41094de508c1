// One question and its answer. Until both are kept they stand on this browser's own shelf: a page that is closed, reloaded
// or killed in the middle loses nothing. What is private stands nowhere.

const SAVE_MS = 1000; // what came after that is read from the node again
const SAVE_PATIENCE_MS = 500; // a person waits no longer for a slow disk
const HANDOVER_MS = 3000; // for the page that was here before a reload to let go

class Exchange {
  constructor(fields) {
    const fresh = { stream: newStreamId(), begun: Date.now(), offset: 0, text: "", whole: false, tried: false, secret: false };
    Object.assign(this, fresh, fields);
    this.saved = 0;
    this.lately = this.text.slice(-LATELY);
  }

  // What pages have left behind that are no more, the oldest first. The page of `place` is being reloaded.
  static async left(place) {
    const found = [];
    for (const { stream, place: itsPlace } of (await shelf.all()).filter(isExchange)) {
      const free = await hold(stream, itsPlace === place);
      const fields = free && (await shelf.all()).find(one => one.stream === stream); // as it was left at the end
      if (fields) found.push(new Exchange({ ...fields, free, tried: true }));
      else free?.();
    }
    return found.sort((one, other) => one.begun - other.begun);
  }

  get asked() {
    return this.messages.at(-1);
  }

  get answered() {
    return { role: "assistant", content: this.text, brain: this.model };
  }

  // Two pages never ask or keep the same.
  async hold() {
    this.free = await hold(this.stream, false);
  }

  // On return it is on the disk, or nowhere.
  async save() {
    if (this.secret) return;
    this.saved = Date.now();
    const { stream, begun, place, chat, messages, model, offset, text, whole } = this;
    await shelf.put({ stream, begun, place, chat, messages, model, offset, text, whole });
  }

  // It is kept elsewhere now, or was taken back.
  settle() {
    shelf.remove(this.stream);
    this.free?.();
  }

  // Ask, once the question is on the disk, or go on where another page was, until the answer has ended. `shown` is told what
  // comes, `long` what of a long chat the model can read. Returns how it ended, where that is worth a word; throws what it was
  // refused with. What a node has not any more because it was started anew is asked once more.
  async hear(link, signal, shown, long) {
    try {
      await Promise.race([this.save(), pause(SAVE_PATIENCE_MS)]);
      return await this.listen(link, signal, shown, long);
    } catch (error) {
      if (error.code === "context_length_exceeded" && !this.text && long.refused(this.messages)) return this.hear(link, signal, shown, long);
      if (signal.aborted) return "stopped";
      if (!this.text || ![404, 410].includes(error.status)) throw error;
      if (error.status === 410 || this.anew) return "broken off: the node has no more of it";
      Object.assign(this, { anew: true, offset: 0 }); // the node was started anew
      return this.hear(link, signal, shown, long);
    }
  }

  async listen(link, signal, shown, long) {
    const resumed = Boolean(this.text), begins = this.messages.length < 2;
    const messages = long.shown(this.messages, resumed || begins ? long.context : await link.contextOf(this.model));
    if (this.anew) messages.push(this.answered); // which the model goes on with
    const order = { model: this.model, messages: messages.map(({ role, content }) => ({ role, content })), stream: true, stream_options: { include_usage: true } };
    for await (const { event, offset } of link.answer(this, order, signal, shown)) {
      if (event.error) throw new Refused(0, event.error);
      const line = long.accepted(), used = event.usage;
      if (line) shown.tell(line);
      if (used && !resumed) long.answered(this.messages, this.text, used.prompt_tokens + used.completion_tokens);
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

// What ends the hold of this page on an answer; nothing where another page has it. One that is being reloaded lets go soon.
function hold(stream, soon) {
  if (!navigator.locks) return Promise.resolve(() => {}); // a browser of 2021
  const waiting = new AbortController();
  if (soon) setTimeout(() => waiting.abort(), HANDOVER_MS);
  return new Promise(resolve => {
    const held = lock => lock ? new Promise(free => resolve(free)) : resolve();
    const terms = soon ? { signal: waiting.signal } : { ifAvailable: true };
    navigator.locks.request("answer:" + stream, terms, held).catch(() => resolve());
  });
}

function areMessages(found) {
  return Array.isArray(found) && found.every(one => typeof one?.content === "string");
}

function isExchange({ text, messages }) {
  return typeof text === "string" && areMessages(messages) && messages.length > 0;
}
