// Whether an answer goes in circles, by the rule of the node's own commands (protocol/brains/circling.py).

const CIRCLING_LETTERS = 300; // of nothing new
const LONGEST_ROUND = 24;
const LATELY = CIRCLING_LETTERS + LONGEST_ROUND; // what of a text has to be looked at

// Whether a text has long been saying the same over and over, as a small model may do that is asked what it never saw.
function circles(text) {
  const said = text.slice(-CIRCLING_LETTERS);
  if (text.length < LATELY) return false;
  for (let back = 1; back <= LONGEST_ROUND; back++) {
    if (text.slice(-CIRCLING_LETTERS - back, -back) === said) return true;
  }
  return false;
}
