import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {getRequestListener} from "@hono/node-server";
import {isSystemError, MachineError} from "../../diagnostics/index.ts";
import type {Desk} from "../desk.ts";
import {createApp} from "./app.ts";
import type {ClientBundle} from "./client-bundle.ts";
import type {EventHub} from "./events.ts";

/** The desk on the network: this machine alone, unless another address was asked for. */
export interface DeskServer {
  /** "http://127.0.0.1:4600/" */
  readonly address: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly desk: Desk;
  readonly events: EventHub;
  readonly bundle: () => Promise<ClientBundle>;
  readonly port: number;
  readonly failed: (error: unknown) => void;
}

export async function openDeskServer({desk, events, bundle, port, failed}: ServerOptions): Promise<DeskServer> {
  let hosts: readonly string[] = [];
  const app = createApp({desk, events, bundle, failed, hosts: () => hosts});
  const server = createServer({}, getRequestListener(app.fetch, {overrideGlobalObjects: false}));
  const bound = await listenOn(server, port, "127.0.0.1");
  hosts = [`127.0.0.1:${bound}`, `localhost:${bound}`];
  return {
    address: `http://127.0.0.1:${bound}/`,
    async close() {
      events.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function listenOn(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", error => {
      reject(
        isSystemError(error, "EADDRINUSE", "EACCES")
          ? new MachineError(`端口 ${port} 用不了`, "用 --port 换一个，如 --port 4601；写 0 由程序挑一个", error)
          : error,
      );
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
