import type {FileSave, FileSaved, FileText, HistoryEntry} from "../api.ts";

/** The texts of a workspace as the desk reads and writes them. Throws StoreError for a path that is none of theirs. */
export interface TextStore {
  read(path: string): FileText | undefined;
  /** Undefined when there is no such file. */
  save(save: FileSave): FileSaved | undefined;
  /** Newest first. */
  history(path: string): Promise<readonly HistoryEntry[]>;
  /** The last texts that a file is known to have held, newest first; read as they are asked for. */
  earlier(path: string): Iterable<string>;
  historyText(path: string, id: string): Promise<FileText | undefined>;
  /** Files that may have been written by others: what they hold now is kept in their history. */
  noticed(paths: readonly string[]): void;
  /** Looks for the last time at what was written while the files were replaced. */
  close(): void;
}
