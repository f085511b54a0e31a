import type {WorkspaceFiles} from "../workspace/index.ts";

/** Files that are read once until they are said to have changed. */
export interface KeptFiles extends WorkspaceFiles {
  forget(): void;
}

/** Pictures larger than this are read anew each time. */
const mostBytes = 4 * 1024 * 1024;

export function keepFiles(files: WorkspaceFiles): KeptFiles {
  const contents = new Map<string, ReturnType<WorkspaceFiles["read"]>>();
  return {
    read(path) {
      if (contents.has(path)) return contents.get(path);
      const content = files.read(path);
      if (typeof content !== "object" || content.length <= mostBytes) contents.set(path, content);
      return content;
    },
    list: folder => files.list(folder),
    realFolder: folder => files.realFolder?.(folder) ?? folder,
    forget: () => contents.clear(),
  };
}
