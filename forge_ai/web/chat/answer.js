// An answer on the screen while it is written: drawn once for each picture of the screen, however fast it comes.

const SHORTEST = 0.3; // seconds: the pace of an answer that came all at once says nothing

class Answer {
  // `again` is called with it by whoever wants another answer in its place.
  constructor(exchange, again, place = show("assistant", exchange.model)) {
    Object.assign(this, place, { exchange, again, pieces: 0, begun: performance.now(), first: 0, due: false, broke: false });
    this.resumed = Boolean(exchange.text);
    this.growing = new Growing(this.body);
    this.growing.add(exchange.text);
    this.block.setAttribute("aria-busy", true); // a screen reader reads it when it is whole
    this.draw();
  }

  // One that was given long ago, and stands nowhere yet.
  static before(model, text, again) {
    const before = new Answer({ model, text }, again, utterance("assistant", model));
    before.end("");
    return before;
  }

  grow(piece) {
    this.growing.add(piece);
    this.first ||= performance.now();
    this.pieces += 1;
    if (!this.due) requestAnimationFrame(() => this.draw());
    this.due = true;
  }

  draw(last = false) {
    this.due = false;
    if (!this.block.isConnected) return this.growing.draw(last); // nobody sees it, nothing has to follow it
    const talk = at("talk"), atEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 80;
    this.growing.draw(last);
    if (atEnd) talk.scrollTop = talk.scrollHeight;
  }

  // What there is to say while it is written: a connection that broke, whose time says nothing of the pace.
  mark(words) {
    this.broke = true;
    this.title(words);
  }

  title(words) {
    this.name.textContent = [this.exchange.model, words].filter(Boolean).join(" · ");
  }

  // Something about the chat, before the question.
  tell(line) {
    const { block } = show("note", "", line);
    this.block.previousElementSibling.before(block);
    this.block.scrollIntoView({ block: "end" });
  }

  end(how) {
    this.draw(true);
    this.block.setAttribute("aria-busy", false);
    const seconds = (performance.now() - this.first) / 1000;
    const pace = this.pieces && seconds > SHORTEST && !this.broke ? Math.round((this.pieces - 1) / seconds) + " tokens/s" : "";
    const wait = this.pieces && !this.resumed ? "first after " + Math.round(this.first - this.begun) + " ms" : "";
    this.title([pace, wait, how].filter(Boolean).join(" · "));
    if (this.exchange.text) this.block.append(this.acts());
  }

  acts() {
    const made = element("div", button("Copy", () => copyText(this.exchange.text, made.firstChild)));
    const say = button("Say it", () => speech.say(this.exchange.text)), again = button("Again", () => this.again(this));
    say.className = "say"; // which is seen once the node is known to speak
    again.className = "again"; // only the last answer can be asked for again
    made.append(say, again);
    made.className = "acts";
    return made;
  }
}
