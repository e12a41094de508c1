// One chat: what was said in it, kept at the node among the person's chats, and by the page itself while that is open.

const CHAT = "chat";
const ALIKE = 3; // new chats that are looked into for what may have arrived

class Chat {
  constructor(link, { id = "", messages = [], place = newStreamId() } = {}) {
    Object.assign(this, { link, id, messages: [...messages], place, speaks: false, unkept: [], keeping: Promise.resolve() });
    this.long = {}; // what of it each model is shown
  }

  longFor(model) {
    return this.long[model] ??= new LongChat();
  }

  // For this page when it is reloaded. A question without an answer stands in its exchange.
  remember(secret) {
    const { id, messages, place } = this;
    if (secret) ofThisTab.removeItem(CHAT);
    else store(ofThisTab, CHAT, { id, place, messages: messages.at(-1)?.role === "user" ? messages.slice(0, -1) : messages });
  }

  // An exchange is kept after those before it, which may still be waiting for a network. Not where the browser `mayKeep` nothing.
  keep(exchange, mayKeep) {
    this.unkept.push(exchange);
    this.keeping = this.keeping.catch(() => {}).then(() => this.keepAll(mayKeep));
    return this.keeping;
  }

  async keepAll(mayKeep) {
    while (this.unkept.length) {
      const [exchange] = this.unkept;
      try {
        if (mayKeep) this.id = await this.link.patiently(() => this.told(exchange, this.id));
      } catch (error) {
        if (![400, 413].includes(error.status)) throw error; // the next exchange or the next opening tries again
      }
      exchange.settle();
      this.unkept.shift();
    }
  }

  // The id of the chat at the node that has the exchange now.
  async told(exchange, id) {
    try {
      const found = exchange.tried && await this.arrived(exchange, id);
      if (found) return found;
      exchange.tried = true; // as every one is that another page left: who knows how far that came
      const order = { messages: [exchange.asked, exchange.answered], ...(id && { id }) };
      return (await this.link.read(CHATS, { method: "POST", order })).id;
    } catch (error) {
      if (error.status !== 404 || !id) throw error;
      return this.told(exchange, ""); // the chat was forgotten meanwhile, perhaps on another device
    }
  }

  // The chat that ends with this exchange: it had arrived, only the node's word of it was lost. Else nothing.
  async arrived(exchange, id) {
    const { conversations } = id ? { conversations: [{ identity: id, messages: 2 }] } : await this.link.read(CHATS);
    for (const { identity } of conversations.filter(one => one.messages === 2).slice(0, ALIKE)) {
      const { messages } = await this.link.read(CHATS + "/" + identity);
      const [asked, answered] = messages.slice(-2).map(message => message.content);
      if (asked === exchange.asked.content && answered === exchange.text) return identity;
    }
    return "";
  }
}
