// The box in which a person types: its height, what is kept of it as a draft, and the keys that send it.

const DRAFT = "draft";

// Give words back to the person, before what is typed already.
function giveBack(words) {
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

function showPrivacy() {
  at("text").placeholder = at("private").checked ? "Ask something in private" : "Ask something";
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

at("private").checked = Boolean(history.state?.secret);
showPrivacy();
at("text").value ||= stored(lasting, DRAFT, found => typeof found.typed === "string")?.typed || "";
fitBox();
at("text").addEventListener("input", () => { fitBox(), saveDraft(); });
addEventListener("resize", fitBox);
