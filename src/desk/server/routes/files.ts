import type {Hono} from "hono";
import type {Desk} from "../../desk.ts";
import {readJson, readQuery} from "../body.ts";
import {orMissing} from "../refusal.ts";
import {asks} from "../schemas.ts";

/** Texts of the workspace and what they were before. */
export function addFileRoutes(app: Hono, {store}: Desk): void {
  app.get("/api/file", context => {
    const {path} = readQuery(context, asks.path);
    return context.json(orMissing(store.read(path), `没有“${path}”这个文件`, "它可能改了名，或者被删去了"));
  });
  app.put("/api/file", async context => {
    const save = await readJson(context, asks.save);
    const saved = orMissing(store.save(save), `没有“${save.path}”这个文件`, "它可能改了名，或者被删去了");
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
