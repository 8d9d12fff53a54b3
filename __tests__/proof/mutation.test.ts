import { beforeAll, describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import type { Caller } from "../support/iam/caller";
import { decide } from "../support/iam/decide";
import type { Environment } from "../support/iam/environment";
import type { Request } from "../support/iam/request";
import { askflorence, example, exampleWithStackSet, undeployed } from "../support/synthesized";
import { type AttackCell, attackCells } from "./cells";
import { emittedEnvironment } from "./emitted-environment";
import { legitimateUses } from "./legitimate";
import { type Breach, breached, sidsOf, without } from "./mutation";
import { type Refusal, refusals } from "./refusals";
import { denyingSids } from "./verdict";

/** Every Deny that is emitted, and what has to have happened before it alone stands in the way. */
const DENIES: Readonly<Record<string, Breach>> = {
  // Service control policies
  DenyTrailTampering: "nothing",
  DenyTrailChanges: "nothing",
  DenyLeavingOrganization: "nothing",
  DenyPolicyAdministration: "policies delegated to members",
  DenySecurityServicesOff: "nothing",
  DenyBusPermissionChanges: "nothing",
  DenyDetectionTampering: "nothing",
  DenyAuditRoleChanges: "nothing",
  DenyFederationChanges: "nothing",
  DenyIdentityCenterChanges: "nothing",
  DenyStackSetRoleChanges: "nothing",
  DenyControlTowerRoleChanges: "nothing",
  DenyArchiveObjectChanges: "bucket policies opened",
  DenyArchiveBucketDestruction: "nothing",
  DenyArchiveAccessGrants: "nothing",
  DenyArchiveKeyDestruction: "key policies opened",
  DenyArchiveBucketChanges: "nothing",
  DenyArchiveChangesByRoot: "nothing",
  DenyAccountPublicAccessChanges: "nothing",
  DenyAccountPublicAccessChangesByRoot: "nothing",
  DenyArchiveKeyChanges: "no resource control policy",
  // Archive bucket
  DenyWritesExceptByTrail: "nothing",
  DenyForeignEncryption: "nothing",
  DenyForeignKey: "nothing",
  DenyReadsExceptByReaders: "nothing",
  DenyAuditorsFrom20270701: "nothing",
  DenyAuditorsFrom20271001: "nothing",
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
  DenyAccessLogAccessPoints: "nothing",
  DenyAccessLogChanges: "organization policies detached",
  DenyAccessLogInsecureTransport: "nothing",
  DenyAccessLogOutdatedTls: "nothing",
  DenyAccessLogPrincipalsOutsideOrganization: "buckets shared with everyone",
  // Query results' bucket
  DenyResultsExceptToAnalysts: "nothing",
  DenyResultsAccessPoints: "nothing",
  DenyResultsInsecureTransport: "nothing",
  DenyResultsOutdatedTls: "nothing",
  DenyResultsPrincipalsOutsideOrganization: "buckets shared with everyone",
  // Archive key
  DenyAuditorsToDecryptFrom20270701: "nothing",
  DenyAuditorsToDecryptFrom20271001: "nothing",
  DenyKeyDestruction: "key administration widened",
  DenyKeyPolicyChangesExceptByDeployRole: "organization policies detached",
  // Topics and queues
  DenyTopicInsecureTransport: "nothing",
  DenyAlertInsecureTransport: "nothing",
  DenyQueueInsecureTransport: "nothing",
  DenyReceiptsExceptByTopic: "nothing",
  // Roles
  DenyOtherFunctionsToAssume: "nothing",
  // Resource control policy
  RcpDenyOutsideOrganization: "bucket policies opened",
  RcpDenyRolesOutsideOrganization: "nothing",
  RcpDenyAuditorsRolesOutsideOrganization: "auditors' trust opened",
  RcpDenyServicesOutsideOrganization: "nothing",
  RcpDenyInsecureTransport: "bucket policies opened",
  RcpDenyArchiveDestruction: "bucket policies opened",
  RcpDenyKeyDestruction: "key policies opened",
  RcpDenyChangesExceptByDeployRole: "bucket policies opened",
};

/** Every Allow that is emitted: without it, work stops. */
const ALLOWS = [
  "AllowAccountJoinedToInvoke",
  "AllowAccessLogDelivery",
  "AllowAccountToAdminister",
  "AllowAccountsToGetOwnLogs",
  "AllowAlarmsToEncrypt",
  "AllowAlarmsToPublish",
  "AllowAlertAccount",
  "AllowAnalystsToAssume",
  "AllowAuditorToAssume",
  "AllowAuditorToGet",
  "AllowAuditorToList",
  "AllowAuditorToLocate",
  "AllowAuditorToVerify",
  "AllowCounting",
  "AllowDecryptingLogs",
  "AllowForwarding",
  "AllowKeepingEncrypted",
  "AllowKeepingFailures",
  "AllowListingDigests",
  "AllowListingLogs",
  "AllowListingResults",
  "AllowListingWorkGroups",
  "AllowLogGroupEncryption",
  "AllowLogStreamDelivery",
  "AllowLogging",
  "AllowManagementAccount",
  "AllowOrganizationToDecryptDigests",
  "AllowOrganizationToDecryptLogs",
  "AllowOrganizationToForward",
  "AllowQueries",
  "AllowReadersToGet",
  "AllowReadersToList",
  "AllowReadingDatabase",
  "AllowReadingLogs",
  "AllowReadingOrganization",
  "AllowReadingTables",
  "AllowReadingTheCatalog",
  "AllowReadingTrail",
  "AllowRelayToAssume",
  "AllowRelaying",
  "AllowReporting",
  "AllowResults",
  "AllowRulesToEncrypt",
  "AllowRulesToForward",
  "AllowRulesToKeepUndelivered",
  "AllowRulesToPublish",
  "AllowScheduleToAssume",
  "AllowScheduleToInvoke",
  "AllowSelfTest",
  "AllowSentinelLogEncryption",
  "AllowSentinelToAssume",
  "AllowSentinelToListDigests",
  "AllowSentinelToReport",
  "AllowTopicToLeaveReceipts",
  "AllowTopicsToEncrypt",
  "AllowTracing",
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

const PROOFS = [askflorence, example, exampleWithStackSet, undeployed].map((organization) => ({
  organization,
  environment: emittedEnvironment(organization),
  attempts: [...attackCells(organization).flatMap(attemptOf), ...refusals(organization).flatMap(attemptsOf)],
}));

/** A call that has to be denied, each of the statements being enough. */
interface Attempt {
  readonly caller: Caller;
  readonly request: Request;
  readonly by: readonly string[];
}

function attemptOf({ caller, request, expected }: AttackCell): readonly Attempt[] {
  return expected.kind === "prevented" ? [{ caller, request, by: expected.by }] : [];
}

function attemptsOf({ caller, requests, by }: Refusal): readonly Attempt[] {
  return by === undefined ? [] : requests.map((request) => ({ caller, request, by: [by] }));
}

/** Statements of roles that others make, which the environment has besides. */
const NOT_OURS = ["Trust"];

it("every emitted statement is listed here, and none that is not", () => {
  const emitted = new Set(PROOFS.flatMap(({ environment }) => [...sidsOf(environment)]));
  const listed = [...Object.keys(DENIES), ...ALLOWS];
  expect([
    ...[...emitted]
      .filter((sid) => !NOT_OURS.includes(sid) && !listed.includes(sid))
      .map((sid) => `${sid} is emitted, and nothing shows that it is needed: give it a row in DENIES or ALLOWS`),
    ...listed.filter((sid) => !emitted.has(sid)).map((sid) => `${sid} has a row here, and no policy says it`),
  ]).toEqual([]);
});

describe("without the statement, an attack gets through", () => {
  it.each(Object.entries(DENIES))("%s (before: %s)", async (sid, breach) => {
    const through = await firstThrough(sid, breach);
    const unshown = `nothing that is tried gets through without ${sid}: let an attack of src/threats name it, or a row of refusals.ts`;
    expect(through, unshown).toBeDefined();
  });
});

describe("without the statement, work stops", () => {
  const grants = new Map<Environment, readonly Grant[]>();

  beforeAll(async () => {
    for (const { organization, environment } of PROOFS) {
      grants.set(environment, await granted(organization, environment));
    }
  });

  it.each(ALLOWS)("%s", async (sid) => {
    expect(await stopsSomewhere(sid, grants)).toBe(true);
  });
});

/** An attack that this statement alone denies, and that nothing denies without it. */
async function firstThrough(sid: string, breach: Breach): Promise<Attempt | undefined> {
  for (const { environment, attempts } of PROOFS) {
    const before = breached(environment, breach);
    const after = without(before, sid);
    for (const attempt of attempts.filter(({ by }) => by.includes(sid))) {
      const decision = await decide(before, attempt.caller, attempt.request);
      if (new Set(denyingSids(decision)).size !== 1 || !denyingSids(decision).includes(sid)) continue;
      if ((await decide(after, attempt.caller, attempt.request)).decision === "allowed") return attempt;
    }
  }
  return undefined;
}

/** Whether work that this statement grants is denied without it. */
async function stopsSomewhere(sid: string, grants: ReadonlyMap<Environment, readonly Grant[]>): Promise<boolean> {
  for (const [environment, all] of grants) {
    const needed = all.filter(({ by }) => by.includes(sid));
    if (needed.length === 0) continue;
    const after = without(environment, sid);
    for (const { caller, request } of needed) {
      if ((await decide(after, caller, request)).decision === "denied") return true;
    }
  }
  return false;
}

interface Grant {
  readonly caller: Caller;
  readonly request: Request;
  readonly by: readonly string[];
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
