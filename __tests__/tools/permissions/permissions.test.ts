import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Organization } from "../../../src/config/organization";
import { trustPolicy } from "../../../src/policies/deployer/trust";
import { heldTypes } from "../../../src/tools/permissions/held-types";
import { holdingNamed } from "../../../src/tools/permissions/holdings";
import { outputFor } from "../../../src/tools/permissions/output";
import { type TrustOptions, trustOf } from "../../../src/tools/permissions/trust-options";
import { replacementNote, writtenBefore } from "../../../src/tools/permissions/written";
import { holdingOf } from "../../support/holdings";
import { lint } from "../../support/iam/lint";
import { changed, temporaryFolder } from "../../support/organizations";
import { askflorence, example, exampleWithStackSet } from "../../support/synthesized";

const ROLE = "arn:aws:iam::999999999999:role/pipeline";
const GITHUB = "token.actions.githubusercontent.com";
const { logArchive, management } = example.accounts;

describe("the trust policy", () => {
  it("names one audience and one subject of the account's own identity provider", async () => {
    const trust = trustOf({ trust: "oidc", subject: "repo:acme/audit:environment:production" });
    if (trust === undefined) throw new Error("no trust");
    const document = trustPolicy(trust, "aws", logArchive.id);
    expect(document.Statement).toEqual([
      {
        Sid: "AllowWorkload",
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${logArchive.id}:oidc-provider/${GITHUB}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${GITHUB}:aud`]: "sts.amazonaws.com",
            [`${GITHUB}:sub`]: "repo:acme/audit:environment:production",
          },
        },
      },
    ]);
  });

  it("takes another provider and audience, whose address may be given whole", () => {
    const options = { provider: "https://gitlab.example.com", audience: "deploy", subject: "project_path:acme/audit" };
    expect(trustOf({ trust: "oidc", ...options })).toMatchObject({
      provider: "gitlab.example.com",
      audience: "deploy",
    });
  });

  it("names one role, and is as IAM wants it", async () => {
    const document = trustPolicy({ kind: "role", principalArn: ROLE }, "aws", logArchive.id);
    expect(await lint(document, "trust")).toEqual([]);
    expect(document.Statement[0]?.Principal).toEqual({ AWS: ROLE });
  });

  it.each<[options: TrustOptions, refusal: RegExp]>([
    [{ trust: "oidc" }, /needs --subject/],
    [{ trust: "oidc", subject: "repo:acme/*" }, /--subject repo:acme\/\* is a pattern/],
    [{ trust: "oidc", subject: "a", provider: "*.example.com" }, /--provider \*\.example\.com is a pattern/],
    [{ trust: "role" }, /needs --principal/],
    [{ trust: "role", principal: "*" }, /the ARN of one role, and not \*/],
    [{ trust: "role", principal: "arn:aws:iam::999999999999:root" }, /the ARN of one role/],
    [{ trust: "role", principal: `${ROLE}*` }, /the ARN of one role/],
  ])("is refused for %o", (options, refusal) => {
    expect(() => trustOf(options)).toThrow(refusal);
  });

  it("of a permission set's role is left to Identity Center", () => {
    expect(trustOf({ trust: "sso" })).toBeUndefined();
  });
});

describe("what is printed", () => {
  const namesOf = (...args: Parameters<typeof outputFor>) => [...outputFor(...args).documents.keys()];

  it("are documents named as the role, which the guardrails guard, and their sizes", () => {
    const holding = holdingOf(example, management);
    expect(namesOf("deploy", holding, { kind: "role", principalArn: ROLE })).toEqual([
      "OrgAuditDeployer-deploy-1",
      "OrgAuditDeployer-deploy-2",
      "OrgAuditDeployer-boundary",
      "example-org-audit-role-boundary",
      "trust",
    ]);
    expect(outputFor("deploy", holding, undefined).notes[0]).toMatch(
      /^management \(111122223333\), deploy: 2 managed policies of at most 6144 characters: OrgAuditDeployer-deploy-1 \d+/,
    );
  });

  it("of a permission set is said whether it fits an inline policy, of which there is one", () => {
    const fits = outputFor("deploy", holdingOf(askflorence, askflorence.accounts.logArchive), "sso");
    expect([...fits.documents.keys()]).toEqual([
      "AWSReservedSSO_AdministratorAccess_-deploy-1",
      "AWSReservedSSO_AdministratorAccess_-boundary",
    ]);
    expect(fits.notes[1]).toMatch(/they have \d+ of 10240 bytes/);
  });

  it("is nothing where a purpose has no part in an account", () => {
    const { documents, notes } = outputFor("register-administrator", holdingOf(example, logArchive), undefined);
    expect(documents.size).toBe(0);
    expect(notes).toEqual(["log-archive (444455556666): register-administrator asks for nothing in this account."]);
  });
});

describe("written where an earlier run wrote", () => {
  const byStackSet = changed(exampleWithStackSet, { "guardrails.roleBoundary": false });
  const note = (before: Organization, after: Organization) => {
    const folder = mkdtempSync(join(tmpdir(), "org-audit-trail-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const printed = (organization: Organization) =>
      outputFor("deploy", holdingOf(organization, organization.accounts.management), undefined).documents;
    for (const [name, document] of printed(before)) {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(document, undefined, 2));
    }
    return replacementNote(writtenBefore(folder, printed(after)), printed(after));
  };

  it.each([
    ["they are the same", example, example, /^They are what was there before\.$/],
    ["they grant more", example, exampleWithStackSet, /put them in place before the deploy\.$/],
    ["they grant less", exampleWithStackSet, example, /put them in place after the deploy, which takes things away\.$/],
    ["they grant more and less", byStackSet, example, /Make the change in two deploys/],
  ] as const)("says what to do where %s", (_, before, after, expected) => {
    expect(note(before, after)).toMatch(expected);
  });

  it("names a policy that is printed no more", (context) => {
    const folder = temporaryFolder(context);
    const { documents } = outputFor("deploy", holdingOf(example, logArchive), undefined);
    const [document] = documents.values();
    writeFileSync(join(folder, "OrgAuditDeployer-deploy-7.json"), JSON.stringify(document));
    expect(replacementNote(writtenBefore(folder, documents), documents)).toContain(
      "Then detach OrgAuditDeployer-deploy-7: delete the file",
    );
  });

  it("is refused where a file of that name is none of ours, and nothing is written", (context) => {
    const folder = temporaryFolder(context);
    const { documents } = outputFor("deploy", holdingOf(example, logArchive), undefined);
    writeFileSync(join(folder, "OrgAuditDeployer-deploy-1.json"), "[]");
    expect(() => writtenBefore(folder, documents)).toThrow(/deploy-1\.json is not a policy as this command writes it/);
  });
});

describe("an account", () => {
  const holdings = [holdingOf(example, logArchive), holdingOf(example, management)];

  it("is named by its id or by its stack", () => {
    expect(holdingNamed(holdings, "444455556666")).toBe(holdings[0]);
    expect(holdingNamed(holdings, "management")).toBe(holdings[1]);
    expect(() => holdingNamed(holdings, "prod")).toThrow(
      "No account and no stack is called prod. There are: log-archive (444455556666), management (111122223333).",
    );
  });

  it("holds what another account's stack looks up in it", () => {
    expect(holdings[0]?.types).toContain("data.aws_kms_alias");
    expect(holdings[1]?.types).not.toContain("data.aws_kms_alias");
  });

  it("is known of each block: one without a provider is a mistake", () => {
    const stack = { provider: { aws: [] }, resource: { aws_sqs_queue: { a: {} } } };
    expect(() => heldTypes([stack])).toThrow("aws_sqs_queue names the provider undefined, which the stack lacks");
  });
});
