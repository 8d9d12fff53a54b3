import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { formatPath, type Problem } from "../../../config/problem";
import { jsonDocuments } from "./json-documents";

/** A key as workers are sent it. */
export interface SavedKey {
  readonly fingerprint: string;
  /** DER, in base64, as AWS gives it. */
  readonly value: string;
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validUntil: string;
}

export interface PublicKey extends SavedKey {
  readonly key: KeyObject;
}

const COMMAND = "save them with: aws cloudtrail list-public-keys --region R --start-time T --end-time T > FILE";

/** Version 1 of the AWS command line writes seconds since 1970, version 2 a date. */
const moment = z.union([z.number(), z.string()]).transform((value, context) => {
  const date = new Date(typeof value === "number" ? value * 1000 : value);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  context.addIssue({ code: "custom", message: "a date" });
  return z.NEVER;
});

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html */
const answer = z.object({
  PublicKeyList: z.array(
    z.object({ Value: z.string(), ValidityStartTime: moment, ValidityEndTime: moment, Fingerprint: z.string() }),
  ),
  NextToken: z.undefined({ error: "no further page: all keys of the range" }).optional(),
});

/** What a file with the answers of `aws cloudtrail list-public-keys` says, and all that is wrong with it. */
export function readKeys(text: string): { readonly keys: readonly SavedKey[]; readonly problems: readonly Problem[] } {
  let documents: readonly unknown[];
  try {
    documents = jsonDocuments(text);
  } catch (error) {
    return { keys: [], problems: [problem("(file)", text, "JSON", (error as Error).message)] };
  }
  const read = documents.map((document, index) => readAnswer(document, documents.length > 1 ? [index] : []));
  const keys = read.flatMap((one) => one.keys);
  const problems = read.flatMap((one) => one.problems);
  if (keys.length + problems.length === 0) problems.push(problem("(file)", text, "at least one public key"));
  return { keys, problems };
}

function readAnswer(document: unknown, place: readonly number[]) {
  const parsed = answer.safeParse(document);
  if (!parsed.success)
    return {
      keys: [],
      problems: parsed.error.issues.map(({ path, message }) =>
        problem(formatPath([...place, ...path]), valueAt(document, path), message),
      ),
    };
  const keys = parsed.data.PublicKeyList.map((key) => ({
    fingerprint: key.Fingerprint,
    value: key.Value,
    validFrom: key.ValidityStartTime,
    validUntil: key.ValidityEndTime,
  }));
  const problems = keys.flatMap((key, index) =>
    wrongWith(key).map((rule) => problem(formatPath([...place, "PublicKeyList", index]), key.fingerprint, rule)),
  );
  return { keys, problems };
}

/** AWS's documented keys have the MD5 of their value as fingerprint: a key and the name of another do not pass for one. */
function wrongWith({ value, fingerprint }: SavedKey): readonly string[] {
  if (toKey(value) === undefined) return ["Value is an RSA public key: DER of PKCS #1 in base64"];
  const actual = createHash("md5").update(Buffer.from(value, "base64")).digest("hex");
  return actual === fingerprint ? [] : [`the fingerprint of its value, ${actual}`];
}

/** As AWS documents it, PKCS #1; one of the keys in AWS's own example is SubjectPublicKeyInfo. */
function toKey(value: string): KeyObject | undefined {
  const der = Buffer.from(value, "base64");
  for (const type of ["pkcs1", "spki"] as const) {
    try {
      const key = createPublicKey({ key: der, format: "der", type });
      if (key.asymmetricKeyType === "rsa") return key;
    } catch {
      // It is of the other kind, or none.
    }
  }
  return undefined;
}

/** The keys, ready to verify. */
export function loadKeys(saved: readonly SavedKey[]): ReadonlyMap<string, PublicKey> {
  return new Map(
    saved.flatMap((one) => {
      const key = toKey(one.value);
      return key === undefined ? [] : [[one.fingerprint, { ...one, key }] as const];
    }),
  );
}

function problem(path: string, value: unknown, rule: string, detail?: string): Problem {
  return { path, value, rule: detail === undefined ? rule : `${rule} (${detail})`, remedy: COMMAND };
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], document);
}
