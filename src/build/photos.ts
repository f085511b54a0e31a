import {createHash} from "node:crypto";
import {type Diagnostic, diagnose} from "../diagnostics/index.ts";
import {
  type DevelopedPhoto,
  damaged,
  developPhoto,
  type Layout,
  type Paper,
  PhotoError,
  type PhotoWish,
  type PlacedPhoto,
  printedPhotoBox,
  type ShownPhoto,
} from "../pages/index.ts";
import type {WorkspaceFiles} from "../workspace/index.ts";
import type {CacheFolder} from "./cache-folder.ts";
import {fingerprint} from "./fingerprint.ts";
import {programDigest} from "./program-digest.ts";

/** The photos of a bulletin, and the page that they are for. */
export interface PhotoJob {
  readonly photos: readonly PlacedPhoto[];
  readonly layout: Layout;
  readonly paper: Paper;
  readonly formats: readonly ("html" | "pdf")[];
}

/** A bulletin's photos by key, in print and on a screen, with the files to be written beside its page. */
export interface BulletinPhotos {
  readonly print: ReadonlyMap<string, ShownPhoto>;
  readonly screen: ReadonlyMap<string, ShownPhoto>;
  /** Paths relative to the bulletin's output folder: "images/0123456789abcdef.jpg". */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface DarkRoom {
  /** Gives diagnostics when a photo turns out to be damaged. */
  develop(job: PhotoJob): Promise<BulletinPhotos | readonly Diagnostic[]>;
}

/** Of the picture inside the page, enough for a phone, and of the file beside it for larger screens; tall ones are cut. */
const inline: PhotoWish = {width: 960, height: 1920, use: "screen"};
const beside: PhotoWish = {width: 1600, height: 3200, use: "screen"};
/** A file that is hardly larger than the inline picture is not worth a second request. */
const worthwhileRatio = 1.2;

/** Files beside a page, which a later build may remove. */
export const photoFile = /^[0-9a-f]{16}\.(?:jpg|png)$/;

/**
 * Where photos are developed: one at a time, so that one is in memory however many bulletins are under way, and once for
 * all bulletins that want the same sizes of it, in this build and in later ones.
 */
export function openDarkRoom(files: WorkspaceFiles, cache: CacheFolder): DarkRoom {
  const underWay = new Map<string, Promise<DevelopedPhoto[]>>();
  let queue: Promise<unknown> = Promise.resolve();

  function fetch({name, hash, photo, wishes}: Order): Promise<DevelopedPhoto[]> {
    const known = underWay.get(name);
    if (known) return known;
    const entry = `photos/${headOfKept(hash)}${fingerprint(name)}`;
    const kept = readKept(entry, wishes.length);
    if (kept) return Promise.resolve(kept);
    const developed = queue
      .then(() => readAndDevelop(photo, hash, wishes))
      .then(photos => {
        keep(entry, photos);
        return photos;
      })
      .finally(() => underWay.delete(name));
    underWay.set(name, developed);
    queue = developed.catch(() => undefined);
    return developed;
  }

  function keep(entry: string, photos: readonly DevelopedPhoto[]): void {
    for (const [index, {bytes}] of photos.entries()) cache.write(`${entry}-${index}`, bytes);
    // Last of all: with the facts the entry is whole.
    cache.write(`${entry}.json`, JSON.stringify(photos.map(({bytes, ...facts}) => ({...facts, length: bytes.length}))));
  }

  function readKept(entry: string, count: number): DevelopedPhoto[] | undefined {
    const facts = cache.readJson<(Omit<DevelopedPhoto, "bytes"> & {readonly length: number})[]>(`${entry}.json`);
    const photos = (facts ?? []).flatMap(({length, ...rest}, index) => {
      const bytes = cache.readBytes(`${entry}-${index}`);
      return bytes?.length === length ? [{...rest, bytes}] : [];
    });
    return photos.length === count ? photos : undefined;
  }

  async function readAndDevelop(
    {path, type}: PlacedPhoto,
    hash: string,
    wishes: readonly PhotoWish[],
  ): Promise<DevelopedPhoto[]> {
    const bytes = files.read(path);
    // The page, and all that is kept of it, goes by the photo that it was worked out with.
    if (bytes === undefined || bytes === "outside" || hashOfPhoto(bytes) !== hash) throw new ChangedPhoto();
    return await developPhoto(bytes, type, wishes);
  }

  return {
    async develop(job) {
      const photos = {
        print: new Map<string, ShownPhoto>(),
        screen: new Map<string, ShownPhoto>(),
        files: new Map<string, Uint8Array>(),
      };
      const problems: Diagnostic[] = [];
      for (const order of readOrders(job)) {
        try {
          hand(order, await fetch(order), photos);
        } catch (error) {
          const problem = error instanceof ChangedPhoto ? changed : error instanceof PhotoError ? damaged : undefined;
          if (!problem) throw error;
          for (const {key, span, written} of job.photos) {
            if (hashOf(key) === order.hash) problems.push(diagnose("JB-5002", span, {path: written, ...problem}));
          }
        }
      }
      return problems.length > 0 ? problems : photos;
    },
  };
}

/** Lets go of developed photos of which none of the files is the negative, and of those that another program developed. */
export function pruneKeptPhotos(fingerprints: ReadonlySet<string>, cache: CacheFolder): void {
  const hashes = [...fingerprints].map(print => Buffer.from(print, "base64url").toString("hex").slice(0, hashLength));
  const heads = new Set(hashes.map(headOfKept));
  cache.prune("photos", name => heads.has(name.slice(0, headOfKept("0".repeat(hashLength)).length)));
}

/** What the name of a developed photo begins with in the cache: what it was, and who developed it. */
function headOfKept(hash: string): string {
  return `${hash}-${programDigest().slice(0, 8)}-`;
}

/** A photo is another one, or gone, when it comes to be developed. */
class ChangedPhoto extends Error {}

const changed = {reason: "排版的时候它被换掉了", act: "再运行一次"};

/** One file and all sizes that a bulletin needs of it. */
interface Order {
  /** The same for orders that give the same. */
  readonly name: string;
  readonly hash: string;
  readonly photo: PlacedPhoto;
  readonly wishes: readonly PhotoWish[];
  /** Which wish is for which key in print. */
  readonly printed: ReadonlyMap<string, PhotoWish>;
}

function readOrders({photos, layout, paper, formats}: PhotoJob): Order[] {
  return [...new Set(photos.map(({key}) => hashOf(key)))].map((hash): Order => {
    const places = photos.filter(({key}) => hashOf(key) === hash);
    const printed = new Map<string, PhotoWish>();
    if (formats.includes("pdf")) {
      for (const {key, columns} of places) {
        printed.set(key, {...printedPhotoBox(layout, paper, columns), use: "print"});
      }
    }
    const wishes = [...(formats.includes("html") ? [inline, beside] : []), ...printed.values()];
    return {name: `${hash} ${JSON.stringify(wishes)}`, hash, photo: places[0] as PlacedPhoto, wishes, printed};
  });
}

/** Sorts what was developed for an order to where it is wanted. */
function hand(
  {hash, wishes, printed}: Order,
  developed: readonly DevelopedPhoto[],
  photos: {print: Map<string, ShownPhoto>; screen: Map<string, ShownPhoto>; files: Map<string, Uint8Array>},
): void {
  const find = (wish: PhotoWish | undefined) => developed[wishes.indexOf(wish as PhotoWish)];
  for (const [key, wish] of printed) {
    const photo = find(wish);
    if (photo) photos.print.set(key, {inline: photo});
  }
  const [small, large] = [find(inline), find(beside)];
  if (!small || !large) return;
  const address = `images/${hash}.${large.mediaType === "image/png" ? "png" : "jpg"}`;
  const isWorthwhile = large.width >= worthwhileRatio * small.width;
  if (isWorthwhile) photos.files.set(address, large.bytes);
  const shown = {inline: small, beside: isWorthwhile ? {address, width: large.width} : undefined};
  for (let columns = 1; columns <= 6; columns++) photos.screen.set(`${hash}-${columns}`, shown);
}

function hashOf(key: string): string {
  return key.slice(0, hashLength);
}

function hashOfPhoto(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, hashLength);
}

/** Keys of photos begin with so much of their SHA-256 (hexadecimal). */
const hashLength = 16;
