/**
 * The plain form that nearly all YAML of a workspace has: a name and a value on each line, lists, and maps and lists in
 * brackets on one line. It is read in one pass over the text into one array of numbers, some forty times as fast as the
 * full parser and with a fraction of its memory. Whatever it is not sure of (quotes with escapes, texts of several
 * lines, empty values, anchors, tags, every mistake) it leaves to the full parser.
 */

/**
 * Nodes one after the other, what a collection holds behind it:
 *
 *     scalar      kind start end
 *     collection  kind start end next     `next` is where the node behind it stands
 *     entry       keyStart keyEnd node    in a map
 *
 * The start and end of a block collection are not known (0): only the full parser can say where it ends.
 */
export type PlainNodes = Int32Array;

export const plainKinds = {blockMap: 0, blockList: 1, flowMap: 2, flowList: 3, number: 4, word: 5, quoted: 6} as const;

export type PlainKind = (typeof plainKinds)[keyof typeof plainKinds];

const {blockMap, blockList, flowMap, flowList} = plainKinds;

/** Collections in collections, at most; no file of a workspace comes near it. */
const deepest = 60;
/** The full parser allows 1,024 characters before a colon. */
const longestKey = 500;
/** Numbers of more digits are left to the full parser, which may round them in another way. */
const mostDigits = 15;

/** Reads a text; undefined when it is not of the plain form. */
export function readPlainYaml(text: string): PlainNodes | undefined {
  // A value needs about so many characters; where not, there is more room to be had.
  let nodes = new Int32Array(64 + Math.ceil(text.length / 2));
  let count = 0;
  const end = text.length;
  let at = 0;
  /** Column of the line that `at` is on; -1 at the end of the text. */
  let column = 0;

  return toNextLine() && column === 0 && block(0, 0) && isAtEnd() ? nodes.subarray(0, count) : undefined;

  function isAtEnd(): boolean {
    return column === -1;
  }

  /** From the start of a line to the first that holds more than a remark. */
  function toNextLine(): boolean {
    for (;;) {
      const start = at;
      while (text.charCodeAt(at) === space) at += 1;
      if (at >= end) {
        column = -1;
        return false;
      }
      const code = text.charCodeAt(at);
      if (code === hash) {
        const lineEnd = text.indexOf("\n", at);
        at = lineEnd === -1 ? end : lineEnd + 1;
      } else if (code === newline) at += 1;
      else {
        column = at - start;
        return true;
      }
    }
  }

  function block(own: number, depth: number): boolean {
    if (depth > deepest) return false;
    return isDash() ? list(own, depth) : map(own, depth);
  }

  function isDash(): boolean {
    return text.charCodeAt(at) === dash && text.charCodeAt(at + 1) === space;
  }

  function map(own: number, depth: number): boolean {
    const node = open(blockMap);
    const keys: number[] = [];
    for (;;) {
      const keyStart = at;
      if (isDash() || !word(false) || text.charCodeAt(at) !== colon || at - keyStart > longestKey) return false;
      keys.push(keyStart, at);
      put(keyStart);
      put(at);
      at += 1;
      skipSpaces();
      if (isLineEnd()) {
        if (!finishLine() || column < own || (column === own && !isDash()) || !block(column, depth + 1)) return false;
      } else if (!inlineValue(false, depth) || !finishLine()) return false;
      if (column > own) return false;
      if (column < own) break;
    }
    nodes[node + 3] = count;
    return areDifferent(keys);
  }

  function list(own: number, depth: number): boolean {
    const node = open(blockList);
    for (;;) {
      const start = at;
      at += 1;
      skipSpaces();
      if (isLineEnd() || isDash()) return false;
      const content = at;
      if (isWordStart() && word(false) && text.charCodeAt(at) === colon) {
        at = content;
        if (!map(own + content - start, depth + 1)) return false;
      } else {
        at = content;
        if (!inlineValue(false, depth) || !finishLine()) return false;
      }
      if (column > own) return false;
      if (column < own || !isDash()) break;
    }
    nodes[node + 3] = count;
    return true;
  }

  /** A value that stands on the line. */
  function inlineValue(inFlow: boolean, depth: number): boolean {
    if (depth > deepest) return false;
    switch (text.charCodeAt(at)) {
      case openBrace:
        return braces(depth);
      case openBracket:
        return brackets(depth);
      case doubleQuote:
      case singleQuote:
        return quoted();
      default: {
        const start = at;
        return isWordStart() && word(inFlow) && text.charCodeAt(at) !== colon && scalar(start);
      }
    }
  }

  function braces(depth: number): boolean {
    const node = open(flowMap);
    const keys: number[] = [];
    nodes[node + 1] = at;
    at += 1;
    skipSpaces();
    for (;;) {
      const keyStart = at;
      if (!isWordStart() || !word(true) || text.charCodeAt(at) !== colon || at - keyStart > longestKey) return false;
      keys.push(keyStart, at);
      put(keyStart);
      put(at);
      at += 1;
      if (text.charCodeAt(at) !== space) return false;
      skipSpaces();
      if (!inlineValue(true, depth + 1)) return false;
      skipSpaces();
      const code = text.charCodeAt(at);
      at += 1;
      if (code === closeBrace) break;
      if (code !== comma) return false;
      skipSpaces();
    }
    nodes[node + 2] = at;
    nodes[node + 3] = count;
    return areDifferent(keys);
  }

  function brackets(depth: number): boolean {
    const node = open(flowList);
    nodes[node + 1] = at;
    at += 1;
    skipSpaces();
    for (;;) {
      if (!inlineValue(true, depth + 1)) return false;
      skipSpaces();
      const code = text.charCodeAt(at);
      at += 1;
      if (code === closeBracket) break;
      if (code !== comma) return false;
      skipSpaces();
    }
    nodes[node + 2] = at;
    nodes[node + 3] = count;
    return true;
  }

  function quoted(): boolean {
    const start = at;
    const quote = text.charCodeAt(at);
    for (at += 1; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        at += 1;
        putScalar(plainKinds.quoted, start, at);
        // Two single quotes stand for one.
        return text.charCodeAt(at) !== quote;
      }
      if (code === backslash || code < space || code === byteOrderMark) return false;
    }
    return false;
  }

  /** Text without quotes, from `start` to `at`. */
  function scalar(start: number): boolean {
    let stop = at;
    while (text.charCodeAt(stop - 1) === space) stop -= 1;
    const first = text.charCodeAt(start);
    if (first > 127 || !maySpecial.has(first)) {
      putScalar(plainKinds.word, start, stop);
      return true;
    }
    if (isNumber(text, start, stop)) {
      putScalar(plainKinds.number, start, stop);
      return true;
    }
    putScalar(plainKinds.word, start, stop);
    return !special.test(text.slice(start, stop));
  }

  function isWordStart(): boolean {
    const code = text.charCodeAt(at);
    if (code > 127) return code !== byteOrderMark;
    if (code === dash) return isDigit(text.charCodeAt(at + 1));
    return wordStarts.has(code);
  }

  /**
   * Moves over text without quotes to what ends it: the colon of a key, the end of the line, a remark, and between
   * brackets also a comma or a bracket. False when it holds what is left to the full parser.
   */
  function word(inFlow: boolean): boolean {
    const start = at;
    if (!isWordStart()) return false;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code > 127) {
        if (code === byteOrderMark) return false;
        continue;
      }
      switch (code) {
        case newline:
          return true;
        case colon: {
          const next = text.charCodeAt(at + 1);
          // A key with a space before its colon is unusual.
          return (next === space || next === newline || at + 1 === end) && text.charCodeAt(at - 1) !== space;
        }
        case hash:
          return text.charCodeAt(at - 1) === space && !inFlow;
        case comma:
          if (inFlow) return true;
          break;
        case closeBrace:
        case closeBracket:
          return inFlow && at > start;
        case openBrace:
        case openBracket:
          return false;
        default:
          if (code < space || code === 127) return false;
      }
    }
    return true;
  }

  function open(kind: PlainKind): number {
    putScalar(kind, 0, 0);
    put(0);
    return count - 4;
  }

  function putScalar(kind: PlainKind, start: number, stop: number): void {
    put(kind);
    put(start);
    put(stop);
  }

  function put(number: number): void {
    if (count === nodes.length) {
      const larger = new Int32Array(2 * count);
      larger.set(nodes);
      nodes = larger;
    }
    nodes[count++] = number;
  }

  function skipSpaces(): void {
    while (text.charCodeAt(at) === space) at += 1;
  }

  /** True before the end of the line, or before a remark. */
  function isLineEnd(): boolean {
    if (at >= end) return true;
    const code = text.charCodeAt(at);
    return code === newline || (code === hash && text.charCodeAt(at - 1) === space);
  }

  /** After a value: to the next line with something on it. False when something more stands on this one. */
  function finishLine(): boolean {
    skipSpaces();
    if (!isLineEnd()) return false;
    const lineEnd = text.indexOf("\n", at);
    at = lineEnd === -1 ? end : lineEnd + 1;
    toNextLine();
    return true;
  }

  function areDifferent(keys: readonly number[]): boolean {
    if (keys.length > 24) {
      const seen = new Set<string>();
      for (let index = 0; index < keys.length; index += 2) seen.add(text.slice(keys[index], keys[index + 1]));
      return seen.size === keys.length / 2 && !seen.has("__proto__") && !seen.has("<<");
    }
    for (let index = 0; index < keys.length; index += 2) {
      const start = keys[index] ?? 0;
      const length = (keys[index + 1] ?? 0) - start;
      const first = text.charCodeAt(start);
      if ((first === underscore && text.startsWith("__proto__", start)) || first === less) return false;
      for (let other = 0; other < index; other += 2) {
        const otherStart = keys[other] ?? 0;
        if ((keys[other + 1] ?? 0) - otherStart === length && isSame(text, start, otherStart, length)) return false;
      }
    }
    return true;
  }
}

/** The number or text that a scalar stands for. */
export function plainScalar(text: string, kind: number, start: number, end: number): number | string {
  if (kind === plainKinds.number) return Number(text.slice(start, end));
  return kind === plainKinds.quoted ? text.slice(start + 1, end - 1) : text.slice(start, end);
}

export function isPlainCollection(kind: number): boolean {
  return kind <= flowList;
}

const newline = 10;
const space = 32;
const doubleQuote = 34;
const hash = 35;
const singleQuote = 39;
const comma = 44;
const dash = 45;
const dot = 46;
const colon = 58;
const less = 60;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const underscore = 95;
const openBrace = 123;
const closeBrace = 125;
const byteOrderMark = 0xfeff;

/** What text without quotes begins with; YAML allows a few signs more. */
const wordStarts = codesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+./()<=;^$~_");
/** What a number, true, false or null may begin with. */
const maySpecial = codesOf("0123456789+-.~nNtTfF");

/** What YAML 1.2 takes for something else than text (its core schema). */
const special =
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;

function codesOf(characters: string): ReadonlySet<number> {
  return new Set([...characters].map(character => character.charCodeAt(0)));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** 388, -1.5, +2.0: digits, with a point between two of them at most. */
function isNumber(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  let at = first === dash || first === 43 ? start + 1 : start;
  const digits = at;
  let points = 0;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === dot && at > digits && at + 1 < end && points === 0) points += 1;
    else if (!isDigit(code)) return false;
  }
  const count = end - digits - points;
  return count > 0 && count <= mostDigits;
}

function isSame(text: string, a: number, b: number, length: number): boolean {
  for (let index = 0; index < length; index++) {
    if (text.charCodeAt(a + index) !== text.charCodeAt(b + index)) return false;
  }
  return true;
}
