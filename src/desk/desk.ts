import type {DeskState, NewBulletin, NewBulletinAnswer, PhotoAnswer, PrintAnswer, PrintAsk} from "./api.ts";
import type {Engine} from "./engine/engine.ts";
import type {TextStore} from "./store/text-store.ts";

/** All that the server can be asked to do: the parts of the desk, joined for one workspace. */
export interface Desk {
  /** The output folder. */
  readonly out: string;
  readonly engine: Engine;
  readonly store: TextStore;
  /** What a file of the output folder is saved as: "唐坊党建月报 第7期 七月进展", without its ending. */
  fileName(path: string): string;
  state(): Omit<DeskState, "hasPassword">;
  /** Throws UsageError for what `jianbao new` refuses. */
  create(ask: NewBulletin): Promise<NewBulletinAnswer>;
  /** Throws StoreError for a file that is no photo, undefined for no such bulletin. */
  addPhoto(slug: string, name: string, bytes: Uint8Array): PhotoAnswer | undefined;
  /** Undefined: no such bulletin. */
  print(ask: PrintAsk): Promise<PrintAnswer | undefined>;
  /** Undefined: no such bulletin. */
  markIssued(slug: string): {readonly version: string} | undefined;
  /** Builds an issued bulletin once more. Undefined: no such bulletin. */
  reissue(slug: string): Promise<object | undefined>;
}
