// The elements of the page: found, made, told in which direction their words run, and copied from.

function at(id) {
  return document.getElementById(id);
}

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

// A block runs in the direction of its words, also amid others that run the other way. It is told so when it is whole: with
// each child that came later a browser would look through all of it again.
function directed(made) {
  made.dir = "auto";
  return made;
}

async function copyText(text, button) {
  const words = button.dataset.words ??= button.textContent; // its own, also when it is pressed twice
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed";
  }
  setTimeout(() => { button.textContent = words; }, 1500);
}
