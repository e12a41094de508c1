// The chat on the screen: which one it is, its questions and their answers.

let chat = new Chat(link);
let running = null; // what ends the answer that is being written

function say(text) {
  if (!chat.messages.length) at("talk").replaceChildren(); // what stood there belongs to no chat
  chat.messages.push({ role: "user", content: text });
  show("user", "you", text);
  ask();
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

// Put the last question once more, in place of the answer that is shown.
function askAgain(shown) {
  if (running) return;
  shown.block.remove();
  chat.messages.pop();
  ask();
  at("send").focus(); // the button that was pressed is gone
}

// Show the answer of an exchange in the chat while it is written; keep both, or take the question back.
async function answer(exchange) {
  const here = chat, shown = new Answer(exchange, askAgain), stopping = new AbortController();
  running = stopping;
  at("send").textContent = "Stop";
  here.remember(exchange.secret);
  const how = await reported(() => exchange.hear(link, stopping.signal, shown, here.longFor(exchange.model)));
  if (running === stopping) running = null;
  if (!running) at("send").textContent = "Send";
  shown.end(how);
  if (!exchange.text) return takeBack(here, shown, exchange);
  here.messages.push(exchange.answered);
  await keep(here, exchange, exchange.secret || at("private").checked);
  if (here.speaks && speech.speaks && here === chat) await reported(() => speech.say(exchange.text));
}

// What was said belongs to the person's chats on all devices; a browser that may only ask has them for itself.
async function keep(here, exchange, secret) {
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
  giveBack(exchange.asked.content);
}

// Show a new chat.
function begin() {
  goOn(new Chat(link));
  at("text").focus();
}

// Show another chat, where the person goes on.
function goOn(next) {
  running?.abort();
  speech.hush();
  chat = next;
  chat.remember(at("private").checked);
  new Past(chat.messages, messageBlock).show(at("talk"));
}

function messageBlock({ role, content, brain }) {
  return role === "user" ? utterance("user", "you", content).block : Answer.before(brain || role, content, askAgain).block;
}

// A conversation between AIs, to be read. What is asked after it is a chat of its own.
function showDialogue({ speakers, topic, person, turns }, id) {
  begin();
  const turn = ({ who, content }) => who === person ? utterance("user", who, content) : utterance("assistant", who, markdown(content));
  new Past(turns.map(({ speaker, text }) => ({ who: speaker, content: text })), one => turn(one).block).show(at("talk"));
  const command = element("code", "forge-ai converse --resume " + id.slice(-8));
  show("note", speakers.join(", ") + ": " + topic, "A conversation between AIs. On a computer, ", command, " goes on with it.");
}
