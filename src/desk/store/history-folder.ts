import {mkdirSync, realpathSync, statSync, writeFileSync} from "node:fs";
import {dirname, join, relative} from "node:path";
import {isInside, realFolder} from "../../workspace/index.ts";
import {isTextPath} from "./text-path.ts";

/** `.jianbao-history` in a workspace: a folder for what each text was before, and one for files on their way. */
export interface HistoryFolder {
  /** Where earlier texts of a path lie. Undefined when a link leads elsewhere: nothing is written there. */
  of(path: string): string | undefined;
  /** Makes a folder of `of` or `workshop`. */
  make(folder: string): void;
  /**
   * Made when it is not there: where a text is written before it is put into its place, and where what stood there lies for
   * a while afterwards. Undefined when it is not on the disk of the text, which files cannot be moved away from.
   */
  workshop(target: string): string | undefined;
  /** Below it the workshops lie as the texts do in the workspace. Undefined when a link leads elsewhere. */
  workshops(): string | undefined;
}

const folderName = ".jianbao-history";
/** No path of a text has a part that begins so. */
const workshopName = ".under-way";

const note = `采编台每次存盘留下的旧稿，在写稿页的“历史”里看。删去它，旧稿就没有了，现在的稿件不受影响。
`;

export function openHistoryFolder(root: string): HistoryFolder {
  const own = join(realpathSync.native(root), folderName);
  const workshops = join(own, workshopName);

  function unlessElsewhere(folder: string): string | undefined {
    const real = realFolder(folder);
    return real === dirname(own) || isInside(real, own) ? folder : undefined;
  }

  function make(folder: string): void {
    if (mkdirSync(folder, {recursive: true}) === undefined) return;
    writeFileSync(join(own, ".gitignore"), "*\n");
    writeFileSync(join(own, "README.txt"), note);
  }

  return {
    workshops: () => unlessElsewhere(workshops),
    of: path => (isTextPath(path) ? unlessElsewhere(join(own, path)) : undefined),
    make,
    workshop(target) {
      const folder = unlessElsewhere(join(workshops, relative(dirname(own), target)));
      if (folder === undefined) return undefined;
      make(folder);
      return statSync(folder).dev === statSync(dirname(target)).dev ? folder : undefined;
    },
  };
}
