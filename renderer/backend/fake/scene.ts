/**
 * What the fake pretends. `scene` is `data` (costs, the default) or one of
 *
 * - starts: `first` (never started), `start` (no workspace), `empty` (nothing imported), `working` (a job runs for a long time)
 * - trouble: `failing` (every question fails), `slow` (none is answered), `damaged` (two months and a file of views), `aside` (the
 *   file only), `synced` (a folder that is)
 * - what is kept: `no-budgets`, `dashboard` (one of every kind of tile, notes on days), `allocated` (an allocation model),
 *   `broken-rule` (one that names a deleted virtual tag), `figures` (a model and business figures)
 * - what was read: `no-organization`, `no-containers` (nothing was split)
 * - accounts: `no-accounts`, `errors` (one of each kind), `offline`, `no-keychain`, `locked` (the keychain), `signed-out` (no
 *   identity), `refused` (the role), `msp` (logins of Site24x7)
 * - read in AWS (see `in-place.ts`): `in-place`, `in-place-large`, `in-place-kept`, `in-place-only`, `in-place-day-limit` and others
 */
export type FakeOptions = {
  readonly scene?: string;
  readonly theme?: string;
  readonly rail?: string;
};
