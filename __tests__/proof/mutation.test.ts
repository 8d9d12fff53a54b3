import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import type { Caller } from "../support/iam/caller";
import { decide } from "../support/iam/decide";
import type { Environment } from "../support/iam/environment";
import type { Request } from "../support/iam/request";
import { askflorence, example } from "../support/synthesized";
import { type AttackCell, attackCells } from "./cells";
import { emittedEnvironment } from "./emitted-environment";
import { legitimateUses } from "./legitimate";
import { type Breach, breached, sidsOf, without } from "./mutation";
import { denyingSids } from "./verdict";

/** Every Deny that is emitted, and what has to have happened before it alone stands in the way. */
const DENIES: Readonly<Record<string, Breach>> = {
  // Service control policies
  DenyTrailTampering: "nothing",
  DenyTrailChanges: "nothing",
  DenyLeavingOrganization: "nothing",
  DenyPolicyAdministration: "policies delegated to members",
  DenyCompanionServicesOff: "nothing",
  DenyBusPermissionChanges: "nothing",
  DenyDetectionTampering: "nothing",
  DenyAuditRoleChanges: "nothing",
  DenyArchiveObjectChanges: "bucket policies opened",
  DenyArchiveBucketDestruction: "nothing",
  DenyArchiveSideDoors: "nothing",
  DenyArchiveKeyDestruction: "nothing",
  DenyArchiveBucketChanges: "nothing",
  DenyArchiveChangesByRoot: "nothing",
  DenyArchiveKeyChanges: "no resource control policy",
  // Archive bucket
  DenyWritesExceptByTrail: "nothing",
  DenyForeignEncryption: "nothing",
  DenyForeignKey: "nothing",
  DenyReadsExceptByReaders: "nothing",
  DenyObjectChanges: "organization policies detached",
  DenyBucketDestruction: "organization policies detached",
  DenyBucketChangesExceptByDeployRole: "organization policies detached",
  DenyAccessPoints: "nothing",
  DenyPrincipalsOutsideOrganization: "buckets shared with everyone",
  DenyServicesOutsideOrganization: "buckets shared with everyone",
  DenyInsecureTransport: "nothing",
  DenyOutdatedTls: "nothing",
  // Access-log bucket
  DenyAccessLogWritesExceptByS3: "nothing",
  DenyAccessLogChanges: "organization policies detached",
  DenyAccessLogInsecureTransport: "nothing",
  DenyAccessLogOutdatedTls: "nothing",
  DenyAccessLogPrincipalsOutsideOrganization: "buckets shared with everyone",
  // Archive key
  DenyKeyDestruction: "key administration widened",
  DenyKeyPolicyChangesExceptByDeployRole: "organization policies detached",
  // Delivery topic
  DenyTopicInsecureTransport: "nothing",
  // Resource control policy
  RcpDenyOutsideOrganization: "nothing",
  RcpDenyServicesOutsideOrganization: "nothing",
  RcpDenyInsecureTransport: "bucket policies opened",
  RcpDenyArchiveDestruction: "bucket policies opened",
  RcpDenyKeyDestruction: "key policies opened",
  RcpDenyChangesExceptByDeployRole: "bucket policies opened",
};

/** Every Allow that is emitted: without it, work stops. */
const ALLOWS = [
  "AllowAccessLogDelivery",
  "AllowAccountToAdminister",
  "AllowAccountsToGetOwnLogs",
  "AllowEventBridgeToAssume",
  "AllowForwarding",
  "AllowLogGroupEncryption",
  "AllowLogStreamDelivery",
  "AllowManagementAccount",
  "AllowOrganizationToDecryptDigests",
  "AllowOrganizationToDecryptLogs",
  "AllowOrganizationToForward",
  "AllowReadersToGet",
  "AllowReadersToList",
  "AllowTrailAclCheck",
  "AllowTrailDelivery",
  "AllowTrailToAssume",
  "AllowTrailToDecrypt",
  "AllowTrailToDescribe",
  "AllowTrailToEncryptDigests",
  "AllowTrailToEncryptLogs",
  "AllowTrailToPublish",
  "AllowTrailToPublishEncrypted",
];

const PROOFS = [askflorence, example].map((organization) => ({
  organization,
  environment: emittedEnvironment(organization),
  cells: attackCells(organization),
}));

/** Statements of roles that others make, which the environment has besides. */
const NOT_OURS = ["Trust"];

it("every emitted statement is listed here, and none that is not", () => {
  const emitted = new Set(PROOFS.flatMap(({ environment }) => [...sidsOf(environment)]));
  expect([...emitted].filter((sid) => !NOT_OURS.includes(sid)).sort()).toEqual(
    [...Object.keys(DENIES), ...ALLOWS].sort(),
  );
});

describe("without the statement, an attack gets through", () => {
  it.each(Object.entries(DENIES))("%s (before: %s)", async (sid, breach) => {
    const through = await firstThrough(sid, breach);
    expect(through).toBeDefined();
  });
});

describe("without the statement, work stops", () => {
  it.each(ALLOWS)("%s", async (sid) => {
    const stopped = await Promise.all(PROOFS.map((proof) => stops(sid, proof)));
    expect(stopped).toContain(true);
  });
});

/** An attack that this statement alone denies, and that nothing denies without it. */
async function firstThrough(sid: string, breach: Breach): Promise<AttackCell | undefined> {
  for (const { environment, cells } of PROOFS) {
    const before = breached(environment, breach);
    const after = without(before, sid);
    for (const cell of cells.filter(({ expected }) => expected.kind === "prevented" && expected.by.includes(sid))) {
      const decision = await decide(before, cell.caller, cell.request);
      if (new Set(denyingSids(decision)).size !== 1 || !denyingSids(decision).includes(sid)) continue;
      if ((await decide(after, cell.caller, cell.request)).decision === "allowed") return cell;
    }
  }
  return undefined;
}

/** Whether work that this statement grants is denied without it. */
async function stops(sid: string, { organization, environment }: (typeof PROOFS)[number]): Promise<boolean> {
  const after = without(environment, sid);
  for (const { caller, request, by } of await grantsOf(organization, environment)) {
    if (by.includes(sid) && (await decide(after, caller, request)).decision === "denied") return true;
  }
  return false;
}

const GRANTS = new Map<Organization, Promise<readonly Grant[]>>();

interface Grant {
  readonly caller: Caller;
  readonly request: Request;
  readonly by: readonly string[];
}

function grantsOf(organization: Organization, environment: Environment): Promise<readonly Grant[]> {
  const known = GRANTS.get(organization);
  if (known !== undefined) return known;
  const fresh = granted(organization, environment);
  GRANTS.set(organization, fresh);
  return fresh;
}

async function granted(organization: Organization, environment: Environment): Promise<readonly Grant[]> {
  const grants: Grant[] = [];
  for (const { caller, requests } of legitimateUses(organization)) {
    for (const request of requests) {
      const { causes } = await decide(environment, caller, request);
      grants.push({ caller, request, by: causes.flatMap(({ sid }) => sid ?? []) });
    }
  }
  return grants;
}
