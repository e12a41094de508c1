// What of a long chat is put before a model that cannot read all of it: the newest exchanges, whole, and room for the answer.
// The rules, and why, stand in `forge_ai/protocol/brains/long_chat.py`.

const ANSWER_SHARE = 8, STEP = 2 / 3, FRAME_BYTES = 12;
const MOST_MESSAGES = 1990; // of a request
const GUESSED = 0.25, MOST_GUESSED = 0.5; // tokens a byte

class LongChat {
  constructor() {
    Object.assign(this, { leftOut: 0, context: 0, tokens: 0, counted: null, density: GUESSED, told: false, settled: 0 });
    this.crowded = false;
  }

  // What is sent to a model that reads `context` tokens, 0 where that is not known.
  shown(messages, context) {
    if (context > this.context) this.leftOut = 0;
    this.context = context;
    const fits = context - context / ANSWER_SHARE, tokens = this.tokensIn(messages);
    if (context && tokens > fits) this.leaveOut(messages, tokens - fits * STEP);
    else if (messages.length - this.leftOut > MOST_MESSAGES) this.thin(messages);
    return messages.slice(this.leftOut);
  }

  // It could not read what was shown. False where nothing more can be left out, and then nothing is.
  refused(messages) {
    const tokens = Math.max(this.tokensIn(messages), this.context);
    const fits = this.context ? this.context - this.context / ANSWER_SHARE : tokens;
    this.density = Math.max(this.density, tokens / weight(messages.slice(this.leftOut)));
    this.counted = null;
    if (this.leaveOut(messages, tokens - fits * STEP)) return true;
    Object.assign(this, { leftOut: this.settled, density: GUESSED });
    return false;
  }

  // It reads what was shown. A line for the person the first time that it does not see all, else nothing.
  accepted() {
    this.settled = this.leftOut;
    if (this.told || !this.leftOut) return "";
    this.told = true;
    const tokens = this.context ? "The model's " + this.context + " tokens are full" : "The model can read no more";
    return (this.crowded ? "There are too many messages for the model" : tokens) + ": it no longer sees the first " + this.leftOut + " messages.";
  }

  // So many tokens were what was shown and what it answered.
  answered(messages, text, tokens) {
    const whole = [...messages, { content: text }];
    this.counted = { from: this.leftOut, to: whole.length, tokens };
    this.density = Math.min(tokens / weight(whole.slice(this.leftOut)), MOST_GUESSED);
  }

  thin(messages) {
    this.crowded = true;
    this.leaveOut(messages, this.guess(messages.slice(this.leftOut, messages.length - MOST_MESSAGES * STEP)));
  }

  leaveOut(messages, tokens) {
    const ends = [...messages.keys()].filter(at => messages[at].role === "user" && at > this.leftOut);
    if (!ends.length) return false;
    this.leftOut = ends.find(at => this.guess(messages.slice(this.leftOut, at)) >= tokens) ?? ends.at(-1);
    return true;
  }

  tokensIn(messages) {
    const { counted, leftOut } = this;
    if (counted?.from !== leftOut || counted.to >= messages.length) return this.guess(messages.slice(leftOut));
    return counted.tokens + this.guess(messages.slice(counted.to));
  }

  guess(messages) {
    return weight(messages) * this.density;
  }
}

function weight(messages) {
  return messages.reduce((sum, message) => sum + size(message.content) + FRAME_BYTES, 0);
}
