// Speaking with the node: a recording goes to its ears, an answer comes from its mouth. Sound is 16 bits, one channel.

const RATE = 16000;
const FORBIDDEN = "The browser keeps the microphone from this page: allow it beside the address, or in the browser's settings.";
const NO_MICROPHONE = "The browser finds no microphone here.";

class Speech {
  constructor(link) {
    Object.assign(this, { link, hears: false, speaks: false, recorder: null, player: null, turn: 0, saying: null });
  }

  async look() {
    const found = await this.link.read("/v1/audio/engines");
    this.hears = found.listener.quality > 0 && Boolean(navigator.mediaDevices);
    this.speaks = found.speaker.quality > 0;
  }

  get listening() {
    return Boolean(this.recorder);
  }

  // The loudspeaker, awake. Browsers allow that only while a person touches the page, and may let one wait who has none.
  wake() {
    this.player ||= new AudioContext();
    this.player.resume().catch(() => {});
  }

  async listen() {
    this.wake();
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(({ name }) => {
      throw new Error(name === "NotAllowedError" ? FORBIDDEN : NO_MICROPHONE);
    });
    this.recorder = new MediaRecorder(microphone);
    this.said = new Promise(resolve => this.recorder.addEventListener("dataavailable", event => resolve(event.data)));
    this.recorder.start();
  }

  // End to listen; what was said.
  async understood() {
    const recorder = this.recorder;
    this.recorder = null;
    if (recorder.state !== "inactive") recorder.stop(); // as it is by itself once the microphone is pulled
    const said = await this.said;
    recorder.stream.getTracks().forEach(track => track.stop());
    const wav = await asWav(said).catch(() => null);
    if (!wav) return ""; // the recording of a moment holds no sound
    const form = new FormData();
    form.append("file", wav, "said.wav");
    return (await this.link.read("/v1/audio/transcriptions", { method: "POST", form })).text.trim();
  }

  // Say a text, once its sound has come, unless something else was to be said meanwhile, or nothing.
  async say(text) {
    this.wake();
    const turn = ++this.turn, order = { input: text, response_format: "wav" };
    const response = await this.link.fetch("/v1/audio/speech", { method: "POST", order });
    const sound = await this.player.decodeAudioData(await response.arrayBuffer());
    if (turn !== this.turn) return;
    this.hush();
    this.saying = this.player.createBufferSource();
    this.saying.buffer = sound;
    this.saying.connect(this.player.destination);
    this.saying.start();
  }

  // Be silent, also about what has been asked for and is not there yet.
  hush() {
    this.turn += 1;
    this.saying?.stop();
    this.saying = null;
  }
}

async function asWav(recording) {
  const samples = (await decoded(recording)).getChannelData(0);
  const view = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const write = (place, text) => [...text].forEach((letter, index) => view.setUint8(place + index, letter.charCodeAt(0)));
  write(0, "RIFF");
  view.setUint32(4, 36 + 2 * samples.length, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // plain samples
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, 2 * RATE, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, index) => view.setInt16(44 + 2 * index, Math.max(-1, Math.min(1, sample)) * 32767, true));
  return new Blob([view], { type: "audio/wav" });
}

async function decoded(recording) {
  const decoder = new AudioContext({ sampleRate: RATE });
  try {
    return await decoder.decodeAudioData(await recording.arrayBuffer());
  } finally {
    decoder.close(); // a browser gives a page only a few
  }
}

const speech = new Speech(link);
