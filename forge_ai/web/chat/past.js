// A conversation that is put on the screen as a whole: its newest messages at once, those before them above, one portion after
// the other. However long it is, its end can be read at once, and the page is free meanwhile.

const PORTION = 40; // messages
const PORTION_LETTERS = 40000; // of long ones fewer

class Past {
  // `draw` makes the block of a message, which stands nowhere yet.
  constructor(messages, draw) {
    Object.assign(this, { messages: [...messages], draw, above: element("section") });
    this.above.setAttribute("aria-live", "off"); // nobody wants to hear all of an old chat
  }

  show(talk) {
    const newest = this.portion();
    talk.replaceChildren(...(this.messages.length ? [this.above] : []), ...newest);
    talk.scrollTop = talk.scrollHeight;
    this.goOn(talk);
  }

  // The blocks of the newest messages that are not drawn yet.
  portion() {
    const { messages } = this;
    let begin = messages.length, letters = 0;
    while (begin && messages.length - begin < PORTION && letters < PORTION_LETTERS) letters += messages[--begin].content.length;
    return messages.splice(begin).map(this.draw);
  }

  goOn(talk) {
    if (this.messages.length) setTimeout(() => this.more(talk));
  }

  // The next portion, while what the person reads stays where it is.
  more(talk) {
    if (!this.above.isConnected) return; // another chat stands there now
    const below = talk.scrollHeight - talk.scrollTop;
    this.above.prepend(...this.portion());
    talk.scrollTop = talk.scrollHeight - below;
    this.goOn(talk);
  }
}
