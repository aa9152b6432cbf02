import { z } from "zod";
import type { Failure } from "../../result/failure.ts";

/** An expected failure as a value. */
export const failureValue = z.custom<Failure>(
  (value) => typeof value === "object" && value !== null && "code" in value && "params" in value,
);
