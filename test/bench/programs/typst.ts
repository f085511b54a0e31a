/** typst.ts FINISHED OUT: ready text and SVG to PDF with Typst inside this process; one compiler for all documents. */
import {mkdirSync, readdirSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {importPeer} from "./import-peer.ts";

/** What is used of the package's interface. */
interface TypstPackage {
  readonly NodeCompiler: {
    create(options: {workspace: string; fontArgs: readonly {fontPaths: readonly string[]}[]}): {
      pdf(options: {mainFilePath: string}): Uint8Array;
      evictCache(maxAge: number): void;
    };
  };
}

const [folder = "", out = ""] = process.argv.slice(2);
const {NodeCompiler} = await importPeer<TypstPackage>("@myriaddreamin/typst-ts-node-compiler");
const workspace = resolve(folder);
const compiler = NodeCompiler.create({workspace, fontArgs: [{fontPaths: [join(workspace, "fonts")]}]});
mkdirSync(out, {recursive: true});
for (const name of readdirSync(join(workspace, "typst")).sort()) {
  const pdf = compiler.pdf({mainFilePath: join(workspace, "typst", name)});
  writeFileSync(join(out, name.replace(/\.typ$/, ".pdf")), pdf);
  compiler.evictCache(10);
}
