import { readFile } from "node:fs/promises";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A piece of text as it stands on a printed page, in points from the upper left corner. */
export type PrintedText = {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

export type PrintedPage = {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PrintedText[];
  /** Number of the page each link leads to; 0 where it leads nowhere. */
  readonly links: readonly number[];
  /** Addresses outside of the document. */
  readonly addresses: readonly string[];
};

export type Printed = {
  readonly title: string;
  readonly pages: readonly PrintedPage[];
  /** Titles of the outline, in its order. */
  readonly outline: readonly string[];
  readonly fonts: number;
  /** Fonts whose letters the file does not bring along, or only as drawings (Type 3). */
  readonly fontsNotEmbedded: number;
};

/** Reads a PDF back. */
export async function readPdf(path: string): Promise<Printed> {
  const bytes = await readFile(path);
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const pages: PrintedPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    const { items } = await page.getTextContent();
    const annotations: readonly Annotation[] = await page.getAnnotations();
    const links = annotations.filter(({ subtype }) => subtype === "Link");
    const targets = await Promise.all(
      links.filter(({ url }) => url === undefined).map(({ dest }) => pageOf(document, dest)),
    );
    pages.push({
      width: right - left,
      height: top - bottom,
      texts: items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? [placed(item, top)] : [])),
      links: targets,
      addresses: links.flatMap(({ url }) => url ?? []),
    });
  }
  const { info } = await document.getMetadata();
  const outline = await document.getOutline();
  const title = "Title" in info && typeof info.Title === "string" ? info.Title : "";
  await task.destroy();
  return { title, pages, outline: titlesOf(outline ?? []), ...fontsOf(bytes.toString("latin1")) };
}

/** Share of the pixels of each page that are not white. */
export async function inkOf(path: string): Promise<readonly number[]> {
  const task = getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 });
  const document = await task.promise;
  const factory: unknown = document.canvasFactory;
  if (!isCanvasFactory(factory)) throw new Error("pdfjs-dist found no @napi-rs/canvas to draw on");
  const inks: number[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: 0.4 });
    const { canvas, context } = factory.create(viewport.width, viewport.height);
    await page.render({ canvas, canvasContext: context, viewport }).promise;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let inked = 0;
    for (let at = 0; at < data.length; at += 4)
      if (Math.min(data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255) < 200) inked += 1;
    inks.push(inked / (data.length / 4));
  }
  await task.destroy();
  return inks;
}

/** What the reader draws on outside of a browser; its own types do not tell. */
type CanvasFactory = {
  create(
    width: number,
    height: number,
  ): { readonly canvas: HTMLCanvasElement; readonly context: CanvasRenderingContext2D };
};

function isCanvasFactory(value: unknown): value is CanvasFactory {
  return typeof value === "object" && value !== null && "create" in value;
}

type Annotation = { readonly subtype: string; readonly dest?: unknown; readonly url?: string };
type Document = Awaited<ReturnType<typeof getDocument>["promise"]>;
type Outline = readonly { readonly title: string; readonly items: readonly unknown[] }[];
type TextItem = {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
};

async function pageOf(document: Document, dest: unknown): Promise<number> {
  const found = typeof dest === "string" ? await document.getDestination(dest) : dest;
  if (!Array.isArray(found)) return 0;
  return (await document.getPageIndex(found[0])) + 1;
}

function placed({ str, transform, width, height }: TextItem, pageTop: number): PrintedText {
  const [, , , , x = 0, y = 0] = transform;
  return { text: str, left: x, right: x + width, top: pageTop - y - height * 0.75, bottom: pageTop - y };
}

function titlesOf(outline: Outline): readonly string[] {
  return outline.flatMap(({ title, items }) => [title, ...titlesOf(items.filter(isEntry))]);
}

function isEntry(item: unknown): item is Outline[number] {
  return typeof item === "object" && item !== null && "title" in item && "items" in item;
}

/** Every font is a program of its own in the file (Type 3), or has a descriptor that names one. */
function fontsOf(pdf: string): { readonly fonts: number; readonly fontsNotEmbedded: number } {
  const objects = pdf.split(/\bendobj\b/);
  const drawn = objects.filter((object) => /\/Subtype\s*\/Type3\b/.test(object));
  const named = objects.filter((object) =>
    /\/Subtype\s*\/(Type1|MMType1|TrueType|CIDFontType[02])\b/.test(object),
  );
  const described = objects.filter(
    (object) => /\/Type\s*\/FontDescriptor\b/.test(object) && /\/FontFile[23]?\b/.test(object),
  );
  return {
    fonts: drawn.length + named.length,
    fontsNotEmbedded: drawn.length + Math.max(0, named.length - described.length),
  };
}
