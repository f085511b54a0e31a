import {hash} from "node:crypto";
import type {WorkspaceFiles} from "./workspace-files.ts";

/** The files and folders that some work has read, with fingerprints of what they held. */
export interface FileReads {
  readonly files: ReadonlyMap<string, string>;
  readonly folders: ReadonlyMap<string, string>;
}

/** A workspace's files that keep account of what is read of them. */
export interface RecordedFiles extends WorkspaceFiles {
  /** Fingerprint of what a file holds, or held when it was first read; it is not read for it a second time. */
  fingerprint(path: string): string;
  folderFingerprint(folder: string): string;
  /** Everything read so far. */
  readonly reads: FileReads;
  /** Files and folders that held something else when they were read again: what was made of them is not to be kept. */
  readonly unsteady: ReadonlySet<string>;
  /** Runs `act` and gives what it read. */
  record<T>(act: () => T): {readonly value: T; readonly reads: FileReads};
}

/**
 * Records what is read of a workspace. Fingerprints are of the content alone, never of time stamps. What was looked at a
 * moment ago, in the same work, is not read again for its fingerprint.
 */
export function recordFiles(inner: WorkspaceFiles, looked?: FileReads): RecordedFiles {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  const unsteady = new Set<string>();
  let current: {files: Map<string, string>; folders: Map<string, string>} | undefined;

  const read: WorkspaceFiles["read"] = path => {
    const content = inner.read(path);
    const print = fingerprintOf(content);
    const known = files.get(path) ?? looked?.files.get(path);
    files.set(path, known ?? print);
    if (known !== undefined && known !== print) unsteady.add(path);
    current?.files.set(path, known ?? print);
    return content;
  };
  const list: WorkspaceFiles["list"] = folder => {
    const names = inner.list(folder);
    const print = fingerprintOf(Buffer.from(names.join("\n")));
    const known = folders.get(folder) ?? looked?.folders.get(folder);
    folders.set(folder, known ?? print);
    if (known !== undefined && known !== print) unsteady.add(folder);
    current?.folders.set(folder, known ?? print);
    return names;
  };
  return {
    ...inner,
    read,
    list,
    fingerprint(path) {
      const known = files.get(path);
      if (known !== undefined) return known;
      const print = looked?.files.get(path) ?? fingerprintOf(inner.read(path));
      files.set(path, print);
      return print;
    },
    folderFingerprint(folder) {
      const known = folders.get(folder) ?? looked?.folders.get(folder);
      if (known === undefined) list(folder);
      else folders.set(folder, known);
      return folders.get(folder) ?? "";
    },
    reads: {files, folders},
    unsteady,
    record(act) {
      const outer = current;
      current = {files: new Map(), folders: new Map()};
      try {
        const value = act();
        return {value, reads: current};
      } finally {
        current = outer;
      }
    },
  };
}

/** "" for a file that is not there; the hash of its bytes in 22 characters (132 bits). */
export function fingerprintOf(content: Uint8Array | "outside" | undefined): string {
  if (content === undefined) return "";
  if (content === "outside") return content;
  return hash("sha256", content, "base64url").slice(0, 22);
}
