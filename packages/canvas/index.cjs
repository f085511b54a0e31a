/**
 * The part of node-canvas that chartjs-node-canvas calls, over @napi-rs/canvas.
 *
 * node-canvas itself downloads a binary from a code host or compiles against Cairo when it is installed;
 * this one carries its binary in the npm package and writes vector SVG with real text.
 */
const {createCanvas, GlobalFonts, SvgExportFlag, loadImage, Image} = require("@napi-rs/canvas");

exports.createCanvas = (width, height, type) => {
  if (type !== "svg") return createCanvas(width, height);
  const canvas = createCanvas(width, height, SvgExportFlag.NoPrettyXML);
  // chartjs-node-canvas reads a finished drawing through toBuffer(); the SVG canvas calls it getContent().
  canvas.toBuffer = () => canvas.getContent();
  return canvas;
};

exports.registerFont = (path, {family}) => {
  GlobalFonts.registerFromPath(path, family);
};

exports.loadImage = loadImage;
exports.Image = Image;
