import type { GuideDocument } from "#core/account/setup/guide.ts";

/** What a step of a guide gives to copy: a value in one line, or a document. */
export type GuideCopy =
  | { readonly kind: "value"; readonly name: string; readonly text: string }
  | {
      readonly kind: "document";
      readonly title: string;
      readonly text: string;
      readonly fileName: string;
      readonly marks?: readonly { readonly holding: string; readonly note: string }[];
    }
  /** It cannot be written yet; `why` says what it waits for. */
  | { readonly kind: "later"; readonly why: string };

export type GuideCopies = Readonly<Partial<Record<GuideDocument, GuideCopy>>>;
