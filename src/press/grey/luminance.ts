/**
 * Device colours as grey, by the formulas that PDF itself gives (ISO 32000-1, 10.3.3 and 10.3.5) and printers use.
 * 0 is black, 1 is white. The red of a nameplate (#c8102e) comes out as 0.27, a dark grey.
 */
export function greyOf(components: readonly number[]): number {
  const [a = 0, b = 0, c = 0, d = 0] = components;
  if (components.length === 1) return a;
  if (components.length === 3) return 0.3 * a + 0.59 * b + 0.11 * c;
  if (components.length === 4) return 1 - Math.min(1, 0.3 * a + 0.59 * b + 0.11 * c + d);
  throw new Error(`A colour of ${components.length} components cannot be made grey.`);
}
