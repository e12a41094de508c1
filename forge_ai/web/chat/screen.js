// What stands on the screen: the blocks of the chat, errors among them, or the place where a key is asked for.

// A block of the chat that stands nowhere yet.
function utterance(kind, who, ...said) {
  const name = element("div", who), body = element("div", ...said), block = element("div", name, body);
  block.className = kind;
  name.className = "who";
  body.className = "said";
  if (kind === "user") directed(body);
  return { block, name, body };
}

// The same as the newest one, in sight.
function show(kind, who, ...said) {
  const shown = utterance(kind, who, ...said);
  at("talk").append(shown.block);
  shown.block.scrollIntoView({ block: "end" });
  return shown;
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

function button(words, act, label = "") {
  const made = element("button", words);
  made.type = "button";
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", () => reported(act));
  return made;
}

function askForKey() {
  at("why").textContent = link.key ? "This node does not know that key." : "This node answers only whom it has let in.";
  letIn(false);
  at("key").focus();
}

// Show the chat to a browser that is known, to any other one the place for a key.
function letIn(known) {
  at("entry").hidden = known;
  for (const id of ["form", "talk", "menu", "model", "again"]) at(id).hidden = !known;
  if (known) fitBox(); // what is hidden has no height
}
