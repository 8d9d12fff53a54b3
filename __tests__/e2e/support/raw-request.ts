import type { Emulator } from "../../../src/tools/emulator/emulator";
import { accessKeyId } from "../../../src/tools/emulator/organization-seed";

/** A request as it goes over the wire: an SDK would leave out, or refuse, what the judge is to find. */
export interface RawRequest {
  /** As a signature names it; without it the request is not signed. */
  readonly service: string | undefined;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A text is sent as it is, an object as JSON. */
export function json(service: string, operation: string, body: object | string): RawRequest {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": operation };
  return {
    service,
    method: "POST",
    target: "/",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

export function form(service: string, Action: string, Version: string, members: Record<string, string>): RawRequest {
  const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  const body = new URLSearchParams({ Action, Version, ...members }).toString();
  return { service, method: "POST", target: "/", headers, body };
}

export function restJson(service: string, method: string, target: string, body: object): RawRequest {
  return { service, method, target, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

export function s3(method: string, target: string, body?: string): RawRequest {
  return { service: "s3", method, target, body };
}

export function send(emulator: Emulator, accountId: string, request: RawRequest): Promise<Response> {
  const { service, method, target, headers, body } = request;
  return fetch(`${emulator.endpoint}${target}`, {
    method,
    headers: { ...headers, ...signature(service, accountId) },
    body,
  });
}

/** moto, as the judge, reads of a signature who made it and for which service. */
function signature(service: string | undefined, accountId: string): Record<string, string> {
  if (service === undefined) return {};
  const credential = `${accessKeyId(accountId)}/20260101/us-east-1/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0` };
}
