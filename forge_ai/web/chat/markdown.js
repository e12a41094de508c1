// Markdown as elements of the page. Text stays text: nothing that a model writes is ever read as HTML.

const LONGEST_LINE = 5000; // a longer one is shown as it is: patterns would keep the browser busy with it
const DEEPEST = 6; // lists and quotations inside each other
const INLINE = /`+([^`]+)`+|\*\*(?=\S)(.+?)\*\*|(?<![\w*])\*(?=\S)([^*]+?)\*(?!\w)|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)|(https?:\/\/[^\s<>"'`]*[^\s<>"'`.,:;!?)\]])/;
const FENCE = /^\s*(`{3,}|~{3,})/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*)$/;
const RULE = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const QUOTE = /^\s{0,3}>\s?(.*)$/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function markdown(text, depth = 0) {
  const made = document.createDocumentFragment();
  if (depth > DEEPEST) return made.append(text), made;
  const lines = text.split("\n");
  while (lines.length) {
    const line = lines[0];
    if (!line.trim()) lines.shift();
    else if (FENCE.test(line)) made.append(codeBlock(lines));
    else if (RULE.test(line)) lines.shift(), made.append(element("hr"));
    else if (HEADING.test(line)) made.append(heading(lines.shift()));
    else if (QUOTE.test(line)) made.append(element("blockquote", markdown(taken(lines, QUOTE).join("\n"), depth + 1)));
    else if (ITEM.test(line)) made.append(list(lines, depth));
    else if (line.includes("|") && DIVIDER.test(lines[1] || "") && lines[1].includes("-")) made.append(table(lines));
    else made.append(paragraph(lines));
  }
  return made;
}

function inline(text) {
  const made = document.createDocumentFragment();
  for (let found; text.length < LONGEST_LINE && (found = INLINE.exec(text)); text = text.slice(found.index + found[0].length)) {
    const [whole, code, strong, emphasis, words, target, address] = found;
    made.append(text.slice(0, found.index));
    if (code) made.append(element("code", code));
    else if (strong) made.append(element("strong", inline(strong)));
    else if (emphasis) made.append(element("em", inline(emphasis)));
    else made.append(anchor(words || address, target || address));
  }
  made.append(text);
  return made;
}

function anchor(words, target) {
  const made = element("a", words);
  return Object.assign(made, { href: target, target: "_blank", rel: "noopener noreferrer" });
}

function heading(line) {
  const [, marks, words] = HEADING.exec(line);
  const plain = words.length < LONGEST_LINE ? words.replace(/\s+#+\s*$/, "") : words;
  return element(marks.length < 3 ? "h3" : "h4", inline(plain));
}

function codeBlock(lines) {
  const fence = FENCE.exec(lines.shift())[1];
  const end = lines.findIndex(line => line.trim().startsWith(fence));
  const code = lines.splice(0, end < 0 ? lines.length : end).join("\n");
  lines.shift();
  const copy = element("button", "Copy");
  copy.type = "button";
  copy.addEventListener("click", () => copyText(code, copy));
  return element("pre", element("code", code), copy);
}

// One list, with what is indented below its items inside them.
function list(lines, depth) {
  const [, indent, mark] = ITEM.exec(lines[0]);
  const ordered = /\d/.test(mark);
  const made = element(ordered ? "ol" : "ul");
  if (ordered) made.start = parseInt(mark, 10);
  while (lines.length) {
    const found = ITEM.exec(lines[0]);
    if (!found || found[1].length < indent.length || /\d/.test(found[2]) !== ordered) break;
    lines.shift();
    const inner = [];
    while (lines.length && isInside(lines, indent.length)) inner.push(lines.shift().slice(indent.length + 2));
    made.append(element("li", inline(found[3]), markdown(inner.join("\n"), depth + 1)));
    while (lines.length > 1 && !lines[0].trim() && ITEM.test(lines[1])) lines.shift();
  }
  return made;
}

function isInside(lines, indent) {
  const line = lines[0].trim() ? lines[0] : lines[1] || "";
  return Boolean(line.trim()) && /^\s*/.exec(line)[0].length >= indent + 2;
}

function table(lines) {
  const head = cells(lines.shift()).map(cell => element("th", inline(cell)));
  lines.shift();
  const made = element("table", element("thead", element("tr", ...head)));
  const body = element("tbody");
  while (lines.length && lines[0].includes("|")) {
    body.append(element("tr", ...cells(lines.shift()).map(cell => element("td", inline(cell)))));
  }
  made.append(body);
  return made;
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split("|").map(cell => cell.trim());
}

function paragraph(lines) {
  const made = element("p");
  do {
    if (made.childNodes.length) made.append(element("br"));
    made.append(inline(lines.shift().trim()));
  } while (lines.length && lines[0].trim() && ![FENCE, HEADING, RULE, ITEM, QUOTE].some(start => start.test(lines[0])));
  return made;
}

function taken(lines, pattern) {
  const found = [];
  while (lines.length && pattern.test(lines[0])) found.push(pattern.exec(lines.shift())[1]);
  return found;
}

async function copyText(text, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed";
  }
  setTimeout(() => { button.textContent = before; }, 1500);
}
