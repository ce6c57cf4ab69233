/** How long a failing engine is left alone before it is tried again. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** Keeps questions away from an engine that fails or is slow, and lets one through now and then to see whether it is back. */
export class Breaker {
  #failures = 0;
  #closedAgainAt = 0;

  /** Whether the engine may be asked at this moment. */
  allows(now: number): boolean {
    if (now < this.#closedAgainAt) return false;
    // One question goes through; the others wait for its outcome.
    if (this.#closedAgainAt > 0) this.#closedAgainAt = now + FIRST_PAUSE_MS;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#closedAgainAt = 0;
  }

  /** One slow answer is bad luck, the second is a habit; a refusal is believed at once. */
  failed(now: number, slow: boolean): void {
    this.#failures += 1;
    if (slow && this.#failures === 1) return;
    this.#closedAgainAt = now + Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS);
  }

  /** Whether the engine is left alone, or was until the question on its way. */
  get open(): boolean {
    return this.#closedAgainAt > 0;
  }
}
