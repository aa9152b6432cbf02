import { fail } from "#core/result/failure.ts";

type Waiting = { readonly enter: () => void };

/** Lets at most `places` pieces of work run at a time, first come first served. */
export class Turnstile {
  #free: number;
  readonly #waiting: Waiting[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) fail("cancelled", {});
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const left = await new Promise<boolean>((resolve) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(place), 1);
        resolve(true);
      };
      const place: Waiting = {
        enter: () => {
          signal?.removeEventListener("abort", leave);
          resolve(false);
        },
      };
      this.#waiting.push(place);
      signal?.addEventListener("abort", leave, { once: true });
    });
    if (left) fail("cancelled", {});
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next.enter();
  }
}
