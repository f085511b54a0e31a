import {setImmediate} from "node:timers/promises";

/** So long work may go on before others are let in: a browser that is starting waits for an answer a dozen times. */
const longestMs = 8;

/** Gives a function to be called between pieces of work: it lets others in when that has not happened for a while. */
export function openPauses(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < longestMs) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}
