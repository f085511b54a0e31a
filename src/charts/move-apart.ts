/** Middles of blocks stacked in order without overlap, as near as may be to the wanted ones. */
export function moveApart(
  blocks: readonly {readonly middle: number; readonly height: number}[],
  top: number,
  bottom: number,
): readonly number[] {
  const starts = blocks.map(block => block.middle - block.height / 2);
  let free = top;
  blocks.forEach((block, index) => {
    starts[index] = Math.max(starts[index] ?? 0, free);
    free = (starts[index] ?? 0) + block.height;
  });
  let limit = Math.max(bottom, top + blocks.reduce((total, block) => total + block.height, 0));
  for (let index = blocks.length - 1; index >= 0; index--) {
    const height = blocks[index]?.height ?? 0;
    starts[index] = Math.min(starts[index] ?? 0, limit - height);
    limit = starts[index] ?? 0;
  }
  return starts.map((start, index) => start + (blocks[index]?.height ?? 0) / 2);
}
