import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {basename, dirname, extname, join, relative, sep} from "node:path";
import {fileURLToPath} from "node:url";
import {build, transform} from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = fileURLToPath(new URL("../src/", import.meta.url));
const loader = fileURLToPath(new URL("program-loader.js", import.meta.url));

/** Packages without files of their own beside their code; to load them one by one takes longer than to run them. */
const inside = /^(?:zod|puppeteer-core|marked|eta|decimal\.js|fastest-levenshtein)(?:\/|$)/;

/** yaml as ECMAScript modules: its CommonJS files, which Node is given, ask for others in a way that no bundle can answer. */
const findYaml = () => fileURLToPath(new URL("browser/dist/index.js", import.meta.resolve("yaml/package.json")));

export interface BundleOptions {
  /** The folder that main.js and the scripts that it loads are put into. */
  readonly target: string;
  /**
   * Where the files of src/ are said to be, a folder: what they find by `import.meta.url` (templates, package.json) is
   * looked for from there.
   */
  readonly place: string;
  /** What `programDigest` of these sources is, so that the program need not read them; undefined: it finds out itself. */
  readonly digest?: string | undefined;
}

/**
 * Puts the program into a few files: Node takes half as long to load them. A part that is loaded when it is needed (the
 * desk, the browser, printing sheets) stays apart. They are scripts, not modules, so that their compiled code can be kept
 * (program-loader.js).
 */
export async function bundleProgram(options: BundleOptions): Promise<void> {
  const {target} = options;
  mkdirSync(target, {recursive: true});
  for (const {path, text} of await bundleModules(options))
    writeFileSync(join(target, basename(path)), await toScript(text));
  copyFileSync(loader, join(target, "main.js"));
}

/**
 * A function of what a CommonJS module is given, and of what stands in the place of `import.meta`. It cannot wait: no module
 * of ours has an `await` at its top level.
 */
async function toScript(text: string): Promise<string> {
  const {code} = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "esnext",
    supported: {"dynamic-import": false},
    define: {"import.meta": "meta"},
    legalComments: "inline",
  });
  return withoutHanzi(`(function (module, exports, require, meta) {${code}\n})`);
}

/**
 * The same in ASCII, which is read in a fifth of the time. esbuild leaves regular expressions and comments as they are; what
 * String.raw holds would be changed.
 */
function withoutHanzi(code: string): string {
  const escaped = code.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  if (escaped !== code && code.includes("String.raw"))
    throw new Error("A script holds String.raw beside characters that are not ASCII.");
  return escaped;
}

async function bundleModules({target, place, digest}: BundleOptions) {
  const fromTarget = `${relative(target, place).split(sep).join("/") || "."}/`;
  const {outputFiles} = await build({
    entryPoints: {main: `${source}main.ts`},
    outdir: target,
    outExtension: {".js": ".cjs"},
    write: false,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    // What Node runs as it is stays as it is: functions are sent to the browser as text, which helpers would break.
    target: "esnext",
    define: digest === undefined ? {} : {BUNDLED_DIGEST: JSON.stringify(digest)},
    legalComments: "eof",
    logLevel: "warning",
    plugins: [
      {
        name: "packages",
        setup: ({onResolve}) =>
          onResolve({filter: /^[^./]/}, ({path, kind}) => {
            if (path === "yaml") return {path: findYaml()};
            return kind === "entry-point" || inside.test(path) ? undefined : {path, external: true};
          }),
      },
      {
        name: "place",
        setup: ({onLoad}) =>
          onLoad({filter: /\.[jt]s$/, namespace: "file"}, ({path}) => {
            if (!path.startsWith(source)) return undefined;
            const name = relative(source, path).split(sep).join("/").replace(/\.ts$/, ".js");
            const url = `new URL(${JSON.stringify(fromTarget + name)}, import.meta.url).href`;
            const contents = readFileSync(path, "utf8").replaceAll("import.meta.url", url);
            return {contents, loader: extname(path) === ".ts" ? "ts" : "js", resolveDir: dirname(path)};
          }),
      },
    ],
  });
  return outputFiles;
}
