import type {Hono} from "hono";
import type {Desk} from "../../desk.ts";
import {bodyLimits, readBytes, readJson, readQuery} from "../body.ts";
import {atOnce} from "../guard.ts";
import {attachment} from "../output-files.ts";
import {orMissing} from "../refusal.ts";
import {asks} from "../schemas.ts";

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A month's figures, in the page and as files for Excel. */
export function addTableRoutes(app: Hono, {engine}: Desk): void {
  const noTable = (period: string) => `${period} 还没有数据表`;
  app.get("/api/table", context => {
    const {period} = readQuery(context, asks.period);
    return context.json(orMissing(engine.table(period), noTable(period)));
  });
  app.put("/api/table", async context => {
    const save = await readJson(context, asks.table);
    const saved = orMissing(engine.saveTable(save), noTable(save.period));
    return context.json(saved, saved.kind === "conflict" ? 409 : 200);
  });
  app.get("/api/table.xlsx", async context => {
    const {period} = readQuery(context, asks.period);
    const bytes = orMissing(await engine.workbook(period), noTable(period));
    return context.body(new Uint8Array(bytes), 200, {
      "Content-Type": workbookType,
      "Content-Disposition": attachment(`${period}填报表.xlsx`),
    });
  });
  app.get("/api/table.csv", context => {
    const {period} = readQuery(context, asks.period);
    return context.body(orMissing(engine.csv(period), noTable(period)), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": attachment(`${period}填报表.csv`),
    });
  });
  app.post("/api/table/read", atOnce(3), async context => {
    const {period} = readQuery(context, asks.period);
    const bytes = await readBytes(context, bodyLimits.sheet);
    return context.json(orMissing(await engine.readSheet(period, bytes), noTable(period)));
  });
}
