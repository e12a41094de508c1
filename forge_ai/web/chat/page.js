// The page itself: one chat, who answers in it, and what the person does.

const DRAFT = "draft";

const link = new Link();
const shelf = new Shelf();
const speech = new Speech(link);
const drawer = new Drawer(link, (id, messages) => goOn(new Chat(link, { id, messages })), read, id => id === chat.id && begin());
const before = stored(ofThisTab, CHAT, found => areMessages(found.messages)); // what this page showed when it was reloaded
const left = Exchange.left(before?.place);
let chat = new Chat(link);
let running = null; // what ends the answer that is being written
let takenUp = null; // once: a key that is entered again brings nothing back that was kept already

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
    else show("error", "error", error.message);
  }
}

// A block of the chat that stands nowhere yet.
function utterance(kind, who, ...said) {
  const name = element("div", who), body = element("div", ...said), block = element("div", name, body);
  block.className = kind;
  name.className = "who";
  body.className = "said";
  if (kind === "user") directed(body);
  return { block, name, body };
}

function show(kind, who, ...said) {
  const shown = utterance(kind, who, ...said);
  at("talk").append(shown.block);
  shown.block.scrollIntoView({ block: "end" });
  return shown;
}

async function answer(exchange) {
  const here = chat, shown = new Answer(exchange), stopping = new AbortController();
  running = stopping;
  at("send").textContent = "Stop";
  here.remember(exchange.secret);
  const how = await reported(() => exchange.hear(link, stopping.signal, shown, here.longFor(exchange.model)));
  if (running === stopping) running = null;
  if (!running) at("send").textContent = "Send";
  shown.end(how);
  if (!exchange.text) return takeBack(here, shown, exchange);
  here.messages.push(exchange.answered);
  await ended(here, exchange, exchange.secret || at("private").checked);
  if (here.speaks && speech.speaks && here === chat) await reported(() => speech.say(exchange.text));
}

// What was said belongs to the person's chats on all devices; a browser that may only ask has them for itself.
async function ended(here, exchange, secret) {
  if (secret) exchange.settle();
  else exchange.whole = true, exchange.save();
  if (here === chat) here.remember(secret);
  if (!secret) await reported(() => here.keep(exchange, !at("menu").hidden));
  if (here === chat) here.remember(secret);
}

// What got no answer is the person's again, to be sent once more or to be changed.
function takeBack(here, shown, exchange) {
  exchange.settle();
  here.messages.pop();
  const question = shown.block.previousElementSibling;
  shown.block.remove();
  if (here !== chat) return;
  question.remove();
  here.remember(at("private").checked);
  draft(exchange.asked.content);
}

function draft(words) {
  const box = at("text");
  if (box.value) box.setRangeText(words + "\n\n", 0, 0, "preserve");
  else box.value = words;
  fitBox();
  saveDraft();
}

// As high as what is typed, within the limits of its style.
function fitBox() {
  const box = at("text");
  box.style.height = "auto";
  box.style.height = box.scrollHeight + box.offsetHeight - box.clientHeight + "px";
}

function saveDraft() {
  const typed = at("private").checked ? "" : at("text").value;
  if (typed) store(lasting, DRAFT, { typed });
  else lasting.removeItem(DRAFT);
}

function newExchange() {
  const { place, id, messages } = chat;
  return new Exchange({ place, chat: id, messages: [...messages], model: at("model").value, secret: at("private").checked });
}

function ask() {
  const exchange = newExchange();
  exchange.hold();
  return answer(exchange);
}

function say(text) {
  if (!chat.messages.length) at("talk").replaceChildren(); // what stood there belongs to no chat
  chat.messages.push({ role: "user", content: text });
  show("user", "you", text);
  ask();
}

function askAgain(shown) {
  if (running) return;
  shown.block.remove();
  chat.messages.pop();
  ask();
  at("send").focus(); // the button that was pressed is gone
}

function begin() {
  goOn(new Chat(link));
  at("text").focus();
}

function goOn(next) {
  running?.abort();
  speech.hush();
  chat = next;
  chat.remember(at("private").checked);
  new Past(chat.messages, messageBlock).show(at("talk"));
}

function messageBlock({ role, content }) {
  return role === "user" ? utterance("user", "you", content).block : Answer.before(role, content).block;
}

// A conversation between AIs, to be read. What is asked after it is a chat of its own.
function read({ speakers, topic, person, turns }, id) {
  begin();
  const turn = ({ who, content }) => who === person ? utterance("user", who, content) : utterance("assistant", who, markdown(content));
  new Past(turns.map(({ speaker, text }) => ({ who: speaker, content: text })), one => turn(one).block).show(at("talk"));
  const command = element("code", "forge-ai converse --resume " + id.slice(-8));
  show("note", speakers.join(", ") + ": " + topic, "A conversation between AIs. On a computer, ", command, " goes on with it.");
}

// After a reload the chat stands here as it was, and the answer goes on. What pages have left that were closed is brought
// to its end, the newest of it here where nothing else is on the screen.
async function takeUp() {
  const found = await left, open = found.filter(one => !one.whole);
  if (at("talk").childElementCount) return endAll(found); // the person was faster
  const going = open.findLast(one => one.place === before?.place) || (before?.messages.length ? undefined : open.at(-1));
  if (going || before) goOn(new Chat(link, going ? { place: going.place, id: going.chat, messages: going.messages } : before));
  if (going) answer(going);
  endAll(found.filter(one => one !== going));
}

async function endAll(exchanges) {
  const chats = new Map([[chat.place, chat]]);
  for (const one of exchanges) {
    if (!chats.has(one.place)) chats.set(one.place, new Chat(link, { place: one.place, id: one.chat }));
    await end(one, chats.get(one.place));
  }
}

// An answer without a place on the screen.
async function end(exchange, there) {
  const unseen = { grow() {}, mark() {}, tell() {} }, long = there.longFor(exchange.model);
  if (!exchange.whole) await reported(() => exchange.hear(link, new AbortController().signal, unseen, long));
  if (exchange.text) return ended(there, exchange, false);
  exchange.settle();
  draft(exchange.asked.content);
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

// The Enter of a phone's own keyboard makes a new line.
function sends(event) {
  if (event.key !== "Enter" || event.shiftKey || composes(event)) return false;
  return event.ctrlKey || event.metaKey || !isTouched();
}

function isTouched() {
  return matchMedia("(pointer: coarse)").matches;
}

// Whether a key belongs to a word that is being put together, as in Japanese. Safari says so of the last one by its code only.
function composes(event) {
  return event.isComposing || event.keyCode === 229;
}

function showPrivacy() {
  at("text").placeholder = at("private").checked ? "Ask something in private" : "Ask something";
}

// Whether it is listening. A second touch while it begins or understands would only be in the way.
function showListening(busy) {
  at("speak").disabled = busy;
  at("speak").setAttribute("aria-pressed", speech.listening);
}

function askForKey() {
  at("why").textContent = link.key ? "This node does not know that key." : "This node answers only whom it has let in.";
  letIn(false);
  at("key").focus();
}

function letIn(known) {
  at("entry").hidden = known;
  for (const id of ["form", "talk", "menu", "model", "again"]) at(id).hidden = !known;
  if (known) fitBox(); // what is hidden has no height
}

async function enter() {
  await link.settle(shelf);
  const { data } = await link.read("/v1/models");
  const hello = await link.read("/api/v1/node");
  at("node").textContent = document.title = hello.name;
  at("model").replaceChildren(...data.map(model => new Option(model.id)));
  const names = data.map(model => model.id), last = lasting.getItem("model");
  at("model").value = names.includes(last) ? last : hello.model;
  const syncs = await maySync();
  letIn(true);
  at("menu").hidden = !syncs;
  await (takenUp ??= takeUp());
  if (!await shelf.opened) show("note", "", "This browser's storage does not answer or is forbidden: keep the page open until an answer is there.");
  await speech.look();
  at("speak").hidden = !speech.hears;
}

// From where a key is asked for.
async function comeIn() {
  await enter();
  at("text").focus();
}

async function leave() {
  await shelf.close();
  lasting.clear(), ofThisTab.clear(), location.reload();
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
  fitBox();
  saveDraft();
  chat.speaks = false;
  say(text);
});
at("private").checked = Boolean(history.state?.secret);
showPrivacy();
at("text").value ||= stored(lasting, DRAFT, found => typeof found.typed === "string")?.typed || "";
fitBox();
at("text").addEventListener("input", () => { fitBox(), saveDraft(); });
at("private").addEventListener("change", () => {
  history.replaceState({ secret: at("private").checked }, ""); // of this page, also when it is reloaded
  showPrivacy();
  chat.remember(at("private").checked), saveDraft();
});
at("text").addEventListener("keydown", event => {
  if (!sends(event) || running) return;
  event.preventDefault();
  at("send").click();
});
document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || composes(event)) return;
  if (!running && !at("drawer").hidden) drawer.show(false), at("menu").focus();
  running?.abort(), speech.hush();
});
addEventListener("resize", fitBox);
addEventListener("hashchange", () => { if (new Link().brought) location.reload(); }); // a link that was pasted into this page
at("again").addEventListener("click", begin);
at("model").addEventListener("change", () => lasting.setItem("model", at("model").value));
at("speak").addEventListener("click", async () => {
  const focused = document.activeElement === at("speak"), done = reported(listenOrSend);
  showListening(true);
  await done;
  showListening(false);
  if (focused && document.activeElement === document.body) at("speak").focus(); // which a button that is busy loses
});
at("leave").addEventListener("click", leave);
addEventListener("storage", ({ key, newValue }) => { // what another tab did
  if (key === null) leave();
  if (key !== "key" || !newValue) return;
  link.key = newValue;
  if (!at("entry").hidden) reported(comeIn);
});
at("entry").addEventListener("submit", event => {
  event.preventDefault();
  reported(async () => {
    await link.take(at("key").value.trim().split("#key=").pop(), shelf); // a whole link will do
    at("key").value = "";
    await comeIn();
  });
});
const opened = reported(enter);
