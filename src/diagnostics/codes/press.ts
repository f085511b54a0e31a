import {error, warning} from "../entry.ts";

const placeNames = {box: "这一栏", cell: "格子", page: "版心"};

function quote(text: string): string {
  return text === "" ? "这一处" : `“${text}”`;
}

export const pressCodes = {
  "JB-7001": warning<{characters: string}>({
    text: ({characters}) => `字体里没有这些字：${characters}`,
    hint: () => "核对是否写错；确是生僻字时，在 jianbao.yaml 的“字体”里加一种含有它的字体",
    explanation: "所用的字体都没有这个字，印出来会是空白或方框。常见原因是从网页上粘贴来的特殊符号。",
  }),
  "JB-7002": error<{path: string; reason: string}>({
    text: ({path, reason}) => `字体文件“${path}”不能用：${reason}`,
    hint: () => "换用 TTF 或 OTF 格式的字体文件，放在工作区文件夹里",
    explanation: "jianbao.yaml 的“字体”指向的文件不存在，或不是 TTF、OTF 格式的字体。",
  }),
  "JB-7003": error<{slug: string; reason: string}>({
    text: ({slug, reason}) => `“${slug}”没有印成 PDF：${reason}`,
    hint: () => "再运行一次；仍不成功时，先用 --format html 只出网页",
    explanation: "浏览器在排印这一期时中途退出、没有回应或报了错，重试一次仍不成功。其他各期不受影响。",
  }),
  "JB-7004": error<{path: string}>({
    text: ({path}) => `“${path}”正被别的程序打开着，没有换成新的`,
    hint: () => "关掉正在看它的程序（阅读器、WPS、浏览器），再运行一次",
    explanation: "Windows 不让替换正打开着的文件。这一期的结果还是原来的；其他各期不受影响。",
  }),
  "JB-7010": warning<{text: string; hiddenMm: number}>({
    text: ({text, hiddenMm}) => `${quote(text)}有${hiddenMm}毫米被框遮住，印出来看不全`,
    hint: () => "缩短这一处的文字；用的是自备版式时，请制作版式的人把框放大",
    explanation: "排好的版面上，内容比装它的框大，框外的部分不显示。文字会缺，图会不全。",
  }),
  "JB-7011": warning<{text: string; where: "box" | "cell" | "page"; beyondMm: number}>({
    text: ({text, where, beyondMm}) => `${quote(text)}超出${placeNames[where]}${beyondMm}毫米`,
    hint: ({where}) =>
      where === "cell"
        ? "缩短这一格的文字，或者减少表格的列"
        : "缩短这一处不能断开的长词、网址或数字串，或者在中间加空格",
    explanation: "排好的版面上，有文字伸出了栏、表格的格子或版心，可能压住旁边的内容，或者印到纸边以外。",
  }),
  "JB-7012": warning<{text: string; dpi: number; widthMm: number}>({
    text: ({text, dpi, widthMm}) =>
      `照片${text === "" ? "" : quote(text)}印成${widthMm}毫米宽时只有${dpi}线，不到150线，会发虚`,
    hint: ({widthMm}) => `换一张宽度不少于${Math.ceil((widthMm / 25.4) * 150)}像素的原图，或者改小“宽”`,
    explanation: "照片的像素太少，放大到这个尺寸印出来模糊。报纸和文件的照片一般要150线（dpi）以上，以300线为好。",
  }),
  "JB-7013": error<{before: string; expected: string; found: string}>({
    text: ({before, expected, found}) =>
      `PDF 里的文字同版面不一致：${before === "" ? "开头" : `“${before}”之后`}应当是“${expected}”，PDF 里是“${found}”`,
    hint: () => "这一处换一种写法或字体再试；仍是这样，请把这份稿件交给开发者",
    explanation:
      "每出一份 PDF，程序都把里面能复制、能朗读的文字同版面上的逐字核对。不一致的不出版，免得存档以后查不到、读不对。",
  }),
  "JB-7014": warning<{font: string; text: string}>({
    text: ({font, text}) => `“${text}”用了这台电脑自带的字体（${font}）顶替，换一台电脑印出来会不同`,
    hint: () => "核对是否写错；确是生僻字时，在 jianbao.yaml 的“字体”里加一种含有它的字体",
    explanation:
      "本期的字体里没有这个字，浏览器从这台电脑上另找了一种字体顶替。别的电脑上可能没有这种字体，印出来会是空白或方框。",
  }),
  "JB-7015": warning<{percent: number}>({
    text: ({percent}) => `有内容比版心宽，整份 PDF 被缩小到了${percent}%`,
    hint: () => "看看刊名、标题、表格里有没有不能转行的长内容，改短；自备版式的，检查样式里的宽度",
    explanation:
      "有的内容比版心宽，又不能转行，浏览器就把每一页都缩小，好让它放得下：字号、行距、版心都不再是规定的大小。",
  }),
  "JB-7020": error<{characters: number; lines: number; excerpt: string}>({
    text: ({characters, lines, excerpt}) => `版面排不下，超出${characters}字（${lines}行）：从“${excerpt}”起没有地方了`,
    hint: ({characters}) =>
      `删去约${characters}字，或者减少图片、图表；允许转到下一版时，在 bulletin.yaml 的“版面”里写 转版: 是`,
    explanation:
      "图片已经缩到限度，标题、小标题的空白也用尽，正文仍比版面多。程序不替作者删字，也不把字缩小，只说多了多少、从哪里起。",
  }),
  "JB-7021": warning<{characters: number; lines: number; columns: number; page: string | undefined}>({
    text: ({characters, lines, columns, page}) => {
      const places = [...(columns > 0 ? [`右边空着${columns}栏`] : []), ...(lines > 0 ? [`下边空着${lines}行`] : [])];
      return `${page ?? "版面"}没有排满，${places.join("，")}，约${characters}字`;
    },
    hint: () => "加一段文字、一张图片或一张图表，也可以换小一号的纸张",
    explanation: "图片已经放到限度，正文和图片加起来仍不够一版。页面照样印，空处留白。",
  }),
  "JB-7022": warning<{title: string; lines: number}>({
    text: ({title, lines}) => `《${title}》的最后一栏比别的栏短${lines}行`,
    hint: () => "正文增减几个字，或者放开一张图片的宽度（不写“宽”），各栏就能排齐",
    explanation: "试过的排法里，没有一种能让这篇稿件的各栏正好同时排完。",
  }),
  "JB-7023": error<{title: string}>({
    text: ({title}) => `《${title}》的图片、图表和标题太多，一版放不下`,
    hint: () => "减少图片、图表，改小“宽”，或者换大一些的纸张",
    explanation: "不算正文，只是标题、图片和图表就已经超出版面，怎样摆都放不下。",
  }),
};
