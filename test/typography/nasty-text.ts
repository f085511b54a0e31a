import fc from "fast-check";

const words =
  "党支部 领办 合作社 流转 土地 村民 群众 增收 大棚 蔬菜 片区 镇里 干部 学习 推动 落实 的 了 在 和 也 就 把 一 是 有 各村 园区 企业 订单 大蒜 黑牛".split(
    " ",
  );
const word = fc.constantFrom(...words);
const prose = fc.array(word, {minLength: 1, maxLength: 8}).map(parts => parts.join(""));
const number = fc.oneof(
  fc.integer({min: 0, max: 99_999}).map(String),
  fc.tuple(fc.integer({min: 0, max: 999}), fc.integer({min: 0, max: 9})).map(([whole, tenth]) => `${whole}.${tenth}`),
);
const measure = fc.constantFrom(
  "亩",
  "户",
  "个",
  "人",
  "万元",
  "元",
  "%",
  "个百分点",
  "人次",
  "平方米",
  "公里",
  "件",
  "年",
  "余人",
  "余亩",
  "万亩",
  "%以上",
  "户以下",
);
const dates = fc
  .tuple(fc.integer({min: 1998, max: 2026}), fc.integer({min: 1, max: 12}), fc.integer({min: 1, max: 28}))
  .chain(([year, month, day]) =>
    fc.constantFrom(
      `${year}年${month}月${day}日`,
      `${month}月${day}日`,
      `${year}年`,
      `${year}年${month}月`,
      `${month}月`,
    ),
  );
const latin = fc.constantFrom(
  "S316",
  "1+3+N",
  "WiFi",
  "Kubernetes",
  "GB/T 9704",
  "App",
  "PM2.5",
  "5G",
  "A4",
  "co-op",
  "WPS Office",
);
const named = fc.tuple(latin, fc.constantFrom("的", "系统", "——")).map(parts => parts.join(""));
const quantity = fc.oneof(
  fc.tuple(number, measure).map(parts => parts.join("")),
  fc
    .tuple(fc.constantFrom("近", "约", "超过", "第", "不足"), number, fc.constantFrom("亩", "户", "期", "人"))
    .map(parts => parts.join("")),
  fc.constantFrom("1万元—3万元", "3～5个", "10—20人", "提高2.6个百分点", "增长8.6%", "（2019—2020年）"),
);
const marked = fc
  .tuple(fc.constantFrom("“|”", "《|》", "（|）", "‘|’", "「|」", "“‘|’”", "（《|》）", "“|”——", "——|", "……|"), prose)
  .map(([pair, inner]) => {
    const [before = "", after = ""] = pair.split("|");
    return before + inner + after;
  });
/** Words that stand nowhere else, so that a test knows where dots belong. */
const emphasis = fc.constantFrom("*务必切记*", "*着重说明这件事情*", "*严禁*");
const separator = fc.constantFrom("，", "，", "、", "；", "：", "", "", "。", "？", "！", "……", "——");
const piece = fc
  .tuple(fc.oneof(prose, prose, quantity, dates, named, marked, emphasis), separator)
  .map(parts => parts.join(""));

/** A paragraph of all that is hard to break and to space: brackets in quotes, dashes, numbers with units, dates, Latin. */
export const nastyParagraph = fc
  .tuple(
    word,
    fc.array(piece, {minLength: 4, maxLength: 24}),
    fc.constantFrom("。", "。", "。”", "！", "）。", "……", "？"),
  )
  .map(parts => parts.flat().join(""))
  // Stars side by side mean something else in Markdown.
  .map(text => text.replaceAll("**", "*，*"))
  // Nobody writes two stops side by side, or a dash before a stop.
  .map(text => text.replaceAll(/(?:[，、；：。？！]|——|……)(?=[，、；：。？！）”]|——|……)/g, ""));
