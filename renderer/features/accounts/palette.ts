import { computed } from "vue";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import { useAccountActions } from "../../queries/use-account-actions.ts";
import { useAccounts } from "../../queries/use-accounts.ts";

export const palette: readonly PaletteSource[] = [
  {
    id: "sync",
    label: "Sync",
    order: 30,
    use: () => {
      const { sync } = useAccountActions();
      const { value } = useAccounts();
      const accounts = computed(() => value.value ?? []);
      return {
        entries: computed((): readonly PaletteEntry[] =>
          accounts.value.length === 0
            ? []
            : [
                {
                  id: "syncAll",
                  label: "Sync all accounts now",
                  icon: "i-lucide-refresh-cw",
                  run: () => sync(null),
                },
                ...accounts.value.map(({ account }) => ({
                  id: `sync:${account.id}`,
                  label: `Sync ${account.displayName} now`,
                  icon: "i-lucide-refresh-cw",
                  run: () => sync(account.id),
                })),
              ],
        ),
      };
    },
  },
];
