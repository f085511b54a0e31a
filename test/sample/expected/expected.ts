import type {Block} from "../block.ts";

/** What one file of a bulletin should print. */
export interface ExpectedFile {
  /** In the content folder. */
  readonly path: string;
  /** By what stands between the braces. */
  readonly references: Readonly<Record<string, () => string>>;
  /** By kind and title as written, e.g. 表格 {{ 期间 }}各片区进展; 指标卡 has no title. */
  readonly blocks?: Readonly<Record<string, () => Block>>;
}
