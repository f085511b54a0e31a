/**
 * CJK Radicals Supplement (U+2E80–2EFF) against the ordinary ideographs that they stand for, in pairs.
 * Unicode normalises only two of them (⺟ and ⻳); the rest is UCD EquivalentUnifiedIdeograph.
 */
const SUPPLEMENT_PAIRS =
  "⺀冫⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民" +
  "⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺴罒⺵网⺶羊⺷羊⺸羊⺹老⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹" +
  "⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阝⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣" +
  "⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

const supplement = new Map<string, string>();
const pairs = [...SUPPLEMENT_PAIRS];
for (let index = 0; index + 1 < pairs.length; index += 2) supplement.set(pairs[index] ?? "", pairs[index + 1] ?? "");

/**
 * Text with every radical code point (U+2E80–2EFF, U+2F00–2FDF) replaced by the ideograph that looks the same; the few that
 * Unicode has not assigned are dropped. Text copied from a PDF often holds them; nobody finds ⼟地 who searches for 土地.
 */
export function replaceRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, character => supplement.get(character) ?? ideograph(character));
}

function ideograph(radical: string): string {
  const normal = radical.normalize("NFKC");
  return normal === radical ? "" : normal;
}
