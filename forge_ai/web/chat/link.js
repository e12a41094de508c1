// The way to the node: this browser's key, requests with it, and answers that outlive their connection (stream-v1).

const SILENCE_MS = 5000; // the node gives a sign of life twice a second
const PAUSE_MS = 1000;
const PATIENCE_MS = 60000;
const KEPT_MS = 60 * PATIENCE_MS; // by the node, for a reader who comes back
const AWAY = "The node does not answer. Is it on, and is this device in its network?";
const MARK = "X-ForgeAI-Stream";
const UNKEPT = "X-ForgeAI-Not-Kept";

class Refused extends Error {
  constructor(status, error) {
    super([error.message, error.hint].filter(Boolean).join(" "));
    this.status = status;
    this.code = error.code;
  }
}

class Link {
  constructor() {
    this.brought = new URLSearchParams(location.hash.slice(1)).get("key") || "";
    this.key = this.brought || lasting.getItem("key") || "";
  }

  // The key that an address has brought, or the one of this browser. On return it is on the disk, and not in the address.
  async settle(shelf) {
    const { brought } = this;
    this.brought = "";
    const own = await shelf.key() || lasting.getItem("key") || "";
    this.key = own;
    if (!brought) return;
    if (!own || own === brought || await this.givesWay()) await this.take(brought, shelf);
    history.replaceState(null, "", location.pathname); // it stays in no history, and in no address that is shared
  }

  // Whether the key of this browser gives way to one that a link brought. Any page may hold such a link, of a stranger's key
  // or of none: one that is good gives way only when its person says so.
  async givesWay() {
    const isVoid = await this.read("/v1/models").then(() => false, error => error.status === 401);
    return isVoid || confirm("This link brings another key. Use it instead of the one that this browser has?");
  }

  async take(key, shelf) {
    this.key = key;
    await shelf.keepKey(key);
    try {
      lasting.setItem("key", key); // of which the other tabs are told
    } catch {
      // a full disk keeps nobody from asking
    }
  }

  async fetch(path, { method = "GET", order, form, headers = {}, signal } = {}) {
    const sent = { ...headers };
    if (this.key) sent.Authorization = "Bearer " + this.key;
    if (order) sent["Content-Type"] = "application/json";
    const body = order ? JSON.stringify(order) : form;
    const response = await fetch(path, { method, headers: sent, body, signal }).catch(() => { throw new Error(AWAY); });
    if (response.ok) return response;
    const found = await response.json().catch(() => ({}));
    throw new Refused(response.status, found.error || { message: "The node answers with status " + response.status + "." });
  }

  async read(path, more) {
    return (await this.fetch(path, more)).json();
  }

  // Do something again and again while the network is away or the node is busy, for a minute.
  async patiently(act) {
    for (const begun = Date.now(); ; ) {
      try {
        return await act();
      } catch (error) {
        const passes = !(error instanceof Refused) || error.status === 503;
        if (!passes || Date.now() - begun > PATIENCE_MS) throw error;
        await pause(PAUSE_MS);
      }
    }
  }

  // How many tokens a model can read; 0 where that is not known.
  async contextOf(model) {
    const { models } = await this.read("/api/v1/load").catch(() => ({ models: [] }));
    return models.find(one => one.name === model)?.context || 0;
  }

  // The answer of an exchange, event by event, each with the offset after it, from where the exchange is. When the
  // connection breaks it goes on; `shown` is told, and also why what the person told by the way could not be kept.
  async *answer(exchange, order, signal, shown) {
    const stream = new Stream(this, exchange, order, signal);
    try {
      yield* this.lasting(stream, signal, shown);
    } finally {
      stream.stop(); // whoever reads no more, for whatever reason, wants no more
    }
  }

  async *lasting(stream, signal, shown) {
    for (let broken = 0; ; ) {
      try {
        for await (const event of stream.events(shown)) {
          if (broken) shown.mark("");
          broken = 0;
          yield event;
        }
        return;
      } catch (error) {
        broken ||= Date.now();
        if (signal.aborted || error instanceof Refused || !stream.kept || Date.now() - broken > stream.patience) throw error;
        shown.mark("the connection is broken, trying again");
        await pause(Date.now() - broken < PATIENCE_MS ? PAUSE_MS : SILENCE_MS);
      }
    }
  }
}

class Stream {
  constructor(link, { stream, text, anew, offset, secret }, order, signal) {
    const headers = { [MARK]: stream, ...(secret && { "X-ForgeAI-Memory": "off" }) };
    Object.assign(this, { link, order, headers, signal, id: stream, kept: true, whole: false });
    Object.assign(this, text && !anew ? { accepted: true, offset } : { accepted: false, offset: 0 });
  }

  get path() {
    return "/api/v1/streams/" + this.id;
  }

  // How long it is worth while to come back, in milliseconds.
  get patience() {
    return this.accepted ? KEPT_MS : PATIENCE_MS;
  }

  stop() {
    if (this.kept && !this.whole) this.link.fetch(this.path, { method: "DELETE" }).catch(() => {}); // it has ended by itself
  }

  // The events from where the last connection broke. Throws when this one breaks, too.
  async *events(shown) {
    const connection = new AbortController();
    const end = () => connection.abort();
    this.signal.addEventListener("abort", end);
    let silence = 0;
    const heard = () => {
      clearTimeout(silence);
      if (this.kept) silence = setTimeout(end, SILENCE_MS);
    };
    try {
      heard();
      const response = await this.open(connection.signal), unkept = response.headers.get(UNKEPT);
      if (unkept) shown.tell("What you told was not remembered: " + unkept);
      for await (const block of blocks(response, heard)) {
        this.offset += size(block) + 2;
        const said = block.startsWith("data: ") ? block.slice(6) : "";
        if (said === "[DONE]") return void (this.whole = true);
        if (said) yield { event: JSON.parse(said), offset: this.offset };
      }
      throw new Error("The connection ended in the middle of the answer.");
    } finally {
      clearTimeout(silence);
      this.signal.removeEventListener("abort", end);
      end();
    }
  }

  async open(signal) {
    if (!this.accepted) {
      try {
        const { order, headers } = this;
        const response = await this.link.fetch("/v1/chat/completions", { method: "POST", order, headers, signal });
        this.accepted = true;
        this.kept = response.headers.get(MARK) === this.id;
        return response;
      } catch (error) {
        if (error.status !== 409) throw error; // it had arrived before its connection broke: it is not asked twice
        this.accepted = true;
      }
    }
    return this.link.fetch(this.path + "?offset=" + this.offset, { signal });
  }
}

// What stands between blank lines, without the comments, which are no part of the text.
async function* blocks(response, heard) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    const found = (rest + value).split("\n\n");
    rest = found.pop();
    for (const block of found) if (!block.startsWith(":")) yield block;
  }
}

function pause(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

function size(text) {
  return new TextEncoder().encode(text).length;
}

function newStreamId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
}

const link = new Link();
