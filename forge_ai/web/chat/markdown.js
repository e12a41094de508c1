// Markdown as elements of the page. Text stays text: nothing that a model writes is ever read as HTML.

const DEEPEST = 6; // lists and quotations inside each other
const FENCE = /^\s*(`{3,}(?=[^`]*$)|~{3,})/; // with backticks behind it, it is code within a line
const HEADING = /^\s{0,3}(#{1,6})\s+(.*)$/;
const RULE = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const QUOTE = /^\s{0,3}>\s?(.*)$/;
const DIVIDER = /^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?$/;

function markdown(text, depth = 0) {
  const made = document.createDocumentFragment();
  if (depth > DEEPEST) return made.append(text), made;
  const lines = new Lines(text);
  while (lines.skipBlank()) made.append(block(lines, depth));
  return made;
}

// What begins at the first line, which is taken with all that belongs to it.
function block(lines, depth) {
  const line = lines.first;
  if (FENCE.test(line)) return codeBlock(lines);
  if (RULE.test(line)) return lines.take(), element("hr");
  if (HEADING.test(line)) return heading(lines.take());
  if (QUOTE.test(line)) return element("blockquote", markdown(quoted(lines), depth + 1));
  if (ITEM.test(line)) return list(lines, depth);
  if (line.includes("|") && DIVIDER.test(lines.second.trim())) return table(lines);
  return paragraph(lines);
}

// The lines of a text, taken one after the other.
class Lines {
  constructor(text) {
    Object.assign(this, { all: text.split("\n"), at: 0, passed: 0 });
  }

  get left() {
    return this.all.length - this.at;
  }

  get first() {
    return this.all[this.at];
  }

  get second() {
    return this.all[this.at + 1] || "";
  }

  take() {
    this.passed += this.first.length + 1;
    return this.all[this.at++];
  }

  // Whether anything is left after the blank lines.
  skipBlank() {
    while (this.left && !this.first.trim()) this.take();
    return this.left > 0;
  }
}

function heading(line) {
  const [, marks, words] = HEADING.exec(line);
  return directed(element("h" + Math.min(marks.length + 1, 6), inline(withoutClosingMarks(words.trimEnd()))));
}

function withoutClosingMarks(words) {
  let end = words.length;
  while (words[end - 1] === "#") end--;
  const bare = words.slice(0, end);
  return bare.trimEnd() === bare ? words : bare.trimEnd();
}

function codeBlock(lines) {
  const fence = FENCE.exec(lines.take())[1], written = [];
  while (lines.left && !lines.first.trim().startsWith(fence)) written.push(lines.take());
  if (lines.left) lines.take();
  const code = written.join("\n"), copy = element("button", "Copy");
  copy.type = "button";
  copy.addEventListener("click", () => copyText(code, copy));
  return element("pre", scrolled(element("code", code)), copy);
}

// One list, with what is indented below its items inside them.
function list(lines, depth) {
  const [, indent, mark] = ITEM.exec(lines.first);
  const ordered = /\d/.test(mark);
  const made = element(ordered ? "ol" : "ul");
  if (ordered) made.start = parseInt(mark, 10);
  while (lines.left) {
    const found = ITEM.exec(lines.first);
    if (!found || found[1].length < indent.length || /\d/.test(found[2]) !== ordered) break;
    lines.take();
    const inner = [];
    while (lines.left && isInside(lines, indent.length)) inner.push(lines.take().slice(indent.length + 2));
    made.append(element("li", inline(found[3]), markdown(inner.join("\n"), depth + 1)));
    while (lines.left > 1 && !lines.first.trim() && ITEM.test(lines.second)) lines.take();
  }
  return directed(made);
}

function isInside(lines, indent) {
  const line = lines.first.trim() ? lines.first : lines.second;
  return Boolean(line.trim()) && /^\s*/.exec(line)[0].length >= indent + 2;
}

function table(lines) {
  const head = cells(lines.take()), sides = cells(lines.take()).map(side), body = element("tbody");
  while (lines.left && lines.first.includes("|")) body.append(row("td", cells(lines.take()), sides));
  const made = element("div", directed(element("table", element("thead", row("th", head, sides)), body)));
  made.className = "wide";
  return scrolled(made);
}

// What may be wider than the page is reached by the keyboard, too: a browser scrolls what has the focus.
function scrolled(made) {
  made.tabIndex = 0;
  return made;
}

function row(name, words, sides) {
  const made = words.map(cell => element(name, inline(cell)));
  made.forEach((cell, column) => { if (sides[column]) cell.style.textAlign = sides[column]; });
  return element("tr", ...made);
}

// Where the words of a column stand, by the marks below its head.
function side(marks) {
  if (!marks.endsWith(":")) return marks.startsWith(":") ? "left" : "";
  return marks.startsWith(":") ? "center" : "right";
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split("|").map(cell => cell.trim());
}

function paragraph(lines) {
  const made = element("p");
  do {
    if (made.childNodes.length) made.append(element("br"));
    made.append(inline(lines.take().trim()));
  } while (lines.left && lines.first.trim() && ![FENCE, HEADING, RULE, ITEM, QUOTE].some(start => start.test(lines.first)));
  return directed(made);
}

function quoted(lines) {
  const found = [];
  while (lines.left && QUOTE.test(lines.first)) found.push(QUOTE.exec(lines.take())[1]);
  return found.join("\n");
}
