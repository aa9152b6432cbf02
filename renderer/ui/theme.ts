/** Where the library's components differ from their defaults: smaller icons, quiet dialogs. Read when the page is built. */
export const theme = {
  colors: { primary: "accent", neutral: "ink" },
  button: {
    variants: { size: { md: { leadingIcon: "size-4", trailingIcon: "size-4" } } },
    // The default makes the ground paler under the pointer, too pale for the text on it.
    compoundVariants: [
      {
        color: "primary",
        variant: "solid",
        class: "hover:bg-(--frame-primary-hover) active:bg-(--frame-primary-hover)",
      },
      { color: "error", variant: "solid", class: "hover:bg-error/90 active:bg-error/90" },
    ],
  },
  modal: {
    slots: {
      header: "min-h-0 items-start px-5 py-4 sm:px-5",
      body: "px-5 py-4 sm:p-5",
      footer: "px-5 py-3 sm:px-5 bg-muted",
      description: "mt-0.5 text-xs",
      close: "top-3 end-3",
    },
    variants: { overlay: { true: { overlay: "bg-(--frame-veil)" } } },
  },
  commandPalette: {
    variants: {
      size: { md: { itemLeadingIcon: "size-4 my-0.5", input: "h-11", label: "text-2xs text-muted" } },
    },
  },
  dropdownMenu: {
    variants: { size: { md: { itemLeadingIcon: "size-4 my-0.5", itemTrailingIcon: "size-4" } } },
  },
};
