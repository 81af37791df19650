import type { FastifyRequest } from "fastify";
import ipaddr from "ipaddr.js";

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** An address in one way: one of IPv4 is that, however the system writes it. Null for what is none. */
function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

/** From where a request came: what a proxy says of it where that is an address, else who is at the connection's other end. */
export function addressOf({ ip, socket }: Pick<FastifyRequest, "ip" | "socket">): string {
  return parse(ip)?.toString() ?? socket.remoteAddress ?? "";
}

/**
 * Who counts as one where tries are counted: an address of IPv4, or the network of one of IPv6, of which each client has 2⁶⁴ addresses.
 */
export function clientOf(address: string): string {
  const parsed = parse(address);
  if (parsed === null) return address;
  if (parsed.kind() === "ipv4") return parsed.toString();
  return (parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":");
}

/** @returns null where that is neither an address nor a range such as `10.0.0.0/8`. */
export function readRange(text: string): Range | null {
  const address = parse(text);
  if (address) return [address, address.kind() === "ipv4" ? 32 : 128];
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : null;
}

/** Whether an address is in one of the ranges. */
export function isInRanges(address: string, ranges: readonly Range[]): boolean {
  const parsed = parse(address);
  return (
    parsed !== null && ranges.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits))
  );
}
