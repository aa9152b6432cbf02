import { computed } from "vue";
import { useRouter } from "vue-router";
import { isTyped } from "#core/search/fuzzy.ts";
import { FAVOURITE_KINDS } from "../../format/favourites.ts";
import type { PaletteEntry, PaletteSource } from "../../navigation/palette.ts";
import type { Screen } from "../../navigation/screen.ts";
import { useFavourites } from "../../queries/use-favourites.ts";
import { useImportFlow } from "../../queries/use-import-flow.ts";
import { useIntegrateAccount } from "../../queries/use-integrate-account.ts";
import { useOpenWorkspace } from "../../queries/use-open-workspace.ts";
import { useUndo } from "../../queries/use-undo.ts";
import { useWorkspaces } from "../../queries/use-workspaces.ts";
import { useExplorationStore } from "../../stores/exploration.ts";
import { useFrameStore } from "../../stores/frame.ts";
import { usePreferencesStore } from "../../stores/preferences.ts";
import { useRecentEntriesStore } from "../../stores/recent-entries.ts";
import { useUndoStore } from "../../stores/undo.ts";
import { useWorkspaceStore } from "../../stores/workspace.ts";
import { INNER_SCREENS, isFree, placeOf, RAIL_SCREENS } from "../screens.ts";

/** What the palette finds that belongs to no feature. */
export const appPalette: readonly PaletteSource[] = [
  {
    id: "favourites",
    label: "Favourites",
    order: 1,
    isOffered: true,
    use: () => {
      const { favourites } = useFavourites();
      return {
        entries: computed(() =>
          favourites.value.map(({ id, kind, name, link }): PaletteEntry => ({
            id: `favourite:${id}`,
            label: name,
            detail: FAVOURITE_KINDS[kind].name,
            icon: "i-lucide-star",
            to: link,
          })),
        ),
      };
    },
  },
  {
    id: "recent",
    label: "Recent",
    order: 2,
    isOffered: true,
    use: ({ typed }) => {
      const recent = useRecentEntriesStore();
      // Once something is typed each is found in its own group.
      return { entries: computed(() => (typed().trim() === "" ? recent.entries : [])) };
    },
  },
  {
    id: "screens",
    label: "Go to",
    order: 3,
    isOffered: true,
    isFree: true,
    use: ({ typed }) => {
      const exploration = useExplorationStore();
      const workspace = useWorkspaceStore();
      const canOpen = (screen: Screen): boolean => workspace.id !== null || isFree(screen);
      const placed = (screen: Screen) => ({
        id: `screen:${screen.name}`,
        label: screen.title,
        words: screen.words ?? "",
        to: placeOf(screen, exploration.query),
      });
      return {
        entries: computed((): readonly PaletteEntry[] => [
          ...RAIL_SCREENS.filter(canOpen).map((screen) => ({
            ...placed(screen),
            icon: screen.rail.icon,
            keys: screen.rail.key === "" ? [] : ["g", screen.rail.key],
          })),
          // The rail alone before anything is typed.
          ...(isTyped(typed()) ? INNER_SCREENS.filter(canOpen) : []).map((screen) => ({
            ...placed(screen),
            detail: RAIL_SCREENS.find(({ name }) => name === screen.within)?.title ?? "",
            icon: screen.icon,
          })),
        ]),
      };
    },
  },
  { id: "actions", label: "Do", order: 4, isOffered: true, isFree: true, use: useActions },
  {
    id: "workspaces",
    label: "Workspaces",
    order: 90,
    isOffered: true,
    isFree: true,
    use: () => {
      const workspace = useWorkspaceStore();
      const openWorkspace = useOpenWorkspace();
      const { list } = useWorkspaces();
      return {
        entries: computed(() =>
          list.value.map(({ id, name }): PaletteEntry => ({
            id: `workspace:${id}`,
            label: name,
            words: "switch open workspace",
            icon: id === workspace.id ? "i-lucide-check" : "i-lucide-box",
            run: () => openWorkspace(id),
          })),
        ),
      };
    },
  },
];

function useActions() {
  const router = useRouter();
  const frame = useFrameStore();
  const preferences = usePreferencesStore();
  const history = useUndoStore();
  const { undo, redo } = useUndo();
  const { chooseFiles, chooseFolder } = useImportFlow();
  const integrateAccount = useIntegrateAccount();
  const workspace = useWorkspaceStore();

  const entries = computed((): readonly PaletteEntry[] => [
    ...(history.canUndo
      ? [{ id: "undo", label: "Undo", icon: "i-lucide-undo-2", keys: ["Ctrl", "Z"], run: undo }]
      : []),
    ...(history.canRedo
      ? [{ id: "redo", label: "Redo", icon: "i-lucide-redo-2", keys: ["Ctrl", "Shift", "Z"], run: redo }]
      : []),
    {
      id: "openFiles",
      label: "Open files…",
      words: "import",
      icon: "i-lucide-file-plus",
      run: chooseFiles,
    },
    {
      id: "openFolder",
      label: "Open folder…",
      words: "import",
      icon: "i-lucide-folder-open",
      run: chooseFolder,
    },
    { id: "integrate", label: "Integrate AWS Account", icon: "i-lucide-cloud", run: integrateAccount },
    {
      id: "newWorkspace",
      label: "New workspace…",
      icon: "i-lucide-plus",
      run: () => frame.show("newWorkspace"),
    },
    {
      id: "importWorkspace",
      label: "Import workspace…",
      words: "hand over file",
      icon: "i-lucide-package-open",
      run: () => frame.show("importWorkspace"),
    },
    ...(workspace.id === null
      ? []
      : [
          {
            id: "exportWorkspace",
            label: "Export workspace…",
            words: "hand over file redacted copy",
            icon: "i-lucide-package",
            run: () => frame.show("exportWorkspace"),
          },
        ]),
    {
      id: "translatePseudonyms",
      label: "Translate pseudonyms…",
      words: "redacted copy key reveal",
      icon: "i-lucide-key-round",
      run: () => frame.show("translate"),
    },
    {
      id: "allWorkspaces",
      label: "All workspaces",
      words: "switch",
      icon: "i-lucide-layout-grid",
      run: () => router.push({ name: "start" }),
    },
    {
      id: "theme",
      label: "Switch between light and dark",
      words: "theme",
      icon: "i-lucide-sun-moon",
      run: () => {
        const isDark = document.documentElement.classList.contains("dark");
        return preferences.change({ theme: isDark ? "light" : "dark" });
      },
    },
    {
      id: "rail",
      label: preferences.isRailCollapsed ? "Expand the rail" : "Collapse the rail",
      icon: "i-lucide-panel-left",
      run: () => preferences.change({ railCollapsed: !preferences.isRailCollapsed }),
    },
    {
      id: "shortcuts",
      label: "Keyboard shortcuts",
      words: "help",
      icon: "i-lucide-keyboard",
      keys: ["?"],
      run: () => frame.show("shortcuts"),
    },
  ]);
  return { entries };
}
