// The page itself: a browser comes in, and what the person does is passed on to the chat, the drawer and the microphone.

const drawer = new Drawer(link, (id, messages) => goOn(new Chat(link, { id, messages })), showDialogue, id => id === chat.id && begin());
let takenUp = null; // once: a key that is entered again brings nothing back that was kept already

// Begin to listen; the next time, end that, and send what was understood.
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

// Whether it is listening. A second touch while it begins or understands would only be in the way.
function showListening(busy) {
  at("speak").disabled = busy;
  at("speak").setAttribute("aria-pressed", speech.listening);
}

// Show what this browser may see of the node. Throws what it is refused with.
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
  at("talk").classList.toggle("speaks", speech.speaks);
}

// From where a key is asked for.
async function comeIn() {
  await enter();
  at("text").focus();
}

// Forget the key, and all else that this browser has kept for the page.
async function leave() {
  await shelf.close();
  lasting.clear(), ofThisTab.clear(), location.reload();
}

// Whether this browser may see the person's chats and memories.
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
