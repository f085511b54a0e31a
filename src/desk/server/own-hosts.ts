import {hostname, networkInterfaces} from "node:os";

const loopback = ["127.0.0.1", "localhost", "[::1]"];

/** True for an address that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * The names under which a server may be called: its own addresses and the machine's name. A page from elsewhere that
 * calls it by a name of its own (DNS rebinding) is not among them.
 */
export function ownHosts(host: string): string[] {
  if (isLoopback(host)) return loopback;
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const own = isEverywhere ? machineAddresses() : [bracketed(host)];
  return [...new Set([...loopback, ...own, hostname().toLowerCase()])];
}

/** Addresses at which other machines find this one, IPv4 first. */
export function machineAddresses(): string[] {
  const found = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? []);
  const outer = found.filter(({internal, scopeid}) => !internal && !scopeid);
  return outer
    .sort((a, b) => Number(a.family === "IPv6") - Number(b.family === "IPv6"))
    .map(({address}) => bracketed(address));
}

export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host.toLowerCase();
}

/** A `Host` header as it is compared: "127.0.0.1:4600"; the usual port may be left out. */
export function withPort(host: string, port: number): readonly string[] {
  return port === 80 ? [host, `${host}:80`] : [`${host}:${port}`];
}
