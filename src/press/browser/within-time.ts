/** So many parts of the time are counted one by one. */
const parts = 30;

/**
 * Fails when some work takes longer than `ms`. Only time in which we could hear of its end counts: while a large workspace
 * is read nothing is heard for half a minute, and the browser that starts meanwhile is not to blame.
 */
export async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let passed = 0;
  const timeout = new Promise<never>((_, reject) => {
    // Parts that went by unheard come as one.
    timer = setInterval(() => {
      passed += 1;
      if (passed >= parts) reject(new Error(`Not ready within ${ms} ms.`));
    }, ms / parts);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearInterval(timer);
  }
}
