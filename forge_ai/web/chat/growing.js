// Markdown that is shown while it is written. What can change no more is left as it stands, so that an answer costs what its
// length is, not the square of that: only the last two blocks are made anew, and a long one only after it has grown by a part.

const LOOSE = 2; // the last block grows, and how the line before it is read depends on it
const LONG = 4000; // letters
const PART = 64;

class Growing {
  constructor(place) {
    Object.assign(this, { place, text: "", drawn: 0, blocks: [] });
  }

  add(piece) {
    this.text += piece;
  }

  // Show what has come since. Little more in a long block waits for the next time, unless this is the end.
  draw(last = false) {
    const grown = this.text.length - this.drawn;
    if (!grown || (!last && this.drawn > LONG && grown < this.drawn / PART)) return;
    for (const { made } of this.blocks) made.remove();
    this.blocks = blocksOf(this.text);
    this.place.append(...this.blocks.map(({ made }) => made));
    const firm = this.blocks.splice(0, Math.max(0, this.blocks.length - LOOSE));
    if (firm.length) this.text = this.text.slice(this.blocks[0].begin);
    this.drawn = this.text.length;
  }
}

// The blocks of a text, each with the place where it begins.
function blocksOf(text) {
  const found = [], lines = new Lines(text);
  while (lines.skipBlank()) {
    const begin = lines.passed;
    found.push({ begin, made: block(lines, 0) });
  }
  return found;
}
