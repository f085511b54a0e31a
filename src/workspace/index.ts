/**
 * Workspace: a content folder becomes texts with positions and values checked for their form.
 *
 *     bytes --readText--> SourceText --parseYaml--> YamlText --checkSchema--> typed value
 *
 * The only folder that reads content. What the values mean (is there such a unit?) is asked further down.
 */
export {checkSchema} from "./check-schema.ts";
export {
  cacheFolders,
  diskFiles,
  type FileReads,
  fingerprintOf,
  isInside,
  isPlainName,
  isRunning,
  memoryFiles,
  type RecordedFiles,
  readText,
  realFolder,
  recordFiles,
  resolvePath,
  type WorkspaceFiles,
  whenFree,
} from "./files/index.ts";
export {type MaskedReference, maskedRun, maskReferences, showBraces, splitMasked, splitTies, unmask} from "./mask.ts";
export {
  type BatchPart,
  type BulletinFolder,
  type KeptYaml,
  type ReadOptions,
  type ReadProgress,
  readProgressFile,
  readWorkspace,
  type Workspace,
  type YamlFile,
} from "./read-workspace.ts";
export {type ArticleFront, articleSchema, type BulletinFile, bulletinSchema} from "./schemas/bulletin.ts";
export {type CheckName, checkNames, checkSchemas} from "./schemas/checks.ts";
export {type IndicatorEntry, indicatorSchema, indicatorsSchema} from "./schemas/indicators.ts";
export {type OfficeFile, officeSchema, type PhraseKind, phraseKinds} from "./schemas/office.ts";
export {type PolicyEntry, policiesSchema, policySchema, type RewardEntry} from "./schemas/policies.ts";
export {type ProgressFile, progressHeadSchema, progressSchema} from "./schemas/progress.ts";
export {oneOrMore, periodPattern, yesNo} from "./schemas/scalars.ts";
export {unitsSchema} from "./schemas/units.ts";
export {writtenTitle} from "./written-title.ts";
export {parseYaml} from "./yaml.ts";
export type {YamlEntry, YamlPath, YamlText} from "./yaml-text.ts";
