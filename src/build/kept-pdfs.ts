import type {PrintedPdf} from "../press/index.ts";
import type {CacheFolder} from "./cache-folder.ts";

/** PDFs of earlier builds by what they were made of. The facts are written last: with them the PDF is whole. */
export interface KeptPdfs {
  find(madeOf: string): PrintedPdf | undefined;
  keep(madeOf: string, pdf: PrintedPdf): void;
  /** Lets go of those that nothing is made of any more. */
  prune(used: ReadonlySet<string>): void;
}

export function openKeptPdfs(cache: CacheFolder): KeptPdfs {
  return {
    find(madeOf) {
      const facts = cache.readJson<Omit<PrintedPdf, "pdf"> & {readonly bytes: number}>(`pdf/${madeOf}.json`);
      const pdf = facts && cache.readBytes(`pdf/${madeOf}.pdf`);
      if (!facts || !pdf) return undefined;
      const {bytes, ...rest} = facts;
      return pdf.length === bytes ? {...rest, pdf} : undefined;
    },
    keep(madeOf, {pdf, ...facts}) {
      cache.write(`pdf/${madeOf}.pdf`, pdf);
      cache.write(`pdf/${madeOf}.json`, JSON.stringify({...facts, bytes: pdf.length}));
    },
    prune(used) {
      cache.prune("pdf", new Set([...used].flatMap(name => [`${name}.pdf`, `${name}.json`])));
    },
  };
}
