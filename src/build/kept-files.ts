import type {WorkspaceFiles} from "../workspace/index.ts";

/** Files that are read once until they are said to have changed. */
export interface KeptFiles extends WorkspaceFiles {
  forget(): void;
}

/** Pictures larger than this are read anew each time. */
const mostBytes = 4 * 1024 * 1024;

export function keepFiles(files: WorkspaceFiles): KeptFiles {
  const contents = new Map<string, Uint8Array>();
  return {
    read(path) {
      const kept = contents.get(path);
      if (kept) return kept;
      const content = files.read(path);
      // What is not there yet may come at any moment: a photo that is being sent.
      if (typeof content === "object" && content.length <= mostBytes) contents.set(path, content);
      return content;
    },
    list: folder => files.list(folder),
    realFolder: folder => files.realFolder?.(folder) ?? folder,
    forget: () => contents.clear(),
  };
}
