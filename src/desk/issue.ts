import {buildWorkspace} from "../build/index.ts";
import type {BulletinEntry} from "./api.ts";
import type {DevSession} from "./dev-session.ts";
import {markIssued} from "./store/mark-issued.ts";
import {StoreError} from "./store/store-error.ts";
import type {TextStore} from "./store/text-store.ts";

/** Marks a bulletin as issued in its settings. Undefined: they are gone. Throws StoreError for one that is not ready. */
export function issue(
  {slug, batch, errors, status, builtAt}: BulletinEntry,
  isBuilding: boolean,
  store: Pick<TextStore, "read" | "save">,
): {readonly version: string} | undefined {
  if (batch !== undefined)
    throw new StoreError("refused", "一版多单位不能标成已印发", "各单位的结果已经在结果文件夹里，照样可以发");
  if (errors > 0 || status === "failed" || status === "blocked")
    throw new StoreError("refused", "这一期还有错误，没有排成，不能标成已印发", "先改好错误");
  // What is made just now is not what was looked at.
  if (isBuilding || builtAt === undefined)
    throw new StoreError("refused", "这一期还没有排好，没有标成已印发", "排好、看好了再标");
  const path = `bulletins/${slug}/bulletin.yaml`;
  const file = store.read(path);
  if (!file) return undefined;
  const text = markIssued(file.text);
  if (text === undefined) throw new StoreError("refused", "“这一期的设置”有错误，没有标成已印发", "先在写稿里改好它");
  const saved = store.save({path, text, base: file.version});
  if (saved?.kind === "conflict")
    throw new StoreError("refused", "“这一期的设置”刚刚被别人改了，没有标成已印发", "刷新网页再看");
  return saved;
}

interface Workshop {
  readonly content: string;
  readonly out: string;
  readonly trustLayouts: boolean;
  readonly session: Pick<DevSession, "exclusively">;
}

/** Builds an issued bulletin once more, and keeps what it prints now as its record. Throws StoreError when it has errors. */
export async function reissue({slug, state}: BulletinEntry, {session, ...place}: Workshop): Promise<void> {
  if (state !== "已印发") throw new StoreError("refused", "这一期还没有标成已印发", "没有印发的一期，改了稿件自己重排");
  const {bulletins, diagnostics} = await session.exclusively(async press =>
    buildWorkspace({
      ...place,
      slugs: [slug],
      reissue: true,
      press: press.open,
      keepsPress: true,
      browserName: await press.name(),
    }),
  );
  if (bulletins.find(bulletin => bulletin.slug === slug)?.status === "built") return;
  const count = diagnostics.filter(({severity}) => severity === "error").length;
  throw new StoreError(
    "refused",
    `有 ${count} 处错误，没有重排；留底的还是原来那一份`,
    "错误列在“排版”下面，改好再重排",
  );
}
