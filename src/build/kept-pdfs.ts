import type {PrintedPdf} from "../press/index.ts";
import {fingerprintOf} from "../workspace/files/index.ts";
import type {CacheFolder} from "./cache-folder.ts";

/** What is kept beside a PDF, with the fingerprint of its bytes: a disk may give back something else. */
interface KeptFacts extends Omit<PrintedPdf, "pdf"> {
  readonly holds: string;
}

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
      const facts = cache.readJson<KeptFacts>(`pdf/${madeOf}.json`);
      const pdf = facts && cache.readBytes(`pdf/${madeOf}.pdf`);
      if (!facts || !pdf || fingerprintOf(pdf) !== facts.holds) return undefined;
      const {holds: _, ...rest} = facts;
      return {...rest, pdf};
    },
    keep(madeOf, {pdf, ...facts}) {
      const kept: KeptFacts = {...facts, holds: fingerprintOf(pdf)};
      cache.write(`pdf/${madeOf}.pdf`, pdf);
      cache.write(`pdf/${madeOf}.json`, JSON.stringify(kept));
    },
    prune(used) {
      cache.prune("pdf", name => used.has(name.replace(/\.(?:pdf|json)$/, "")));
    },
  };
}
