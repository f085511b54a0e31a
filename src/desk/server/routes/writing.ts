import type {Hono} from "hono";
import type {Desk} from "../../desk.ts";
import {bodyLimits, readBytes, readJson, readQuery} from "../body.ts";
import {atOnce} from "../guard.ts";
import {orMissing} from "../refusal.ts";
import {asks} from "../schemas.ts";

/** What is asked while an article is written. */
export function addWritingRoutes(app: Hono, desk: Desk): void {
  const {engine} = desk;
  const noBulletin = (slug: string) => `没有“${slug}”这一期`;
  app.post("/api/preview", async context => context.json(await engine.preview(await readJson(context, asks.preview))));
  app.get("/api/styles/:name", async context => {
    const styles = orMissing(await engine.styles(context.req.param("name")), "没有这份样式", "刷新网页再看");
    return context.body(styles, 200, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "private, max-age=86400, immutable",
    });
  });
  app.get("/api/preview-photos/:name", async context => {
    const {bytes, mediaType} = orMissing(await engine.photo(context.req.param("name")), "没有这张图片");
    return context.body(new Uint8Array(bytes), 200, {
      "Content-Type": /^image\/(?!svg)[a-z]+$/.test(mediaType) ? mediaType : "application/octet-stream",
      "Cache-Control": "private, max-age=86400, immutable",
    });
  });
  app.get("/api/vocabulary", context => {
    const {slug} = readQuery(context, asks.slug);
    return context.json(orMissing(engine.vocabulary(slug), noBulletin(slug)));
  });
  app.get("/api/explain", context => {
    const {slug, expression} = readQuery(context, asks.expression);
    return context.json(orMissing(engine.explain(slug, expression), noBulletin(slug)));
  });
  app.get("/api/candidates", context => {
    const {slug, words} = readQuery(context, asks.words);
    return context.json(engine.candidates(slug, words));
  });
  app.post("/api/chart", async context => context.json(await engine.block(await readJson(context, asks.block))));
  app.post("/api/photos", atOnce(3), async context => {
    const {slug, name} = readQuery(context, asks.photo);
    const bytes = await readBytes(context, bodyLimits.photo);
    return context.json(orMissing(desk.addPhoto(slug, name, bytes), noBulletin(slug)));
  });
  app.get("/api/numbers", context => {
    const {slug} = readQuery(context, asks.slug);
    return context.json(orMissing(engine.numbers(slug), noBulletin(slug)));
  });
}
