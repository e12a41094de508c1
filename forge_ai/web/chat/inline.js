// The marks within one line of Markdown: code, emphasis, links. One walk from left to right, however many marks there are:
// what is looked for is found once and remembered, and no pattern may look further than an address is long.

const MARK_OF_LINE = /[`*[]|https?:\/\//g;
const ADDRESS = /https?:\/\/[^\s<>"'`]{0,2000}[^\s<>"'`.,:;!?)\]]/y;
const TARGET = /\]\((https?:\/\/[^\s)]{1,2000})\)/y;
const DEEPEST_MARK = 4; // of emphasis in emphasis

function inline(text, depth = 0) {
  const made = document.createDocumentFragment(), line = new Line(text);
  if (depth > DEEPEST_MARK) return made.append(text), made;
  for (let mark; (mark = line.nextMark()) >= 0; ) {
    const found = marked(line, mark, depth);
    if (found) made.append(line.before(mark), found.shown), line.goOn(found.end);
  }
  made.append(line.before(text.length));
  return made;
}

// What the mark at this place begins, as an element, and where it ends; nothing where the mark is only a letter.
function marked(line, at, depth) {
  const { text } = line;
  if (text[at] === "`") return code(line, at);
  if (text.startsWith("**", at)) return strong(line, at, depth) || emphasis(line, at, depth);
  if (text[at] === "*") return emphasis(line, at, depth);
  if (text[at] === "[") return named(line, at);
  const address = line.match(ADDRESS, at);
  return address && { shown: anchor(address[0], address[0]), end: at + address[0].length };
}

// Code stands between two runs of as many backticks, so that there may be others in it, and spaces beside those.
function code(line, at) {
  const begin = runEnd(line.text, at), end = line.run(begin - at, begin);
  if (end < 0) return line.skip(begin);
  const words = line.text.slice(begin, end), padded = words.startsWith(" ") && words.endsWith(" ") && words.trim();
  return { shown: element("code", padded ? words.slice(1, -1) : words), end: runEnd(line.text, end) };
}

function strong(line, at, depth) {
  const end = line.find("**", at + 3);
  if (end < 0 || !/\S/.test(line.text[at + 2])) return undefined;
  return { shown: element("strong", inline(line.text.slice(at + 2, end), depth + 1)), end: end + 2 };
}

function emphasis(line, at, depth) {
  const { text } = line, end = line.find("*", at + 1), before = at > line.done ? text[at - 1] : "";
  const stands = end > at + 1 && /\S/.test(text[at + 1]) && !/[\w*]/.test(before) && !/\w/.test(text[end + 1] || "");
  return stands ? { shown: element("em", inline(text.slice(at + 1, end), depth + 1)), end: end + 1 } : undefined;
}

function named(line, at) {
  const close = line.find("]", at + 1);
  const target = close > at + 1 && line.match(TARGET, close);
  return target ? { shown: anchor(line.text.slice(at + 1, close), target[1]), end: close + target[0].length } : undefined;
}

function runEnd(text, at) {
  while (text[at] === "`") at++;
  return at;
}

// The places where runs of backticks begin, by their length, the last one first.
function runsOf(text) {
  const runs = new Map();
  for (const { 0: run, index } of [...text.matchAll(/`+/g)].reverse()) {
    if (!runs.has(run.length)) runs.set(run.length, []);
    runs.get(run.length).push(index);
  }
  return runs;
}

function anchor(words, target) {
  const made = element("a", words);
  return Object.assign(made, { href: target, target: "_blank", rel: "noopener noreferrer" });
}

// One line that is read, and what has been found in it.
class Line {
  constructor(text) {
    Object.assign(this, { text, done: 0, next: 0, found: {}, runs: null, matched: new Map() });
  }

  nextMark() {
    MARK_OF_LINE.lastIndex = this.next;
    const mark = MARK_OF_LINE.exec(this.text);
    if (mark) this.next = mark.index + mark[0].length;
    return mark ? mark.index : -1;
  }

  // What is not shown yet, up to a place.
  before(place) {
    return this.text.slice(this.done, place);
  }

  goOn(place) {
    this.done = this.next = place;
  }

  skip(place) {
    this.next = place;
  }

  // Where these letters stand next. From left to right, each stretch is looked through once.
  find(letters, from) {
    const known = this.found[letters];
    if (known && known.from <= from && (known.place < 0 || known.place >= from)) return known.place;
    const place = this.text.indexOf(letters, from);
    this.found[letters] = { from, place };
    return place;
  }

  // Where the next run of exactly so many backticks begins.
  run(length, from) {
    this.runs ||= runsOf(this.text);
    const places = this.runs.get(length) || [];
    while (places.at(-1) < from) places.pop();
    return places.at(-1) ?? -1;
  }

  match(pattern, place) {
    const key = pattern.source + place;
    if (!this.matched.has(key)) {
      pattern.lastIndex = place;
      this.matched.set(key, pattern.exec(this.text));
    }
    return this.matched.get(key);
  }
}
