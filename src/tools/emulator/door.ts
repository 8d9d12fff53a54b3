import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** Where AWS answers, in every partition: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const AWS_HOSTS =
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws|amazonwebservices\.com\.cn|awsapps\.com|aws\.amazon\.com|amazonaws\.eu|on\.aws|app\.aws)$/i;

/** A proxy of the user's shell, by which the door itself goes out. */
export interface Upstream {
  readonly url: string | undefined;
  /** Hosts, and endings of hosts, that are reached without it. */
  readonly notFor: readonly string[];
}

/** https://developer.hashicorp.com/terraform/cli/config/environment-variables */
export function upstreamOf({ HTTPS_PROXY, https_proxy, NO_PROXY, no_proxy }: NodeJS.ProcessEnv): Upstream {
  const notFor = (NO_PROXY ?? no_proxy ?? "").split(",").map((host) => host.trim().replace(/^\*?\./, ""));
  return { url: HTTPS_PROXY || https_proxy || undefined, notFor: notFor.filter(Boolean) };
}

/**
 * The one way out of a process that is to find the emulator alone: a proxy for HTTPS that lets Terraform reach its registry, and
 * nobody reach AWS, whatever an SDK makes of the endpoint that it was given. Go's looks roles of profiles up before it has
 * read AWS_ENDPOINT_URL.
 */
export class Door {
  /** Hosts that were asked for and refused, each as often as it was. */
  readonly refused: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly upstream: Upstream,
  ) {
    server.on("connect", (request: IncomingMessage, socket: Socket, head: Buffer) => this.let(request, socket, head));
  }

  static async open(upstream: Upstream): Promise<Door> {
    const server = createServer((_, response) => response.writeHead(405).end());
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return new Door(server, upstream);
  }

  /** What a process is told. Nothing is excepted from the proxy but this machine, which Go excepts by itself. */
  environment(): Record<string, string> {
    const { port } = this.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    return { HTTPS_PROXY: url, https_proxy: url };
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private let({ url = "" }: IncomingMessage, socket: Socket, head: Buffer): void {
    const { hostname, port } = new URL(`http://${url}`);
    this.kept(socket);
    if (AWS_HOSTS.test(hostname)) {
      this.refused.push(hostname);
      socket.end("HTTP/1.1 403 This is a rehearsal\r\n\r\n");
      return;
    }
    const proxy = this.proxyFor(hostname);
    const out =
      proxy === undefined
        ? connect(Number(port || 80), hostname, () => {
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
            out.write(head);
          })
        : connect(Number(proxy.port || 80), proxy.hostname, () => out.write(asking(url, proxy)));
    this.kept(out);
    // Before anything was answered it is an answer; in the middle of TLS it only ends the connection.
    out.on("error", ({ message }) => socket.end(`HTTP/1.1 502 ${message}\r\n\r\n`));
    socket.on("error", () => out.destroy());
    // What the next proxy answers to CONNECT is for who asked.
    out.pipe(socket).pipe(out);
  }

  private proxyFor(hostname: string): URL | undefined {
    const { url, notFor } = this.upstream;
    const isExcepted = notFor.some((host) => host === "*" || hostname === host || hostname.endsWith(`.${host}`));
    return url === undefined || isExcepted ? undefined : new URL(url);
  }

  private kept(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
  }
}

function asking(target: string, { username, password }: URL): string {
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  const authorization = username === "" ? "" : `Proxy-Authorization: Basic ${credentials}\r\n`;
  return `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`;
}
