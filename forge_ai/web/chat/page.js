// The page itself: one chat, who answers in it, and what the person does.

const CIRCLING_LETTERS = 300; // of nothing new, as where a node asks for its person (protocol/circling.py)
const LONGEST_ROUND = 24;
const SHORTEST = 0.3; // seconds: the pace of an answer that came all at once says nothing

const link = new Link();
const speech = new Speech(link);
const drawer = new Drawer(link, goOn);
let chat = newChat();
let running = null; // what ends the answer that is being written

function newChat(id = "", messages = []) {
  return { id, messages, speaks: false };
}

function at(id) {
  return document.getElementById(id);
}

function button(words, act, label = "") {
  const made = element("button", words);
  made.type = "button";
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", () => reported(act));
  return made;
}

// Do something; what goes wrong is shown in the chat, and a key that is not known is asked for.
async function reported(act) {
  try {
    return await act();
  } catch (error) {
    if (error.status === 401) askForKey();
    else show("error", "error").body.append(error.message);
  }
}

function show(kind, who) {
  const name = element("div", who), body = element("div"), block = element("div", name, body);
  block.className = kind;
  name.className = "who";
  body.className = "said";
  at("talk").append(block);
  block.scrollIntoView({ block: "end" });
  return { block, name, body };
}

// An answer while it is written: shown once for each picture of the screen, however fast it comes.
class Answer {
  constructor(model) {
    Object.assign(this, show("assistant", model), { model, text: "", pieces: 0, begun: performance.now(), first: 0, due: false });
  }

  add(piece) {
    this.first ||= performance.now();
    this.text += piece;
    this.pieces += 1;
    if (!this.due) requestAnimationFrame(() => this.draw());
    this.due = true;
  }

  draw() {
    this.due = false;
    const talk = at("talk"), atEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 80;
    this.body.replaceChildren(markdown(this.text));
    if (atEnd) talk.scrollTop = talk.scrollHeight;
  }

  mark(words) {
    this.name.textContent = [this.model, words].filter(Boolean).join(" · ");
  }

  end(how) {
    this.draw();
    const seconds = (performance.now() - this.first) / 1000;
    const pace = seconds > SHORTEST ? Math.round((this.pieces - 1) / seconds) + " tokens/s" : "";
    const wait = this.pieces ? "first after " + Math.round(this.first - this.begun) + " ms" : "";
    this.mark([pace, wait, how].filter(Boolean).join(" · "));
    if (this.text) this.block.append(this.acts());
  }

  acts() {
    const made = element("div", button("Copy", () => copyText(this.text, made.firstChild)));
    if (speech.speaks) made.append(button("Say it", () => speech.say(this.text)));
    const again = button("Again", () => askAgain(this));
    again.className = "again"; // only the last answer can be asked for again
    made.append(again);
    made.className = "acts";
    return made;
  }
}

async function answer() {
  const here = chat, shown = new Answer(at("model").value), stopping = new AbortController();
  running = stopping;
  at("send").textContent = "Stop";
  const circled = await reported(() => hear(here, shown, stopping.signal));
  if (running === stopping) running = null;
  if (!running) at("send").textContent = "Send";
  shown.end(stopping.signal.aborted ? "stopped" : circled ? "it only repeats itself: stopped" : "");
  const asked = here.messages.at(-1);
  if (!shown.text) return shown.block.remove(), here.messages.pop();
  here.messages.push({ role: "assistant", content: shown.text });
  await reported(() => keep(here, [asked, here.messages.at(-1)]));
  if (here.speaks && speech.speaks && here === chat) await reported(() => speech.say(shown.text));
}

async function hear(here, shown, signal) {
  const headers = at("private").checked ? { "X-ForgeAI-Memory": "off" } : {};
  const order = { model: shown.model, messages: here.messages, stream: true };
  try {
    for await (const event of link.answer(order, headers, signal, words => shown.mark(words))) {
      if (event.error) throw new Refused(0, event.error);
      const piece = event.choices?.[0]?.delta?.content;
      if (piece) shown.add(piece);
      if (circles(shown.text)) return true; // which ends the reading, and the compute with it
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

// Whether a text has long been saying the same over and over, as a small model may do that is asked what it never saw.
function circles(text) {
  const said = text.slice(-CIRCLING_LETTERS);
  if (text.length < CIRCLING_LETTERS + LONGEST_ROUND) return false;
  for (let back = 1; back <= LONGEST_ROUND; back++) {
    if (text.slice(-CIRCLING_LETTERS - back, -back) === said) return true;
  }
  return false;
}

// What was said belongs to the person's chats on all devices; a browser that may only ask has them for itself.
async function keep(here, messages) {
  if (at("private").checked || at("menu").hidden) return;
  const order = here.id ? { id: here.id, messages } : { messages };
  try {
    here.id = (await link.read(CHATS, { method: "POST", order })).id;
  } catch (error) {
    if (error.status !== 404) throw error; // it was forgotten meanwhile, perhaps on another device
    here.id = "";
    await keep(here, messages);
  }
}

function say(text) {
  chat.messages.push({ role: "user", content: text });
  show("user", "you").body.append(text);
  answer();
}

function askAgain(shown) {
  if (running) return;
  shown.block.remove();
  chat.messages.pop();
  answer();
}

function begin() {
  running?.abort();
  speech.hush();
  chat = newChat();
  at("talk").replaceChildren();
  at("text").focus();
}

function goOn(id, messages) {
  begin();
  chat = newChat(id, messages);
  for (const { role, content } of messages) {
    const { body } = show(role === "user" ? "user" : "assistant", role === "user" ? "you" : role);
    body.append(role === "user" ? content : markdown(content));
  }
}

async function listenOrSend() {
  if (!speech.listening) {
    speech.hush();
    await speech.listen();
  } else {
    const text = await speech.understood();
    if (!text) throw new Error("Nothing was understood. Speak a little louder, or nearer.");
    chat.speaks = true;
    say(text);
  }
}

function askForKey() {
  at("why").textContent = link.key ? "This node does not know that key." : "This node answers only whom it has let in.";
  letIn(false);
  at("key").focus();
}

function letIn(known) {
  at("entry").hidden = known;
  for (const id of ["form", "talk", "menu", "model", "again"]) at(id).hidden = !known;
}

async function enter() {
  const { data } = await link.read("/v1/models");
  const hello = await link.read("/api/v1/node");
  at("node").textContent = document.title = hello.name;
  at("model").replaceChildren(...data.map(model => new Option(model.id)));
  const names = data.map(model => model.id), last = localStorage.getItem("model");
  at("model").value = names.includes(last) ? last : hello.model;
  letIn(true);
  await speech.look();
  at("speak").hidden = !speech.hears;
  at("menu").hidden = !(await maySync());
}

async function maySync() {
  try {
    return Boolean(await link.read(FACTS + "?most=1"));
  } catch (error) {
    if (error.status === 403) return false;
    throw error;
  }
}

at("form").addEventListener("submit", event => {
  event.preventDefault();
  const text = at("text").value.trim();
  if (running) return running.abort();
  if (!text) return;
  at("text").value = "";
  chat.speaks = false;
  say(text);
});
at("text").addEventListener("keydown", event => {
  const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && !matchMedia("(pointer: coarse)").matches;
  if (!sends || running) return;
  event.preventDefault();
  at("form").requestSubmit();
});
document.addEventListener("keydown", event => { if (event.key === "Escape") running?.abort(), speech.hush(); });
at("again").addEventListener("click", begin);
at("model").addEventListener("change", () => localStorage.setItem("model", at("model").value));
at("speak").addEventListener("click", async () => {
  await reported(listenOrSend);
  at("speak").setAttribute("aria-pressed", speech.listening);
});
at("leave").addEventListener("click", () => { link.take(""); location.reload(); });
at("entry").addEventListener("submit", event => {
  event.preventDefault();
  link.take(at("key").value.trim());
  at("key").value = "";
  reported(enter);
});
reported(enter);
