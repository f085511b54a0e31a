import {CharacterSet} from "./fonts/character-set.ts";
import type {FontFace, FontFamily} from "./fonts/fonts.ts";
import type {Page} from "./render-page.ts";

/** The name of a face: "JB Song 400". */
export type FaceName = `${FontFamily} ${number}`;

/** Characters by face, each once, in code point order. */
export type FaceCharacters = ReadonlyMap<FaceName, string>;

/** `missing`: characters that it lacks. */
type Face = Pick<FontFace, "family" | "weight" | "missing">;

export function faceName({family, weight}: Pick<Face, "family" | "weight">): FaceName {
  return `${family} ${weight}`;
}

/**
 * Which characters of a page may be set in which face, told by its stylesheet and markup alone: a web page brings its fonts
 * along, and a face for heads needs the characters of the heads only.
 *
 * It is never too little. An element may have each family and weight that any rule gives to it or to an element around it;
 * of a selector only tags and classes count, of the element and of those around it, and the medium does not; one that
 * names neither is for all. Faces are matched as CSS does it (CSS Fonts 4, 5.2): of a weight that is not there the nearest is taken. What a face
 * lacks may come from any other.
 */
export function charactersByFace({css, bodyHtml, bodyClass}: Page, faces: readonly Face[]): FaceCharacters {
  const rules = rulesOf(css, faces);
  const byChoice = new Map<Choice, CharacterSet>();
  // A stylesheet within the page is not looked at.
  const all = /<style\b/i.test(bodyHtml) ? everything : nothing;
  const body = rules.place("body", ` class="${bodyClass}"`, {tag: "", choice: all, names: 0});
  const open: Place[] = [];
  for (const [, closing, tag, attributes = "", text] of bodyHtml.matchAll(piece)) {
    const around = open.at(-1) ?? body;
    if (text !== undefined) addCharacters(byChoice, around.choice, text);
    else if (closing) {
      const opened = open.findLastIndex(element => element.tag === tag);
      if (opened >= 0) open.length = opened;
    } else if (tag !== undefined) {
      const element = rules.place(tag, attributes, around);
      for (const value of rules.shownValues(attributes)) addCharacters(byChoice, element.choice, value);
      if (!attributes.endsWith("/") && !voidTags.has(tag)) open.push(element);
    }
  }
  const found = new Map(faces.map(face => [faceName(face), new CharacterSet().add(rules.ownCharacters)]));
  for (const [choice, characters] of byChoice)
    for (const name of rules.facesOf(choice)) found.get(name)?.addAll(characters);
  const lacking = faces.flatMap(face => face.missing.filter(character => found.get(faceName(face))?.has(character)));
  for (const own of found.values()) own.add(lacking.join(""));
  return new Map([...found].map(([name, own]) => [name, own.toString()]));
}

/** A comment, a tag or a run of text. */
const piece = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|([^<]+|<)/g;
const voidTags: ReadonlySet<string> = new Set(
  "area base br col embed hr img input link meta source track wbr".split(" "),
);
/** Tags that browsers set in bold by themselves. */
const boldTags = ["h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"];

function addCharacters(byChoice: Map<Choice, CharacterSet>, choice: Choice, text: string): void {
  const found = byChoice.get(choice) ?? new CharacterSet();
  byChoice.set(choice, found);
  found.add(text);
}

/** Families and weights that text may have: a bit for each. */
type Choice = number;

const families: readonly FontFamily[] = ["JB Song", "JB Sans", "JB Kai", "JB Fang"];
const weights = [100, 200, 300, 400, 500, 600, 700, 800, 900];
const nothing: Choice = 0;
const anyFamily: Choice = (1 << families.length) - 1;
const anyWeight: Choice = ((1 << weights.length) - 1) << families.length;
const everything: Choice = anyFamily | anyWeight;

function familyBit(family: FontFamily): Choice {
  return 1 << families.indexOf(family);
}

function weightBits(weight: number): Choice {
  const between = [Math.floor(weight / 100), Math.ceil(weight / 100)];
  return between.reduce(
    (bits, hundreds) => bits | (1 << (families.length + Math.min(9, Math.max(1, hundreds)) - 1)),
    0,
  );
}

/** An element: what its text may have, and which names that selectors ask for it and those around it have. */
interface Place {
  readonly tag: string;
  readonly choice: Choice;
  readonly names: number;
}

/** What an element may have where all these names are around it. */
interface Rule {
  readonly around: number;
  readonly choice: Choice;
}

/** What a stylesheet says about fonts. */
interface FontRules {
  /** An element within another one. */
  place(tag: string, attributes: string, around: Place): Place;
  facesOf(choice: Choice): readonly FaceName[];
  /** Characters of the stylesheet's own texts (content, list markers): in any face. */
  readonly ownCharacters: string;
  /** Values of those attributes that it prints: content: attr(data-label). */
  shownValues(attributes: string): readonly string[];
}

/** By stylesheet, then by faces. */
const known = new Map<string, Map<string, FontRules>>();
/** Pages of one layout have the same stylesheet; a workspace uses few layouts. */
const mostKnown = 8;

function rulesOf(css: string, faces: readonly Face[]): FontRules {
  const key = faces.map(faceName).join();
  const before = known.get(css)?.get(key);
  if (before) return before;
  const rules = readRules(css.replace(/\/\*[\s\S]*?\*\//g, ""), faces);
  if (known.size >= mostKnown) known.clear();
  const ofSheet = known.get(css) ?? new Map<string, FontRules>();
  known.set(css, ofSheet.set(key, rules));
  return rules;
}

function readRules(css: string, faces: readonly Face[]): FontRules {
  const resolve = variablesOf(css);
  const available = new Set(faces.map(({family}) => family));
  /** Names that selectors ask for around an element, a bit for each; where there are too many, the others count as there. */
  const names = new Map<string, number>();
  const bitOf = (name: string): number => {
    const bit = names.get(name) ?? (names.size < 31 ? 1 << names.size : 0);
    names.set(name, bit);
    return bit;
  };
  /** By the element's own tag or ".class"; "" is for all. */
  const rules = new Map<string, Rule[]>();
  const add = (own: string, around: number, choice: Choice) => {
    rules.set(own, [...(rules.get(own) ?? []), {around, choice}]);
  };
  for (const tag of boldTags) add(tag, 0, weightBits(700));
  add("body", 0, familyBit("JB Song") | weightBits(400));
  for (const {selectors, declarations} of blocksOf(css)) {
    const choice = choiceOfDeclarations(declarations, resolve, available);
    if (choice === nothing) continue;
    for (const selector of selectors) {
      const {own, around} = namesIn(selector);
      add(
        own,
        around.reduce((bits, name) => bits | bitOf(name), 0),
        choice,
      );
    }
  }
  const byNames = new Map<string, {readonly bits: number; readonly own: readonly Rule[]}>();
  const rulesFor = (tag: string, classes: string) => {
    const key = `${tag} ${classes}`;
    const before = byNames.get(key);
    if (before) return before;
    const own = ["", tag, ...(classes === "" ? [] : classes.split(" ").map(name => `.${name}`))];
    const made = {
      bits: own.reduce((bits, name) => bits | (names.get(name) ?? 0), 0),
      own: own.flatMap(name => rules.get(name) ?? []),
    };
    if (byNames.size > 1000) byNames.clear();
    byNames.set(key, made);
    return made;
  };
  const styled = new Map<string, Choice>();
  const choiceOfAttributes = (attributes: string): Choice => {
    const choice = styled.get(attributes) ?? choiceOfDeclarations(asDeclarations(attributes), resolve, available);
    if (styled.size > 1000) styled.clear();
    styled.set(attributes, choice);
    return choice;
  };
  const texts = [...css.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)]
    .map(([, double, single]) => double ?? single ?? "")
    .filter(text => !families.some(family => family === text));
  const letters = /text-transform\s*:/.test(css) ? "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" : "";
  return {
    ownCharacters: texts.join("") + letters,
    shownValues: valuesOf(new Set([...css.matchAll(/\battr\(\s*([\w-]+)/g)].map(([, name]) => name ?? ""))),
    facesOf: facesFor(faces),
    place(tag, attributes, around) {
      const {bits, own} = rulesFor(tag, attributes === "" ? "" : (/\bclass="([^"]*)"/.exec(attributes)?.[1] ?? ""));
      const here = around.names | bits;
      let choice = around.choice;
      for (const rule of own) if ((rule.around & here) === rule.around) choice |= rule.choice;
      // Attributes of SVG are declarations too.
      if (/\b(?:style|font-family|font-weight)=/.test(attributes)) choice |= choiceOfAttributes(attributes);
      return {tag, choice, names: here};
    },
  };
}

/** Looks for the values of some attributes among all those of an element. */
function valuesOf(names: ReadonlySet<string>): (attributes: string) => readonly string[] {
  if (names.size === 0) return () => [];
  const wanted = new RegExp(` (?:${[...names].join("|")})="([^"]*)"`, "g");
  return attributes => [...attributes.matchAll(wanted)].map(([, value = ""]) => value);
}

/** `style="…" font-weight="700"` as declarations. */
function asDeclarations(attributes: string): string {
  return [...attributes.matchAll(/\b(style|font-family|font-weight)=(?:"([^"]*)"|'([^']*)')/g)]
    .map(([, name, double, single]) => {
      const value = (double ?? single ?? "").replaceAll("&quot;", '"').replaceAll("&#39;", "'");
      return name === "style" ? value : `${name}:${value}`;
    })
    .join(";");
}

interface Block {
  readonly selectors: readonly string[];
  readonly declarations: string;
}

/** The rules of a stylesheet, those inside of other rules and of @media among them. */
function blocksOf(css: string): Block[] {
  const blocks: Block[] = [];
  const open: {prelude: string; declarations: string}[] = [];
  let written = "";
  for (const [token] of css.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]|[^{};"']+/g)) {
    if (token === "{") {
      open.push({prelude: written.trim(), declarations: ""});
      written = "";
    } else if (token === "}" || token === ";") {
      const block = open.at(-1);
      if (block) block.declarations += `${written};`;
      written = "";
      if (token === "}" && block) {
        open.pop();
        // Margin boxes print texts of the stylesheet alone.
        if ([...open, block].some(({prelude}) => /^@(?:page|font-face|counter-style)\b/.test(prelude))) continue;
        // What stands in @media or @supports is for the rule around it.
        const rule = block.prelude.startsWith("@") ? open.findLast(({prelude}) => !prelude.startsWith("@")) : block;
        const selectors = splitOutside(rule?.prelude ?? "", ",");
        blocks.push({selectors, declarations: block.declarations});
      }
    } else written += token;
  }
  return blocks;
}

/**
 * Tags and ".classes" that a selector asks for: one of the element, or of one around it where the element has none, and
 * those of other elements around it. "" when it asks for none.
 */
function namesIn(selector: string): {readonly own: string; readonly around: readonly string[]} {
  const compounds = splitOutside(selector.trim().replace(/\s*([>+~])\s*/g, " $1"), " ").filter(part => part !== "");
  let own: string | undefined;
  const around: string[] = [];
  let isBeside = false;
  for (const compound of compounds.reverse()) {
    const plain = compound.replace(/^[>+~]/, "").replace(/::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?|\[[^\]]*\]/g, "");
    const named = /\.[^\s.#:&*]+/.exec(plain)?.[0] ?? /^[a-zA-Z][\w-]*/.exec(plain)?.[0].toLowerCase();
    const name = named === "html" ? "body" : named;
    // What an element stands beside is not around it.
    if (name !== undefined && !isBeside) {
      if (own === undefined) own = name;
      else around.push(name);
    }
    isBeside = /^[+~]/.test(compound);
  }
  return {own: own ?? "", around};
}

/** Splits where no bracket is open. */
function splitOutside(text: string, separator: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "(" || character === "[") depth += 1;
    if (character === ")" || character === "]") depth -= 1;
    if (character === separator && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function choiceOfDeclarations(
  declarations: string,
  resolve: (value: string) => string,
  available: ReadonlySet<FontFamily>,
): Choice {
  let choice = nothing;
  for (const [, name, written = ""] of declarations.matchAll(
    /(?:^|[;\s])(font|font-family|font-weight)\s*:\s*([^;]*)/g,
  )) {
    const value = resolve(written);
    if (name !== "font-weight") choice |= familyOf(value, available);
    if (name === "font-weight") choice |= weightOf(value.replace("!important", "").trim());
    if (name === "font")
      choice |= weightOf(/(?:^|\s)(bolder|bold|lighter|\d{3,4}|var\(.*)(?=\s)/.exec(value)?.[1] ?? "400");
  }
  return choice;
}

/** The first of our families that there is a face of; characters that it lacks are looked for in the next ones. */
function familyOf(value: string, available: ReadonlySet<FontFamily>): Choice {
  if (value.includes("var(")) return anyFamily;
  const first = families
    .filter(family => available.has(family) && value.includes(family))
    .sort((one, other) => value.indexOf(one) - value.indexOf(other))[0];
  return first === undefined ? nothing : familyBit(first);
}

function weightOf(value: string): Choice {
  if (value === "inherit" || value === "unset" || value.startsWith("revert")) return nothing;
  if (value === "normal" || value === "initial") return weightBits(400);
  if (value === "bold") return weightBits(700);
  const number = Number(value);
  return number >= 1 && number <= 1000 ? weightBits(number) : anyWeight;
}

/** Puts the values of custom properties in the place of their names; one that has several values stays as it is. */
function variablesOf(css: string): (value: string) => string {
  const values = new Map<string, string>();
  for (const [, name = "", value = ""] of css.matchAll(/(--[\w-]+)\s*:\s*([^;{}]*)/g)) {
    const before = values.get(name);
    values.set(name, before === undefined || before === value ? value : "var(--several)");
  }
  return value => {
    let resolved = value;
    // One may name another; what goes round in circles stays.
    for (let round = 0; round < 5 && resolved.includes("var("); round += 1)
      resolved = resolved.replace(
        /var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)/g,
        (whole, name: string) => values.get(name) ?? whole,
      );
    return resolved;
  };
}

function facesFor(faces: readonly Face[]): (choice: Choice) => readonly FaceName[] {
  const before = new Map<Choice, readonly FaceName[]>();
  return choice => {
    const found = before.get(choice) ?? [
      ...new Set(
        families.flatMap(family =>
          choice & familyBit(family)
            ? weights.flatMap(weight => (choice & weightBits(weight) ? (nearestFace(family, weight, faces) ?? []) : []))
            : [],
        ),
      ),
    ];
    before.set(choice, found);
    return found;
  };
}

/** CSS Fonts 4, 5.2: lighter ones first for a light weight, heavier ones first for a heavy one. */
function nearestFace(family: FontFamily, weight: number, faces: readonly Face[]): FaceName | undefined {
  const there = faces.filter(face => face.family === family).map(face => face.weight);
  const rank = (other: number): number => {
    if (weight >= 400 && weight <= 500 && other >= weight && other <= 500) return other - weight;
    const isHeavier = other > weight;
    const isPreferred = weight > 500 ? isHeavier || other === weight : !isHeavier;
    return (isPreferred ? 1000 : 2000) + Math.abs(other - weight);
  };
  const [nearest] = there.sort((one, other) => rank(one) - rank(other));
  return nearest === undefined ? undefined : faceName({family, weight: nearest});
}
