import { z } from "zod";

const call = z.object({
  i: z.union([z.string().max(100), z.number()]),
  t: z.literal(1).optional(),
  p: z.object({
    u: z.string().regex(/^\/\w+(?:\/\w+)*$/),
    b: z.unknown(),
  }),
});
const abort = z.object({ i: call.shape.i, t: z.literal(4) });
const incoming = z.union([call, abort]);

/**
 * A message that came in on a port, if it is the call of a procedure or the end of one: everything else that oRPC could
 * carry (files, forms, streams of input, other addresses) is nothing this app's clients send. Null for anything else.
 */
export function readIncoming(message: unknown): object | null {
  if (typeof message !== "string") return null;
  try {
    return incoming.safeParse(JSON.parse(message)).data ?? null;
  } catch {
    return null;
  }
}
