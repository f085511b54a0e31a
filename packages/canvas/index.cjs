/**
 * The part of node-canvas that chartjs-node-canvas calls, over @napi-rs/canvas.
 *
 * node-canvas itself downloads a binary from a code host or compiles against Cairo when it is installed;
 * this one carries its binary in the npm package and writes vector SVG.
 */
const {createCanvas, GlobalFonts, SvgExportFlag, loadImage, Image} = requireWithoutSystemFonts();

/**
 * Loading reads every font of the machine, unless this variable is set. No drawing may depend on them: a text would be
 * measured differently from one machine to the next. And it takes as long as forty charts.
 */
function requireWithoutSystemFonts() {
  const before = process.env.DISABLE_SYSTEM_FONTS_LOAD;
  process.env.DISABLE_SYSTEM_FONTS_LOAD = "1";
  try {
    return require("@napi-rs/canvas");
  } finally {
    if (before === undefined) delete process.env.DISABLE_SYSTEM_FONTS_LOAD;
    else process.env.DISABLE_SYSTEM_FONTS_LOAD = before;
  }
}

exports.createCanvas = (width, height, type) => {
  if (type !== "svg") return createCanvas(width, height);
  const canvas = createCanvas(width, height, SvgExportFlag.NoPrettyXML);
  // chartjs-node-canvas reads a finished drawing through toBuffer(); the SVG canvas calls it getContent().
  canvas.toBuffer = () => canvas.getContent();
  drawArcsAsCubics(canvas.getContext("2d"));
  keepSize(canvas, "width");
  keepSize(canvas, "height");
  return canvas;
};

exports.registerFont = (path, {family}) => {
  GlobalFonts.registerFromPath(path, family);
};

exports.loadImage = loadImage;
exports.Image = Image;

/** Chart.js sets the size that the canvas has already; each time all would be made anew. */
function keepSize(canvas, side) {
  const {get, set} = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(canvas), side) ?? {};
  if (!get || !set) return;
  let size = canvas[side];
  Object.defineProperty(canvas, side, {
    configurable: true,
    get: () => size,
    set(next) {
      if (next === size) return;
      set.call(canvas, next);
      size = get.call(canvas);
    },
  });
}

/** Skia's SVG writes a circle as 64 quadratic curves, 2 kB; four cubics differ from the circle by 0.03 % of its radius. */
function drawArcsAsCubics(context) {
  context.arc = (x, y, radius, start, end, anticlockwise = false) => {
    const sweep = sweepOf(start, end, anticlockwise);
    const pieces = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
    const step = sweep / pieces;
    const handle = (4 / 3) * Math.tan(step / 4) * radius;
    context.lineTo(x + radius * Math.cos(start), y + radius * Math.sin(start));
    for (let piece = 0; piece < pieces; piece++) {
      const from = start + piece * step;
      const to = from + step;
      context.bezierCurveTo(
        x + radius * Math.cos(from) - handle * Math.sin(from),
        y + radius * Math.sin(from) + handle * Math.cos(from),
        x + radius * Math.cos(to) + handle * Math.sin(to),
        y + radius * Math.sin(to) - handle * Math.cos(to),
        x + radius * Math.cos(to),
        y + radius * Math.sin(to),
      );
    }
  };
}

/** The angle that arc() runs through by the rules of the canvas standard: at most one whole turn. */
function sweepOf(start, end, anticlockwise) {
  const turn = 2 * Math.PI;
  const angle = anticlockwise ? start - end : end - start;
  const sweep = angle >= turn ? turn : ((angle % turn) + turn) % turn;
  return anticlockwise ? -sweep : sweep;
}
