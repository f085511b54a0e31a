/** One document could not be printed, twice; others are unharmed. Its `reason` fills diagnostic JB-7003. */
export class PrintError extends Error {
  /** Title of the document. */
  readonly title: string;
  /** Chinese, without full stop: "浏览器在 60 秒内没有回应". */
  readonly reason: string;

  constructor(title: string, reason: string, cause?: unknown) {
    super(`“${title}”没有印成 PDF：${reason}`, {cause});
    this.name = "PrintError";
    this.title = title;
    this.reason = reason;
  }
}
