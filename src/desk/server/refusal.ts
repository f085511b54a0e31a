import type {ContentfulStatusCode} from "hono/utils/http-status";

/** A request that is refused: told to the page as `{message, hint}` in Chinese. */
export class RequestRefusal extends Error {
  readonly status: ContentfulStatusCode;
  readonly hint: string | undefined;

  constructor(status: ContentfulStatusCode, message: string, hint?: string) {
    super(message);
    this.name = "RequestRefusal";
    this.status = status;
    this.hint = hint;
  }
}

/** The value, or a refusal with status 404 when there is none. */
export function orMissing<T>(value: T | undefined, message: string, hint?: string): T {
  if (value === undefined) throw new RequestRefusal(404, message, hint);
  return value;
}
