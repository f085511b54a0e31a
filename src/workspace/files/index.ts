/**
 * Files of a workspace: read as bytes or text from a folder or from memory, nothing outside of it, and remembered by
 * fingerprint. A face of its own, since it loads no parser: a build of which nothing has changed needs nothing else.
 */
export {cacheFolders} from "./cache-folder.ts";
export {isInside} from "./is-inside.ts";
export {isOwnFolder} from "./is-own-folder.ts";
export {isRunning} from "./is-running.ts";
export {isPlainName} from "./plain-name.ts";
export {readText, unprintableIn} from "./read-text.ts";
export {realFolder} from "./real-folder.ts";
export {type FileReads, fingerprintOf, type RecordedFiles, recordFiles} from "./recorded-files.ts";
export {whenFree} from "./when-free.ts";
export {diskFiles, memoryFiles, resolvePath, type WorkspaceFiles} from "./workspace-files.ts";
