// What pages have left behind that were closed or reloaded in the middle: it is brought to its end.

const before = stored(ofThisTab, CHAT, found => areMessages(found.messages)); // what this page showed when it was reloaded
const left = Exchange.left(before?.place);

// After a reload the chat stands here as it was, and the answer goes on. What pages have left that were closed is brought
// to its end, the newest of it here where nothing else is on the screen.
async function takeUp() {
  const found = await left, open = found.filter(one => !one.whole);
  if (at("talk").childElementCount) return finishAll(found); // the person was faster
  const going = open.findLast(one => one.place === before?.place) || (before?.messages.length ? undefined : open.at(-1));
  if (going || before) goOn(new Chat(link, going ? { place: going.place, id: going.chat, messages: going.messages } : before));
  if (going) answer(going);
  finishAll(found.filter(one => one !== going));
}

async function finishAll(exchanges) {
  const chats = new Map([[chat.place, chat]]);
  for (const one of exchanges) {
    if (!chats.has(one.place)) chats.set(one.place, new Chat(link, { place: one.place, id: one.chat }));
    await finish(one, chats.get(one.place));
  }
}

// Hear and keep an answer that has no place on the screen.
async function finish(exchange, there) {
  const unseen = { grow() {}, mark() {}, tell() {} }, long = there.longFor(exchange.model);
  if (!exchange.whole) await reported(() => exchange.hear(link, new AbortController().signal, unseen, long));
  if (exchange.text) return keep(there, exchange, false);
  exchange.settle();
  giveBack(exchange.asked.content);
}
