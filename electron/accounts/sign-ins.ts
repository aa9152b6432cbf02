import { z } from "zod";
import { AppError } from "#core/result/failure.ts";
import type { Keychain } from "../secrets/keychain.ts";
import type { SignIn } from "../site24x7/tokens.ts";

const kept = z.object({ clientId: z.string(), clientSecret: z.string(), refreshToken: z.string() });

/** Sign-ins to Site24x7 in the keychain, or where there is none, in memory until the app quits. */
export function createSignIns(keychain: Keychain) {
  const session = new Map<string, SignIn>();
  const name = (loginId: string): string => `site24x7 ${loginId}`;
  return {
    async keep(loginId: string, signIn: SignIn): Promise<void> {
      if ((await keychain.state()) !== "ok") return void session.set(loginId, signIn);
      await keychain.write(name(loginId), JSON.stringify(signIn));
      session.delete(loginId);
    },
    async read(loginId: string): Promise<SignIn | null> {
      const remembered = session.get(loginId);
      if (remembered !== undefined) return remembered;
      const text = await keychain.read(name(loginId));
      return text === null ? null : kept.parse(JSON.parse(text));
    },
    async forget(loginId: string): Promise<void> {
      session.delete(loginId);
      await keychain.remove(name(loginId)).catch((error: unknown) => {
        // Where there is no keychain, nothing can have been kept in it.
        if (!(error instanceof AppError) || error.failure.code !== "secret.unavailable") throw error;
      });
    },
  };
}
