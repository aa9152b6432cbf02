import { computed, inject, provide, type ComputedRef, type InjectionKey } from "vue";
import { readRoleArn } from "#core/account/aws-id.ts";
import { problemsOfDraft, type FieldProblem } from "#core/account/draft-account.ts";
import type { AccountDraft } from "#core/account/draft.ts";
import type { CallerIdentity, Profile } from "#core/account/identity.ts";
import { useAppFacts } from "../../../queries/use-app-facts.ts";
import { useProfiles } from "../../../queries/use-credentials.ts";
import { useDraft, type DraftWork } from "../../../queries/use-draft.ts";
import { useDraftChecks, type DraftChecks } from "../../../queries/use-draft-checks.ts";
import { useDraftIdentity } from "../../../queries/use-draft-facts.ts";
import type { HostAnswer } from "../../../queries/use-host-query.ts";
import { accessKeyOf, baseKeyOf, checkKeyOf } from "./question-keys.ts";

/** What every part of the wizard works on. */
export type Wizard = DraftWork & {
  readonly checks: DraftChecks;
  readonly identity: HostAnswer<CallerIdentity>;
  readonly profiles: HostAnswer<readonly Profile[]>;
  /** What still keeps the account from being saved. */
  readonly missing: ComputedRef<readonly FieldProblem[]>;
  /** Changes whenever the credentials do; null while they are incomplete. */
  readonly accessKey: ComputedRef<string | null>;
  readonly partition: ComputedRef<string>;
  /** The account the role or user belongs to, once it is known. */
  readonly accountId: ComputedRef<string | null>;
};

const WIZARD: InjectionKey<Wizard> = Symbol("wizard");

export function provideWizard(opened: AccountDraft): Wizard {
  const work = useDraft(opened);
  const app = useAppFacts();
  const identity = useDraftIdentity(work, () => baseKeyOf(work.draft.value));
  const role = computed(() => readRoleArn(work.fields.value.roleArn));
  const wizard: Wizard = {
    ...work,
    identity,
    profiles: useProfiles(),
    checks: useDraftChecks(work, () => checkKeyOf(work.draft.value)),
    missing: computed(() => problemsOfDraft(work.draft.value, app.value?.today ?? "9999-12-31")),
    accessKey: computed(() => accessKeyOf(work.draft.value)),
    partition: computed(() => {
      const known = identity.value.value?.partition ?? "aws";
      return role.value.kind === "role" ? role.value.partition : known;
    }),
    accountId: computed(() => {
      if (work.fields.value.accessType === "iam-user") return identity.value.value?.accountId ?? null;
      return role.value.kind === "problem" ? null : role.value.accountId;
    }),
  };
  provide(WIZARD, wizard);
  return wizard;
}

export function useWizard(): Wizard {
  const wizard = inject(WIZARD);
  if (wizard === undefined) throw new Error("no account is being set up here");
  return wizard;
}
