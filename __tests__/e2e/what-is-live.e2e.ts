import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { layDownWhatIsLive } from "../../src/tools/rehearse/what-is-live";
import { describeE2e } from "./support/describe-e2e";

/** A resource of Terraform's own, which needs no provider, and writes down that it was made, or destroyed. */
const noted = (stack: string, name: string, input: string) => ({
  "//": { metadata: { path: `${stack}/${name}` } },
  input,
  lifecycle: { prevent_destroy: true },
  provisioner: [
    { "local-exec": { command: `touch made-${name}` } },
    { "local-exec": { command: `touch destroyed-${name}`, when: "destroy" } },
  ],
});

/** The stack's own backend could not be reached: nothing of it may be used. */
const stackOf = (resources: object) => ({
  terraform: { backend: { s3: { bucket: "the-users-state", key: "log-archive.tfstate", region: "us-east-1" } } },
  resource: { terraform_data: resources },
});

describeE2e("what is live before a rehearsal's first plan", () => {
  let output: string;
  const folderOf = (stack: string) => join(output, "stacks", stack);
  const synthesized = (stack: string, json: object) => {
    mkdirSync(folderOf(stack), { recursive: true });
    writeFileSync(join(folderOf(stack), "cdk.tf.json"), JSON.stringify(json));
    const stacks = { [stack]: { workingDirectory: join("stacks", stack), dependencies: [] } };
    writeFileSync(join(output, "manifest.json"), JSON.stringify({ stacks }));
  };
  const layDown = (adopt: Parameters<typeof layDownWhatIsLive>[0]["adopt"], stop = new AbortController().signal) =>
    layDownWhatIsLive({ adopt, output, environment: process.env, log: join(output, "log"), stop });

  beforeEach(() => {
    output = mkdtempSync(join(tmpdir(), "what-is-live-"));
  });
  afterEach(() => rmSync(output, { recursive: true, force: true }));

  it("is what the description adopts: made, forgotten, and not destroyed; what it needs besides is destroyed again", async () => {
    synthesized(
      "log-archive",
      stackOf({
        key: noted("log-archive", "key", "a key"),
        bucket: noted("log-archive", "bucket", "${terraform_data.needed.id}"),
        needed: noted("log-archive", "needed", "a helper"),
        later: noted("log-archive", "later", "Terraform's to make"),
      }),
    );
    const live = await layDown({ "log-archive": { key: "theirs", bucket: true, later: false } });

    const happened = (what: string) =>
      ["key", "bucket", "needed", "later"].filter((name) =>
        existsSync(join(folderOf("log-archive"), `${what}-${name}`)),
      );
    expect(happened("made")).toEqual(["key", "bucket", "needed"]);
    expect(happened("destroyed")).toEqual(["needed"]);
    const state = JSON.parse(readFileSync(join(folderOf("log-archive"), "what-is-live.tfstate"), "utf8"));
    expect(state.resources).toEqual([]);

    const { key } = live.adopt["log-archive"] ?? {};
    expect(key).toMatch(/^[\da-f-]{36}$/);
    expect(live).toEqual({
      adopt: { "log-archive": { key, bucket: true, later: false } },
      resources: 2,
      substituted: [`log-archive, key: theirs is ${key} on the emulator`],
    });
  });

  it("is not there where Terraform fails: the stack and Terraform's own words are said", async () => {
    const broken = { ...noted("log-archive", "key", "a key"), provisioner: [{ "local-exec": { command: "exit 7" } }] };
    synthesized("log-archive", stackOf({ key: broken }));
    await expect(layDown({ "log-archive": { key: true } })).rejects.toThrow(
      /^log-archive: what is live could not be made: terraform apply failed[\s\S]*exit status 7/,
    );
  });

  it("is left as it is once the rehearsal was told to stop", async () => {
    synthesized("log-archive", stackOf({ key: noted("log-archive", "key", "a key") }));
    const stopped = AbortSignal.abort(new Error("stopped"));
    await expect(layDown({ "log-archive": { key: true } }, stopped)).rejects.toThrow("stopped");
    expect(existsSync(join(folderOf("log-archive"), "made-key"))).toBe(false);
  });
});
