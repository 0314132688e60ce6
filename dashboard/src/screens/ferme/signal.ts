/**
 * The sound and vibration of an emergency, repeated until somebody takes care of it. A browser plays no sound before
 * the reader has touched the page; `isBlocked` says so, because a signal nobody hears must have a visible twin.
 */
const EVERY_MS = 8_000;

export class Signal {
  readonly #blocked: (isBlocked: boolean) => void;
  #audio: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(blocked: (isBlocked: boolean) => void) {
    this.#blocked = blocked;
  }

  /** Rings while it is told so. */
  ring(isWanted: boolean): void {
    if (!isWanted) return this.stop();
    if (this.#timer !== null) return;
    this.#once();
    this.#timer = setInterval(() => this.#once(), EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#blocked(false);
  }

  /** Call from a touch: only then may sound start. */
  async allow(): Promise<void> {
    await this.#context()?.resume();
    if (this.#timer !== null) this.#once();
  }

  #once(): void {
    const audio = this.#context();
    this.#blocked(audio?.state !== "running");
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([300, 150, 300]);
    if (audio?.state !== "running") return;
    for (const [at, pitch] of [
      [0, 880],
      [0.25, 660],
      [0.5, 880],
    ] as const)
      this.#tone(audio, at, pitch);
  }

  #tone(audio: AudioContext, at: number, pitch: number): void {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, audio.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.2);
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.22);
  }

  #context(): AudioContext | null {
    if (typeof AudioContext === "undefined") return null;
    return (this.#audio ??= new AudioContext());
  }
}
