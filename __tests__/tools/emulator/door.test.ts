import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Door, type Upstream, upstreamOf } from "../../../src/tools/emulator/door";

const closing: { close(): void }[] = [];
afterEach(() => {
  for (const one of closing.splice(0)) one.close();
});

async function opened(upstream: Upstream = { url: undefined, notFor: [] }): Promise<Door> {
  const door = await Door.open(upstream);
  closing.push(door);
  return door;
}

/** What is answered to somebody who asks a proxy for a host, and then for a page. */
function ask(door: Door, target: string): Promise<string> {
  const { port } = new URL(door.environment().HTTPS_PROXY ?? "");
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1");
    let said = "";
    socket.on("error", reject);
    socket.on("close", () => resolve(said));
    socket.on("data", (data) => {
      said += data;
      if (said.endsWith("established\r\n\r\n"))
        socket.write("GET / HTTP/1.1\r\nHost: there\r\nConnection: close\r\n\r\n");
    });
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  });
}

async function listening(server: Server): Promise<number> {
  closing.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

describe("the door of a rehearsal", () => {
  it.each([
    "sts.amazonaws.com",
    "sts.us-east-1.amazonaws.com",
    "STS.EU-WEST-1.AMAZONAWS.COM",
    "123456789012.s3-control.eu-central-1.amazonaws.com",
    "s3.cn-north-1.amazonaws.com.cn",
    "lambda.eu-central-1.api.aws",
    "acme.awsapps.com",
    "signin.aws.amazon.com",
  ])("lets nobody through to %s, and remembers who asked", async (host) => {
    const door = await opened();
    expect(await ask(door, `${host}:443`)).toMatch(/^HTTP\/1\.1 403 /);
    expect(door.refused).toEqual([host.toLowerCase()]);
  });

  it("lets everybody through to the rest, by the proxy of the shell where there is one", async () => {
    const there = await listening(createServer((_, response) => response.end("the registry")));
    const door = await opened();
    expect(await ask(door, `127.0.0.1:${there}`)).toContain("the registry");

    const asked: (string | undefined)[] = [];
    expect(await ask(door, "127.0.0.1:1")).toMatch(/^HTTP\/1\.1 502 .*ECONNREFUSED/);

    const proxy = createServer();
    proxy.on("connect", (request, socket) => {
      asked.push(request.url, request.headers["proxy-authorization"]);
      socket.end("HTTP/1.1 502 Nothing here\r\n\r\n");
    });
    const port = await listening(proxy);
    const url = `http://user:secret@127.0.0.1:${port}`;
    const behind = await opened(upstreamOf({ HTTPS_PROXY: url, NO_PROXY: "127.0.0.1, .internal" }));
    expect(await ask(behind, "registry.example.com:443")).toContain("502 Nothing here");
    expect(await ask(behind, `127.0.0.1:${there}`)).toContain("the registry");
    expect(asked).toEqual(["registry.example.com:443", `Basic ${Buffer.from("user:secret").toString("base64")}`]);
  });
});
