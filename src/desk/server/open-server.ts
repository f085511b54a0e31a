import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {getRequestListener} from "@hono/node-server";
import {isSystemError, MachineError} from "../../diagnostics/index.ts";
import type {Desk} from "../desk.ts";
import {createApp} from "./app.ts";
import type {ClientBundle} from "./client-bundle.ts";
import type {EventHub} from "./events.ts";
import {bracketed, isLoopback, machineAddresses, ownHosts, withPort} from "./own-hosts.ts";
import type {PasswordHash} from "./password.ts";

/** The desk on the network: this machine alone, unless another address was asked for. */
export interface DeskServer {
  /** Where it is opened: "http://127.0.0.1:4600/", then what other machines use. */
  readonly addresses: readonly string[];
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly desk: Desk;
  readonly events: EventHub;
  readonly bundle: () => Promise<ClientBundle>;
  readonly port: number;
  /** "127.0.0.1", or an address that other machines reach; then there is a password. */
  readonly host: string;
  readonly password: PasswordHash | undefined;
  readonly failed: (error: unknown) => void;
}

/** A whole request, a photo on a slow network with it; and its head alone. */
const requestTimeoutMs = 5 * 60_000;
const headersTimeoutMs = 10_000;
const mostConnections = 500;
/** Addresses of this machine change when it goes to another network. */
const hostsEveryMs = 10_000;

export async function openDeskServer(options: ServerOptions): Promise<DeskServer> {
  const {desk, events, bundle, port, host, password, failed} = options;
  if (!password && !isLoopback(host)) throw new Error("a desk that others reach has a password");
  let bound = port;
  let hosts: {readonly names: ReadonlySet<string>; readonly readAt: number} | undefined;
  const readHosts = () => {
    if (!hosts || Date.now() - hosts.readAt > hostsEveryMs) {
      const names = ownHosts(host).flatMap(name => withPort(name, bound));
      hosts = {names: new Set(names), readAt: Date.now()};
    }
    return hosts.names;
  };
  const app = createApp({desk, events, bundle, failed, password, hosts: readHosts, cookieName: () => `desk-${bound}`});
  const server = createServer(
    {requestTimeout: requestTimeoutMs, headersTimeout: headersTimeoutMs, connectionsCheckingInterval: 5000},
    getRequestListener(app.fetch, {
      overrideGlobalObjects: false,
      errorHandler: () => new Response(null, {status: 400}),
    }),
  );
  server.maxConnections = mostConnections;
  bound = await listenOn(server, port, host);
  hosts = undefined;
  return {
    addresses: addressesOf(host).map(name => `http://${name}:${bound}/`),
    async close() {
      events.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function addressesOf(host: string): string[] {
  if (isLoopback(host)) return [host === "::1" ? "[::1]" : "127.0.0.1"];
  if (host !== "0.0.0.0" && host !== "::") return [bracketed(host)];
  return ["127.0.0.1", ...machineAddresses().filter(address => host === "::" || !address.startsWith("["))];
}

function listenOn(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", error => reject(explain(error, port, host)));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function explain(error: Error, port: number, host: string): Error {
  if (isSystemError(error, "EADDRINUSE", "EACCES"))
    return new MachineError(`端口 ${port} 用不了`, "用 --port 换一个，如 --port 4601；写 0 由程序挑一个", error);
  if (isSystemError(error, "EADDRNOTAVAIL", "ENOTFOUND", "EINVAL", "EAI_AGAIN"))
    return new MachineError(`这台电脑没有地址“${host}”`, "写 --host 0.0.0.0，本机的各个地址都能用", error);
  return error;
}
