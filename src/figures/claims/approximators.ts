/** What a word beside a number makes of it; the intervals are in intervals.ts. */
export type Approximator =
  | "near"
  | "under"
  | "over"
  | "about"
  | "beyond"
  | "below"
  | "atLeast"
  | "atMost"
  | "passing"
  | "spread";

const prefixes: readonly (readonly [string, Approximator | undefined])[] = [
  ["将近", "near"],
  ["接近", "near"],
  ["已近", "near"],
  ["近", "near"],
  ["大约", "about"],
  ["约为", "about"],
  ["约有", "about"],
  ["约占", "about"],
  ["约", "about"],
  ["不超过", "atMost"],
  ["不多于", "atMost"],
  ["不高于", "atMost"],
  ["不足", "under"],
  ["不到", "under"],
  ["不满", "under"],
  ["未满", "under"],
  ["未达", "under"],
  ["未到", "under"],
  ["不低于", "atLeast"],
  ["不少于", "atLeast"],
  ["不下", "atLeast"],
  ["至少", "atLeast"],
  ["最少", "atLeast"],
  ["至多", "atMost"],
  ["最多", "atMost"],
  ["超过", "beyond"],
  ["超出", "beyond"],
  ["突破", "beyond"],
  ["高于", "beyond"],
  ["多于", "beyond"],
  ["大于", "beyond"],
  ["超", "beyond"],
  ["逾", "beyond"],
  ["低于", "below"],
  ["少于", "below"],
  ["小于", "below"],
  ["迈过", "passing"],
  ["跨过", "passing"],
  ["越过", "passing"],
  ["过", "beyond"],
];
/** 过百 is more than a hundred, 通过100项 is not. */
const otherOver = /[通经透度]过$/;
const longestPrefixes = [...prefixes].sort((a, b) => b[0].length - a[0].length);
const suffixes: readonly (readonly [string, Approximator])[] = [
  ["左右", "about"],
  ["上下", "about"],
  ["以上", "atLeast"],
  ["及以上", "atLeast"],
  ["以下", "atMost"],
  ["以内", "atMost"],
];
/** Words that may stand between an approximator and the number and change nothing: 达, 共有. */
const fillers = /(?:达到了|达到|共有|共计|总计|合计|已有|已达|多达|高达|只有|仅有|达|共|为|是|有|占|到|至|了)$/;

/** The words of approximation that end a text, and what stands before them. */
export function readPrefixes(text: string): {rest: string; approximator: Approximator | undefined; words: string[]} {
  // 不到东部片区的一半: what the whole is may stand between.
  const whole = /(?:不到|不足|超过|接近|约为|将近)(\p{Script=Han}{1,12}的)$/u.exec(text)?.[1] ?? "";
  let rest = text.slice(0, text.length - whole.length).trimEnd();
  const words: string[] = [];
  let approximator: Approximator | undefined;
  for (;;) {
    const found = longestPrefixes.find(([word]) => rest.endsWith(word) && !(word === "过" && otherOver.test(rest)));
    if (found) {
      // 首次迈过, 由近到远: only right before the number.
      words.unshift(found[0]);
      approximator ??= found[1];
      rest = rest.slice(0, -found[0].length).trimEnd();
      continue;
    }
    const filler = words.length === 0 ? fillers.exec(rest)?.[0] : undefined;
    if (!filler) break;
    const bare = rest.slice(0, -filler.length);
    if (!prefixes.some(([word]) => bare.endsWith(word))) break;
    rest = bare;
  }
  return {rest, approximator, words};
}

/** A word of approximation after a number, and the text without it. */
export function readSuffix(text: string): {rest: string; approximator: Approximator | undefined; words: string[]} {
  for (const [word, approximator] of suffixes) {
    const at = text.indexOf(word);
    // 400亩以上, 32个村以上: a short noun may stand between.
    if (at !== -1 && at <= 8)
      return {rest: text.slice(0, at) + text.slice(at + word.length), approximator, words: [word]};
  }
  return {rest: text, approximator: undefined, words: []};
}
