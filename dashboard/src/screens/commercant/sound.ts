/** The shop's bell: two notes made by the browser itself, so that no sound file has to travel. */
type Tune = "new" | "cancelled";

const NOTES: Readonly<Record<Tune, readonly number[]>> = {
  new: [784, 1047],
  cancelled: [523, 392, 330],
};
const NOTE_SECONDS = 0.28;

export class Sound {
  #context: AudioContext | undefined;

  /** Must be called from a tap; answers whether the browser lets us make a sound. */
  async enable(): Promise<boolean> {
    try {
      this.#context ??= new AudioContext();
      await this.#context.resume();
      return this.#context.state === "running";
    } catch {
      return false;
    }
  }

  get isOn(): boolean {
    return this.#context?.state === "running";
  }

  play(tune: Tune): void {
    const context = this.#context;
    if (!context || context.state !== "running") return;
    for (const [at, hertz] of NOTES[tune].entries()) {
      note(context, hertz, context.currentTime + at * NOTE_SECONDS);
    }
  }

  async disable(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    await context?.close();
  }
}

function note(context: AudioContext, hertz: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.type = "triangle";
  tone.frequency.value = hertz;
  // Swells and fades: an abrupt start clicks in small loudspeakers.
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.5, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_SECONDS);
}
