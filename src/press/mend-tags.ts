import {isStream, type PdfObjects, pack, reference} from "./pdf-objects.ts";
import {kids, streamText, type TaggedText} from "./tagged-text.ts";

/**
 * Mends what Chromium's tags lack for PDF/UA-1 (ISO 14289-1; the clauses are in docs/pdf.md):
 *
 *  - what no tag holds (page numbers, decoration) is marked as an artifact (7.1)
 *  - the head of a table repeated on its next page is an artifact too, not said twice
 *  - types that PDF 1.7 does not know are mapped to some that it does (7.1)
 *  - a <figure> about a picture is a group; the picture alone is a Figure, with its text alternative (7.3)
 *  - the content of a list item is its LBody (7.6)
 *  - links have a description (7.18.5)
 */
export function mendTags(pdf: PdfObjects, text: TaggedText): PdfObjects {
  const objects = new Map(pdf.objects);
  const parents = openParentTree(pdf, objects);
  const repeats = new Map<number, Set<number>>();
  for (const {element, holder, mark} of text.repeats) {
    repeats.set(holder, (repeats.get(holder) ?? new Set()).add(mark));
    const tag = textOf(objects, element);
    const mcr = new RegExp(`\\s?<<[^<>]*/(?:Pg|Stm) ${holder} 0 R[^<>]*/MCID ${mark}\\s?>>`);
    objects.set(element, Buffer.from(tag.replace(mcr, ""), "latin1"));
    parents.set(holder, mark, "null");
  }
  for (const [number, object] of pdf.objects) {
    const isForm = isStream(object);
    const head = object.toString("latin1", 0, isForm ? Math.min(object.indexOf("stream"), 2000) : object.length);
    if (/\/Type \/StructElem\b/.test(head)) mendElement(number, objects, parents);
    else if (isForm ? /\/StructParents /.test(head) : /\/Type \/Page\b(?!s)/.test(head)) {
      const at = isForm ? number : reference(head, "Contents");
      const content = streamText(objects.get(at ?? -1));
      if (at === undefined || content === undefined) continue;
      const mended = markArtifacts(content, repeats.get(number) ?? new Set(), taggedForms(head, objects));
      if (mended !== content) objects.set(at, packStream(objects.get(at) as Buffer, mended));
    }
  }
  parents.save();
  for (const [annotation, words] of text.links) {
    const dictionary = textOf(objects, annotation);
    if (words === "" || dictionary.includes("/Contents")) continue;
    const hex = Buffer.from(words, "utf16le").swap16().toString("hex").toUpperCase();
    objects.set(annotation, Buffer.from(dictionary.replace(/>>\s*$/, `\n/Contents <FEFF${hex}>>>`), "latin1"));
  }
  addRoleMap(pdf, objects);
  return {...pdf, objects};
}

/** Types of PDF 2.0 that Chromium writes into a PDF 1.7. */
const roles = "/RoleMap <</Aside /Div /Strong /Span /Em /Span /Title /P /Sub /Span /FENote /Note>>";

function addRoleMap({root}: PdfObjects, objects: Map<number, Buffer>): void {
  const tags = reference(textOf(objects, root), "StructTreeRoot");
  const tree = textOf(objects, tags);
  if (tags === undefined || tree === "" || tree.includes("/RoleMap")) return;
  objects.set(tags, Buffer.from(tree.replace(/>>\s*$/, `\n${roles}>>`), "latin1"));
}

function mendElement(number: number, objects: Map<number, Buffer>, parents: ParentTree): void {
  const element = textOf(objects, number);
  if (element.includes("/S /Figure") && !element.includes("/Alt ")) {
    objects.set(number, Buffer.from(element.replace("/S /Figure", "/S /Div"), "latin1"));
  }
  if (!/\/S \/LI\b/.test(element)) return;
  const children = [...kids(element).matchAll(/<<[^>]*>>|\d+ 0 R|\d+/g)].map(([child]) => child);
  const numberOf = (child: string) => (/ 0 R$/.test(child) ? Number.parseInt(child, 10) : undefined);
  const isLabelled = (child: string) => /\/S \/(?:Lbl|LBody)\b/.test(textOf(objects, numberOf(child)));
  const content = children.filter(child => !isLabelled(child));
  if (content.length === 0) return;
  const body = Math.max(...objects.keys()) + 1;
  const page = reference(element, "Pg");
  const pageEntry = page === undefined ? "" : `\n/Pg ${page} 0 R`;
  objects.set(
    body,
    Buffer.from(`<</Type /StructElem\n/S /LBody\n/P ${number} 0 R${pageEntry}\n/K [${content.join(" ")}]>>`, "latin1"),
  );
  for (const child of content) {
    const childNumber = numberOf(child);
    if (childNumber !== undefined) {
      const text = textOf(objects, childNumber).replace(`/P ${number} 0 R`, `/P ${body} 0 R`);
      objects.set(childNumber, Buffer.from(text, "latin1"));
      continue;
    }
    const mark = /\/MCID (\d+)/.exec(child)?.[1] ?? (/^\d+$/.test(child) ? child : undefined);
    const holder = reference(child, "Stm") ?? reference(child, "Pg") ?? page;
    if (mark !== undefined && holder !== undefined) parents.set(holder, Number(mark), `${body} 0 R`);
  }
  const next = [...children.filter(isLabelled), `${body} 0 R`].join(" ");
  const list = element.replace(/\/K (?:\[[^\]]*\]|<<[^>]*>>|\d+(?: 0 R)?)/, `/K [${next}]`);
  objects.set(number, Buffer.from(list, "latin1"));
}

/** Which element each marked content of a page or form belongs to. */
interface ParentTree {
  set(holder: number, mark: number, entry: string): void;
  save(): void;
}

function openParentTree({root}: PdfObjects, objects: Map<number, Buffer>): ParentTree {
  const tags = textOf(objects, reference(textOf(objects, root), "StructTreeRoot"));
  const tree = textOf(objects, reference(tags, "ParentTree"));
  const numbers = new Map(
    [...tree.matchAll(/(\d+) (\d+) 0 R/g)].map(([, key, list]) => [Number(key), Number(list)] as const),
  );
  const lists = new Map<number, string[]>();
  return {
    set(holder, mark, entry) {
      const head = textOf(objects, holder);
      const list = numbers.get(Number(/\/StructParents (\d+)/.exec(head)?.[1] ?? -1));
      if (list === undefined) return;
      const entries = lists.get(list) ?? textOf(objects, list).match(/\d+ 0 R|null/g) ?? [];
      if (mark < entries.length) entries[mark] = entry;
      lists.set(list, entries);
    },
    save() {
      for (const [list, entries] of lists) objects.set(list, Buffer.from(`[${entries.join(" ")}]`, "latin1"));
    },
  };
}

/** Names of the forms of a page that have tags inside. */
function taggedForms(head: string, objects: ReadonlyMap<number, Buffer>): Set<string> {
  const list = /\/XObject <<([^>]*)>>/.exec(head)?.[1] ?? "";
  const named = [...list.matchAll(/\/(\S+) (\d+) 0 R/g)].map(([, name = "", form]) => ({name, form: Number(form)}));
  return new Set(named.flatMap(({name, form}) => (textOf(objects, form).includes("/StructParents") ? [name] : [])));
}

const paints = /(?:^|\s)(?:Tj|TJ|f\*?|S|s|B\*?|b\*?|Do|sh)(?=\s)/;

/** Marks as artifacts what is painted outside of marked content, and the marks that only repeat. */
export function markArtifacts(content: string, repeats: ReadonlySet<number>, tagged: ReadonlySet<string>): string {
  let marked = "";
  let at = 0;
  const outside = (to: number): void => {
    // A form with tags of its own is no artifact.
    const pieces = content.slice(at, to).split(/(\/\S+ Do\n)/);
    let run = "";
    const close = () => {
      marked += paints.test(run) ? `/Artifact BMC\n${run}EMC\n` : run;
      run = "";
    };
    for (const piece of pieces) {
      if (/^\/\S+ Do\n$/.test(piece) && tagged.has(piece.slice(1, -4))) {
        close();
        marked += piece;
      } else run += piece;
    }
    close();
  };
  for (;;) {
    const begin = content.indexOf(">>BDC\n", at);
    if (begin === -1) break;
    const line = content.lastIndexOf("\n", begin) + 1;
    outside(line);
    const mark = /\/MCID (\d+)/.exec(content.slice(line, begin))?.[1];
    let end = begin + 6;
    for (let depth = 1; depth > 0; ) {
      const close = content.indexOf("EMC\n", end);
      if (close === -1) return content;
      const inner = content.indexOf(">>BDC\n", end);
      depth += inner !== -1 && inner < close ? 1 : -1;
      end = inner !== -1 && inner < close ? inner + 6 : close + 4;
    }
    const isRepeat = mark !== undefined && repeats.has(Number(mark));
    marked += isRepeat ? `/Artifact BMC\n${content.slice(begin + 6, end)}` : content.slice(line, end);
    at = end;
  }
  outside(content.length);
  return marked;
}

function packStream(before: Buffer, content: string): Buffer {
  const data = pack(Buffer.from(content, "latin1"));
  const head = before
    .toString("latin1", 0, before.indexOf("stream"))
    .replace(/\s*\/Filter \/FlateDecode/, "")
    .replace(/\/Length \d+(?: 0 R)?/, `/Filter /FlateDecode /Length ${data.length}`);
  return Buffer.concat([Buffer.from(`${head}stream\n`, "latin1"), data, Buffer.from("\nendstream")]);
}

function textOf(objects: ReadonlyMap<number, Buffer>, number: number | undefined): string {
  const object = objects.get(number ?? -1);
  if (!object) return "";
  return object.toString("latin1", 0, isStream(object) ? object.indexOf("stream") : object.length);
}
