/**
 * Skia's SVG writer names some glyphs by the Kangxi radical that shares them: 土 becomes U+2F1F. It looks the same and
 * can be neither searched nor copied, so radicals are put back to the ideographs they stand for.
 */
export function restoreIdeographs(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, character => supplement[character] ?? character.normalize("NFKC"));
}

/** CJK Radicals Supplement has few compatibility mappings of its own; the ideograph each glyph is shared with (Unicode Radical-Stroke Index, EquivalentUnifiedIdeograph.txt). */
const supplement: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ..."⺁厂⺄乙⺅亻⺆冂⺇几⺈⺈⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺴罒⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟",
  ].reduce<[string, string][]>((pairs, character, index, all) => {
    if (index % 2 === 0) pairs.push([character, all[index + 1] ?? character]);
    return pairs;
  }, []),
);
