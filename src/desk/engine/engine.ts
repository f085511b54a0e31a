import type {Diagnostic} from "../../diagnostics/index.ts";
import type {
  BlockAnswer,
  BlockAsk,
  Candidate,
  Explained,
  Finding,
  NumberEntry,
  PreviewAnswer,
  PreviewAsk,
  SheetRead,
  TableSave,
  TableSaved,
  TableState,
  Vocabulary,
} from "../api.ts";

/**
 * What the desk asks of the stages: the same functions that the command line builds with, kept warm between questions.
 * Nothing here listens to a network; nothing here writes but `saveTable`.
 */
export interface Engine {
  /** The page of a bulletin with one text not saved yet. */
  preview(ask: PreviewAsk): Promise<PreviewAnswer>;
  /** The stylesheet that a preview named, `/api/styles/<name>`; undefined when it is forgotten. */
  styles(name: string): Promise<string | undefined>;
  /** A photo that a preview shows, `/api/preview-photos/<name>`. */
  photo(name: string): Promise<PreviewPhoto | undefined>;
  vocabulary(slug: string): Vocabulary | undefined;
  explain(slug: string, expression: string): Explained | undefined;
  candidates(slug: string, words: string): readonly Candidate[];
  block(ask: BlockAsk): Promise<BlockAnswer>;
  numbers(slug: string): readonly NumberEntry[] | undefined;
  /** Undefined when the month has no progress file. */
  table(period: string): TableState | undefined;
  saveTable(save: TableSave): TableSaved | undefined;
  workbook(period: string): Promise<Uint8Array | undefined>;
  csv(period: string): string | undefined;
  /** Cells of a returned .xlsx or .csv; throws Refusal-like `SheetError` for what is no such file. */
  readSheet(period: string, bytes: Uint8Array): Promise<SheetRead | undefined>;
  /** Diagnostics with places, fixes and the bulletins they concern. */
  toFindings(diagnostics: readonly Diagnostic[], slugsOf: (diagnostic: Diagnostic) => readonly string[]): Finding[];
  /** Files changed on disk: what rests on them is read anew when next asked for. */
  changed(paths: readonly string[]): void;
}

export interface PreviewPhoto {
  /** "image/jpeg" */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
