import type {Hono} from "hono";
import type {Desk} from "../../desk.ts";
import {readJson, readQuery} from "../body.ts";
import {orMissing} from "../refusal.ts";
import {asks} from "../schemas.ts";

const noFile = (path: string) => `没有“${path.split("/").at(-1)}”这份稿件`;

/** Texts of the workspace and what they were before. */
export function addFileRoutes(app: Hono, {store}: Desk): void {
  app.get("/api/file", context => {
    const {path} = readQuery(context, asks.path);
    return context.json(orMissing(store.read(path), noFile(path), "它可能改了名，或者被删去了"));
  });
  app.put("/api/file", async context => {
    const save = await readJson(context, asks.save);
    const saved = orMissing(store.save(save), noFile(save.path), "它可能改了名，或者被删去了");
    return context.json(saved, saved.kind === "conflict" ? 409 : 200);
  });
  app.get("/api/history", async context => {
    const {path} = readQuery(context, asks.path);
    return context.json(await store.history(path));
  });
  app.get("/api/history/text", async context => {
    const {path, id} = readQuery(context, asks.historyText);
    return context.json(orMissing(await store.historyText(path, id), "没有这一次的稿子", "刷新网页再看"));
  });
}
