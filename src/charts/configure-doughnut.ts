import type {Chart} from "./chart.ts";
import {baseOptions, type ChartDrawing, drawnAbove, drawRule, printedLabels} from "./drawing.ts";
import type {Label} from "./label.ts";
import {moveApart} from "./move-apart.ts";
import {GREY, HAIRLINE, INK, sliceFill, textSize} from "./palette.ts";
import {withMeasure} from "./printable.ts";
import {type RingEntry, type RingShare, ringEntries, ringShares, shareText} from "./ring-entries.ts";
import {linesHeight, widestText, wrapText} from "./text-width.ts";

interface Slice extends RingShare {
  /** Angle of its middle, clockwise from the top. */
  readonly angle: number;
}

const REACH = 9;
const ELBOW = 7;
const BLOCK_GAP = 4;

/**
 * A ring of the first series, each slice with its name, number and share outside. What is no part of a whole (未报, zero,
 * negative) is listed below. A chart of one category and several series makes the slices of the series.
 */
export function configureDoughnut(chart: Chart): ChartDrawing {
  const size = textSize(chart.width);
  const entries = ringEntries(chart);
  const slices = planSlices(entries);
  const others = entries.filter(entry => !((entry.point.value ?? 0) > 0));

  const width = Math.max(chart.width, 200);
  const radius = Math.max(36, Math.min((chart.height ?? width * 0.5625) * 0.36, width * 0.2));
  const column = width / 2 - radius - REACH - ELBOW - 6;
  const blocks = slices.map(slice => ({
    slice,
    right: slice.angle < Math.PI,
    lines: sliceLines(slice, chart.measure, size, column),
  }));
  const footnotes =
    others.length === 0
      ? []
      : wrapText(
          others.map(({name, point}) => `${name} ${withMeasure(point, chart.measure)}`).join("；"),
          size,
          width - 4,
        );
  const footHeight = footnotes.length === 0 ? 0 : linesHeight(footnotes.length, size) + 6;

  const sideHeight = (right: boolean) =>
    blocks
      .filter(block => block.right === right)
      .reduce((total, block) => total + linesHeight(block.lines.length, size) + BLOCK_GAP, 0);
  const ringHeight = Math.max(
    (chart.height ?? width * 0.5625) - footHeight,
    2 * (radius + 12),
    sideHeight(true) + 4,
    sideHeight(false) + 4,
  );
  const height = Math.ceil(ringHeight + footHeight);
  const centre = {x: width / 2, y: ringHeight / 2};
  const plot = {left: 0, right: width, top: 0, bottom: ringHeight};

  const placed = [true, false].flatMap(right => {
    const side = blocks.filter(block => block.right === right);
    if (!right) side.reverse();
    const middles = moveApart(
      side.map(({slice, lines}) => ({
        middle: centre.y - Math.cos(slice.angle) * (radius + REACH),
        height: linesHeight(lines.length, size) + BLOCK_GAP,
      })),
      0,
      ringHeight,
    );
    return side.map((block, index) => ({...block, y: middles[index] ?? centre.y}));
  });

  return {
    width,
    height,
    configuration: {
      type: "doughnut",
      data: {
        labels: slices.map(slice => slice.name),
        datasets: [
          {
            data: slices.map(slice => slice.shareRatio),
            backgroundColor: slices.map((_, index) => sliceFill(index, slices.length)),
            // Light slices turn white on a printer that knows no greys: their outlines stay.
            borderColor: INK,
            borderWidth: 0.75,
            spacing: slices.length > 1 ? 2 : 0,
          },
        ],
      },
      options: {
        ...baseOptions({width, height}, plot),
        radius,
        cutout: "56%",
        rotation: 0,
      } as ChartDrawing["configuration"]["options"],
      plugins: [
        drawnAbove("leaders", ({ctx}) => {
          if (slices.length === 0) drawEmptyRing(ctx, centre, radius);
          for (const {slice, right, y} of placed) {
            const edge = {x: centre.x + Math.sin(slice.angle) * radius, y: centre.y - Math.cos(slice.angle) * radius};
            const elbowX = centre.x + (right ? 1 : -1) * (radius + REACH);
            const endX = elbowX + (right ? ELBOW : -ELBOW);
            drawRule(ctx, {x1: edge.x, y1: edge.y, x2: elbowX, y2: y}, {color: GREY, width: 0.75});
            drawRule(ctx, {x1: elbowX, y1: y, x2: endX, y2: y}, {color: GREY, width: 0.75});
          }
        }),
        printedLabels(() => [
          ...placed.map(
            ({right, lines, y}): Label => ({
              lines,
              x: centre.x + (right ? 1 : -1) * (radius + REACH + ELBOW + 3),
              y,
              align: right ? "left" : "right",
              size,
              color: INK,
            }),
          ),
          {
            lines: footnotes,
            x: width / 2,
            y: height - linesHeight(footnotes.length, size) / 2,
            align: "center",
            size,
            color: GREY,
          },
        ]),
      ],
    },
  };
}

function planSlices(entries: readonly RingEntry[]): readonly Slice[] {
  let before = 0;
  return ringShares(entries).map(entry => {
    const {shareRatio} = entry;
    const angle = (before + shareRatio / 2) * 2 * Math.PI;
    before += shareRatio;
    return {...entry, angle};
  });
}

/** Name, then number and share; a measure of % is itself the share. */
function sliceLines(slice: Slice, measure: string, size: number, width: number): readonly string[] {
  const number = withMeasure(slice.point, measure);
  const share = shareText(slice, measure) ?? "";
  const figures = share === "" ? number : `${number} ${share}`;
  const whole = `${slice.name} ${figures}`;
  if (slice.name.length <= 4 && widestText([whole], size) <= width) return [whole];
  const last =
    widestText([figures], size) <= width ? [figures] : [...wrapText(number, size, width), share].filter(Boolean);
  return [...wrapText(slice.name, size, width), ...last];
}

function drawEmptyRing(
  context: Parameters<typeof drawRule>[0],
  centre: {readonly x: number; readonly y: number},
  radius: number,
): void {
  context.save();
  context.strokeStyle = HAIRLINE;
  context.lineWidth = 1;
  for (const each of [radius, radius * 0.56]) {
    context.beginPath();
    context.moveTo(centre.x + each, centre.y);
    context.arc(centre.x, centre.y, each, 0, 2 * Math.PI);
    context.stroke();
  }
  context.restore();
}
