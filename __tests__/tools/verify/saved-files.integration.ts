import { describe, expect, it } from "vitest";
import { readKeys } from "../../../src/tools/verify/offline/keys";
import { readSignatures } from "../../../src/tools/verify/offline/signatures";
import { headObject, listPublicKeys, SignedChain, SigningKey } from "../../support/cloudtrail/signed-archive";

const KEY = new SigningKey();

/** Two keys of AWS's own example, one in each encoding that it shows. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html */
const DOCUMENTED = {
  PublicKeyList: [
    {
      ValidityStartTime: 1436317441.0,
      ValidityEndTime: 1438909441.0,
      Value:
        "MIIBCgKCAQEAn11L2YZ9h7onug2ILi1MWyHiMRsTQjfWE+pHVRLk1QjfWhirG+lpOa8NrwQ/r7Ah5bNL6HepznOU9XTDSfmmnP97mqyc7z/upfZdS/AHhYcGaz7n6Wc/RRBU6VmiPCrAUojuSk6/GjvA8iOPFsYDuBtviXarvuLPlrT9kAd4Lb+rFfR5peEgBEkhlzc5HuWO7S0y+KunqxX6jQBnXGMtxmPBPP0FylgWGNdFtks/4YSKcgqwH0YDcawP9GGGDAeCIqPWIXDLG1jOjRRzWfCmD0iJUkz8vTsn4hq/5ZxRFE7UBAUiVcGbdnDdvVfhF9C3dQiDq3k7adQIziLT0cShgQIDAQAB",
      Fingerprint: "8eba5db5bea9b640d1c96a77256fe7f2",
    },
    {
      ValidityStartTime: 1434589370.0,
      ValidityEndTime: 1437181370.0,
      Value:
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqlzPJbvZJ42UdcmLfPUqXYNfOs6I8lCfao/tOs8CmzPOEdtLWugB9xoIUz78qVHdKIqxbaG4jWHfJBiOSSFBM0lt8cdVo4TnRa7oG9io5pysS6DJhBBAeXsicufsiFJR+wrUNh8RSLxL4k6G1+BhLX20tJkZ/erT97tDGBujAelqseGg3vPZbTx9SMfOLN65PdLFudLP7Gat0Z9p5jw/rjpclKfo9Bfc3heeBxWGKwBBOKnFAaN9V57pOaosCvPKmHd9bg7jsQkI9Xp22IzGLsTFJZYVA3KiTAElDMu80iFXPHEq9hKNbt9e4URFam+1utKVEiLkR2disdCmPTK0VQIDAQAB",
      Fingerprint: "31e8b5433410dfb61a9dc45cc65b22ff",
    },
  ],
};

describe("saved public keys", () => {
  it("are those of AWS's own example, whose fingerprints are the MD5 of their values", () => {
    const { keys, problems } = readKeys(JSON.stringify(DOCUMENTED));
    expect(problems).toEqual([]);
    expect(keys.map(({ validFrom, validUntil }) => [validFrom, validUntil])).toEqual([
      ["2015-07-08T01:04:01.000Z", "2015-08-07T01:04:01.000Z"],
      ["2015-06-18T01:02:50.000Z", "2015-07-18T01:02:50.000Z"],
    ]);
  });

  it("may be several answers one behind the other, as >> leaves them", () => {
    expect(readKeys(listPublicKeys(KEY) + listPublicKeys(new SigningKey())).keys).toHaveLength(2);
  });

  const entry = { ...KEY.dated };
  it.each([
    ["no JSON", "{", "(file)"],
    ["an empty file", "", "(file)"],
    ["another command's answer", '{"Trails":[]}', "PublicKeyList"],
    ["an answer without keys", '{"PublicKeyList":[]}', "(file)"],
    ["a part of an answer", JSON.stringify({ PublicKeyList: [entry], NextToken: "x" }), "NextToken"],
    ["a value that is no key", JSON.stringify({ PublicKeyList: [{ ...entry, Value: "QUJD" }] }), "PublicKeyList[0]"],
    [
      "a key under another's fingerprint",
      JSON.stringify({ PublicKeyList: [{ ...entry, Fingerprint: "0".repeat(32) }] }),
      "PublicKeyList[0]",
    ],
    [
      "a time that is none",
      JSON.stringify({ PublicKeyList: [{ ...entry, ValidityEndTime: "soon" }] }),
      "PublicKeyList[0].ValidityEndTime",
    ],
  ])("are refused, with the place: %s", (_, text, path) => {
    const { problems } = readKeys(text);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.remedy).toContain("aws cloudtrail list-public-keys");
  });

  it("are refused with everything that is wrong at once", () => {
    const wrong = { ...entry, Value: 1, Fingerprint: undefined };
    expect(readKeys(JSON.stringify({ PublicKeyList: [wrong, wrong] })).problems).toHaveLength(4);
  });
});

describe("saved signatures", () => {
  const [digest] = new SignedChain({ key: KEY }).hour([]);
  const text = digest === undefined ? "" : headObject(digest);

  it("are what head-object prints", () => {
    const { signatures, problems } = readSignatures(text, "newest.json");
    expect(problems).toEqual([]);
    expect(signatures).toEqual([
      {
        file: "newest.json",
        signature: digest?.metadata?.signature,
        size: digest?.body.length,
        writtenAt: "2026-11-20T01:06:31.000Z",
      },
    ]);
  });

  it("take the date as version 1 of the AWS command line prints it", () => {
    const { LastModified, ...rest } = JSON.parse(text);
    const dated = { ...rest, LastModified: "Fri, 20 Nov 2026 01:06:31 GMT" };
    expect(LastModified).toBe("2026-11-20T01:06:31+00:00");
    expect(readSignatures(JSON.stringify(dated), "f").signatures[0]?.writtenAt).toBe("2026-11-20T01:06:31.000Z");
  });

  it.each([
    ["no JSON", "{", ["(file)"]],
    ["an empty file", "", ["(file)"]],
    ["a log file's metadata", text.replace('"signature":', '"other":'), ["Metadata.signature"]],
    [
      "a signature of another algorithm",
      text.replace("SHA256withRSA", "MD5withRSA"),
      ['Metadata["signature-algorithm"]'],
    ],
    ["another command's answer", "{}", ["ContentLength", "LastModified", "Metadata"]],
  ])("are refused, with the place: %s", (_, broken, paths) => {
    const { problems } = readSignatures(broken, "newest.json");
    expect(problems.map(({ path }) => path)).toEqual(paths);
    expect(problems[0]?.remedy).toContain("aws s3api head-object");
  });
});
