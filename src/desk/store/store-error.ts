/** The store does not do what was asked: `kind` tells the server how to answer. */
export class StoreError extends Error {
  readonly kind: "refused" | "missing" | "tooLarge" | "wrongType";
  readonly hint: string | undefined;

  constructor(kind: StoreError["kind"], message: string, hint?: string) {
    super(message);
    this.name = "StoreError";
    this.kind = kind;
    this.hint = hint;
  }
}
