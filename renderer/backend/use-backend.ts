import { inject, type InjectionKey } from "vue";
import type { Backend } from "./backend.ts";

export const BACKEND: InjectionKey<Backend> = Symbol("backend");

export function useBackend(): Backend {
  const backend = inject(BACKEND);
  if (backend === undefined) throw new Error("no backend provided");
  return backend;
}
