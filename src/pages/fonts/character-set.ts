/** Characters, each once. A text has the same few hundred again and again: each UTF-16 unit is looked up as a number. */
export class CharacterSet {
  /** A bit for each UTF-16 unit. */
  readonly #seen = new Uint32Array(0x10000 / 32);
  readonly #units: number[] = [];
  readonly #pairs = new Set<number>();

  add(text: string): this {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (this.#hasUnit(unit)) continue;
      const code = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(at) ?? unit) : unit;
      if (code > 0xffff) {
        this.#pairs.add(code);
        at += 1;
      } else this.#addUnit(unit);
    }
    return this;
  }

  addAll(other: CharacterSet): this {
    for (const unit of other.#units) if (!this.#hasUnit(unit)) this.#addUnit(unit);
    for (const pair of other.#pairs) this.#pairs.add(pair);
    return this;
  }

  has(character: string): boolean {
    const code = character.codePointAt(0) ?? -1;
    return code > 0xffff ? this.#pairs.has(code) : code >= 0 && this.#hasUnit(code);
  }

  /** In code point order. */
  toString(): string {
    const codes = Uint32Array.from(this.#units).sort();
    const pairs = [...this.#pairs].sort((one, other) => one - other);
    let text = "";
    for (let at = 0; at < codes.length; at += mostArguments)
      text += String.fromCharCode(...codes.subarray(at, at + mostArguments));
    return text + pairs.map(pair => String.fromCodePoint(pair)).join("");
  }

  #hasUnit(unit: number): boolean {
    return (((this.#seen[unit >> 5] ?? 0) >> (unit & 31)) & 1) === 1;
  }

  #addUnit(unit: number): void {
    this.#seen[unit >> 5] = (this.#seen[unit >> 5] ?? 0) | (1 << (unit & 31));
    this.#units.push(unit);
  }
}

const mostArguments = 4096;
