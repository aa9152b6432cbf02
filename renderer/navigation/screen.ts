import type { Component } from "vue";

/** A screen of the app, as its feature declares it in `screens.ts`. */
export type Screen = {
  readonly name: string;
  readonly path: string;
  readonly title: string;
  readonly component: () => Promise<Component>;
  /** `costs`: of a workspace, and the exploration view lives in its address. `workspace`: of a workspace. `bare`: alone, without the rail. */
  readonly kind: "costs" | "workspace" | "app" | "bare";
  /**
   * Where the costs it shows are read: `anywhere` asks AWS for the months that stay there, `here` reads the months on this computer
   * alone, and says so. Without it the screen shows no costs.
   */
  readonly reads?: "anywhere" | "here";
  /** Its place in the rail; without it the screen is reached from elsewhere. */
  readonly rail?: RailPlace;
  /** Name of the screen of the rail it belongs to, when it is not there itself. */
  readonly within?: string;
  /** Where the palette leads to it although it is not in the rail, such as a screen behind a tab. */
  readonly icon?: string;
  /** Further words the palette finds it by. */
  readonly words?: string;
};

export type RailPlace = {
  readonly icon: string;
  /** The letter after `g` that leads there. */
  readonly key: string;
  /** Analysis above, the workspace's data and settings below. */
  readonly part: "upper" | "lower";
  /** Smaller is higher up; gaps leave room. */
  readonly order: number;
};
