// The drawer: the chats and memories of the person, which are the same on all devices. Needs the right to sync.

const CHATS = "/api/v1/memory/conversations";
const FACTS = "/api/v1/memory";
const FEW = 12, MANY = 1000; // chats

class Drawer {
  // `chooses` is told a chat to go on with, `reads` a conversation between AIs, `forgot` the identity of a chat that is gone.
  constructor(link, chooses, reads, forgot) {
    Object.assign(this, { link, chooses, reads, forgot, most: FEW });
    at("menu").addEventListener("click", () => this.show(at("drawer").hidden));
    at("telling").addEventListener("submit", event => this.tell(event));
    at("find").addEventListener("input", () => reported(() => this.listFacts()));
    at("older").addEventListener("click", () => reported(() => this.listChats(MANY)));
  }

  async show(open) {
    at("drawer").hidden = !open;
    at("menu").setAttribute("aria-expanded", open);
    if (open) await reported(() => Promise.all([this.listChats(), this.listFacts()]));
  }

  async listChats(most = this.most) {
    const { conversations } = await this.link.read(CHATS + "?most=" + most);
    this.most = most;
    const chats = conversations.filter(one => !one.speakers.length), between = conversations.filter(one => one.speakers.length);
    at("chats").replaceChildren(...(chats.length ? chats.map(one => this.row(one)) : [element("li", "None yet.")]));
    at("dialogues").replaceChildren(...between.map(one => this.row(one)));
    at("between").hidden = !between.length;
    at("older").hidden = most === MANY || Math.max(chats.length, between.length) < most;
  }

  row(one) {
    const title = [one.speakers.join(", "), one.title || "A chat"].filter(Boolean).join(": ");
    const open = button(title, () => this.choose(one.identity));
    return element("li", directed(open), when(one.last_ms), button("✕", () => this.forgetChat(one), "Forget: " + title));
  }

  async choose(identity) {
    const { messages, transcript } = await this.link.read(CHATS + "/" + identity);
    if (transcript) this.reads(transcript, identity);
    else this.chooses(identity, messages);
    await this.show(false);
    at(isTouched() ? "menu" : "text").focus(); // a phone's keyboard would cover what was chosen
  }

  async forgetChat(one) {
    if (!isSure(one.title)) return;
    await this.link.fetch(CHATS + "/" + one.identity, { method: "DELETE" });
    this.forgot(one.identity);
    await inPlace(() => this.listChats());
  }

  // The newest memories, or those that fit what is looked for best.
  async listFacts() {
    const sought = at("find").value.trim();
    const { memories } = await this.link.read(FACTS + "?query=" + encodeURIComponent(sought));
    if (at("find").value.trim() !== sought) return; // it was typed on meanwhile
    const rows = (sought ? memories : memories.reverse()).map(fact => {
      const forget = button("✕", () => this.forgetFact(fact), "Forget: " + fact.text);
      return element("li", directed(element("span", fact.text)), element("span", fact.since), forget);
    });
    at("facts").replaceChildren(...(rows.length ? rows : [element("li", sought ? "Nothing fits." : "Nothing is remembered.")]));
  }

  async tell(event) {
    event.preventDefault();
    const text = at("fact").value.trim();
    if (!text) return;
    await reported(async () => {
      await this.link.fetch(FACTS, { method: "POST", order: { text } });
      at("fact").value = at("find").value = "";
      await this.listFacts();
    });
  }

  async forgetFact(fact) {
    if (!isSure(fact.text)) return;
    await this.link.fetch(FACTS + "/" + fact.id, { method: "DELETE" });
    await inPlace(() => this.listFacts());
  }
}

// What is forgotten comes back from nowhere, and a finger slips.
function isSure(words) {
  return window.confirm("Forget this on all your devices?\n" + words);
}

// Draw a list anew. Who stood on a row of it by the keys stands on the one that takes its place.
async function inPlace(draw) {
  const row = document.activeElement?.closest("#drawer li"), list = row?.parentElement;
  const place = list ? [...list.children].indexOf(row) : 0;
  await draw();
  if (list) ((list.children[place] || list.lastElementChild)?.querySelector("button:last-child") || at("menu")).focus();
}

// The time of today, or the day.
function when(milliseconds) {
  const then = new Date(milliseconds), isToday = then.toDateString() === new Date().toDateString();
  return element("span", isToday ? then.toLocaleTimeString([], { timeStyle: "short" }) : then.toLocaleDateString());
}
