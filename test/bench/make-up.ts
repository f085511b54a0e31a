import {performance} from "node:perf_hooks";
import {generatePage} from "../make-up/generate-page.ts";
import {openStage} from "../make-up/stage.ts";
import {quantile} from "./measure/statistics.ts";

export interface MakeUpTimes {
  readonly pages: number;
  /** Milliseconds to make up a page: measured, planned, laid out. */
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly worstMs: number;
  /** Putting the finished page into the browser and laying it out there once, which any way of printing has to do. */
  readonly layoutMedianMs: number;
}

/** Times the make-up of generated newspaper pages; the first two warm the browser up and do not count. */
export async function timeMakeUp(pages: number): Promise<MakeUpTimes> {
  const views = Array.from({length: pages + 2}, (_, seed) => generatePage(seed + 5000));
  const stage = await openStage(views);
  const times: number[] = [];
  const layouts: number[] = [];
  try {
    for (const [index, view] of views.entries()) {
      const start = performance.now();
      await stage.show(view);
      await stage.page.evaluate(() => document.body.offsetHeight);
      const shown = performance.now();
      await stage.makeUp(view);
      const end = performance.now();
      if (index < 2) continue;
      layouts.push(shown - start);
      times.push(end - shown);
    }
  } finally {
    await stage.close();
  }
  return {
    pages,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    worstMs: Math.max(...times),
    layoutMedianMs: quantile(layouts, 0.5),
  };
}
