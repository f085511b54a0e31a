import type {Hono} from "hono";
import type {Desk} from "../../desk.ts";
import {readJson} from "../body.ts";
import {atOnce} from "../guard.ts";
import {orMissing} from "../refusal.ts";
import {asks} from "../schemas.ts";

/** The list of bulletins, new ones, and what is made of finished ones. */
export function addBulletinRoutes(app: Hono, desk: Desk, hasPassword: boolean): void {
  const noBulletin = (slug: string) => `没有“${slug}”这一期`;
  app.get("/api/desk", context => context.json({...desk.state(), hasPassword}));
  app.post("/api/bulletins", async context => {
    const ask = await readJson(context, asks.newBulletin);
    return context.json(await desk.create(ask));
  });
  app.post("/api/prints", atOnce(4), async context => {
    const ask = await readJson(context, asks.print);
    return context.json(orMissing(await desk.print(ask), noBulletin(ask.slug)));
  });
  app.post("/api/issued", async context => {
    const {slug} = await readJson(context, asks.slug);
    return context.json(orMissing(desk.markIssued(slug), noBulletin(slug)));
  });
  app.post("/api/reissued", atOnce(4), async context => {
    const {slug} = await readJson(context, asks.slug);
    return context.json(orMissing(await desk.reissue(slug), noBulletin(slug)));
  });
}
