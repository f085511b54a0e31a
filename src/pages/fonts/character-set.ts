/** Characters, each once. A text has the same few hundred again and again: each UTF-16 unit is looked up as a number. */
export class CharacterSet {
  readonly #seen = new Uint8Array(0x10000);
  readonly #units: number[] = [];
  readonly #pairs = new Set<number>();

  add(text: string): this {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (this.#seen[unit]) continue;
      const code = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(at) ?? unit) : unit;
      if (code > 0xffff) {
        this.#pairs.add(code);
        at += 1;
      } else this.#addUnit(unit);
    }
    return this;
  }

  addAll(other: CharacterSet): this {
    for (const unit of other.#units) if (!this.#seen[unit]) this.#addUnit(unit);
    for (const pair of other.#pairs) this.#pairs.add(pair);
    return this;
  }

  has(character: string): boolean {
    const code = character.codePointAt(0) ?? -1;
    return code > 0xffff ? this.#pairs.has(code) : this.#seen[code] === 1;
  }

  /** In code point order. */
  toString(): string {
    const codes = new Uint32Array([...this.#units, ...this.#pairs]).sort();
    let text = "";
    for (const code of codes) text += String.fromCodePoint(code);
    return text;
  }

  #addUnit(unit: number): void {
    this.#seen[unit] = 1;
    this.#units.push(unit);
  }
}
