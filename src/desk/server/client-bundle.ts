import {hash} from "node:crypto";
import {existsSync, globSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {fileURLToPath} from "node:url";

/** The page's program: files by name, "app.js", "app.css", "pdf-worker.js". */
export interface ClientBundle {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Another one whenever a file is another one. */
  readonly version: string;
}

export const clientFiles = ["app.js", "app.css", "pdf-worker.js"] as const;

/** Beside the sources in a clone, in `dist/` the finished bundle itself. */
const client = new URL("../client/", import.meta.url);
const baseStyle = new URL("../../../templates/desk/style.css", import.meta.url);

/** Made of the sources in a clone, read from the package elsewhere. */
export async function loadClientBundle(): Promise<ClientBundle> {
  const isClone = existsSync(new URL("app.tsx", client));
  const files = isClone
    ? await bundleClient()
    : new Map(clientFiles.map(name => [name, readFileSync(new URL(name, client))]));
  return {files, version: hash("sha256", Buffer.concat([...files.values()]), "base64url").slice(0, 16)};
}

/** Bundles the page's program; every stylesheet beside its sources is part of app.css, in the order of their paths. */
export async function bundleClient(): Promise<Map<string, Uint8Array>> {
  const {build, transform} = await import("esbuild");
  const pdfWorker = createRequire(import.meta.url).resolve("pdfjs-dist/build/pdf.worker.min.mjs");
  const {outputFiles} = await build({
    entryPoints: {app: fileURLToPath(new URL("app.tsx", client)), "pdf-worker": pdfWorker},
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    outdir: fileURLToPath(client),
    write: false,
    logLevel: "silent",
  });
  const made = new Map(outputFiles.map(file => [file.path.split(/[/\\]/).at(-1) ?? "", file.contents]));
  const sheets = [baseStyle, ...globSync("**/*.css", {cwd: fileURLToPath(client)}).sort()].map(sheet =>
    readFileSync(typeof sheet === "string" ? new URL(sheet, client) : sheet, "utf8"),
  );
  const {code} = await transform(sheets.join("\n"), {loader: "css", minify: true, target: "es2022"});
  made.set("app.css", Buffer.from(code));
  return new Map(clientFiles.flatMap(name => (made.has(name) ? [[name, made.get(name) as Uint8Array]] : [])));
}
