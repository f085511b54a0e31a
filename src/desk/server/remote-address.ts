import type {HttpBindings} from "@hono/node-server";
import type {Context} from "hono";

/** Where a request comes from; "" when it did not come over a network. */
export function remoteAddress(context: Context): string {
  return (context.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress ?? "";
}
