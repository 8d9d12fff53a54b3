import type { Organization, Role } from "../../../../src/config/organization";
import { type Names, namesOf } from "../../../../src/naming";
import { deployer, type Identity, permissionSetSession } from "../identities";
import { type CloudTrailCall, type CloudTrailRecord, cloudTrailRecord } from "../record";

/** Something that happens every day. */
export interface QuietRecord {
  /** In one line. */
  readonly what: string;
  readonly record: CloudTrailRecord;
}

/** Where a day happens. An organization that states no workloads, or no security account, still has such accounts. */
export interface Day {
  readonly names: Names;
  /** `example`: begins the names of the teams' own resources too. */
  readonly name: string;
  readonly homeRegion: string;
  /** Another Region with work in it. */
  readonly otherRegion: string;
  readonly management: string;
  readonly logArchive: string;
  readonly security: string;
  readonly prod: string;
  readonly dev: string;
  /** A person who may look, in an account. */
  readonly auditor: (accountId: string) => Identity;
  /** A person who works on the workloads. */
  readonly developer: (accountId: string) => Identity;
  /** Terraform, which plans and finds no change. */
  readonly terraform: (accountId: string) => Identity;
}

/** One row of a day. */
export function quiet(
  what: string,
  accountId: string,
  eventSource: string,
  eventName: string,
  call: Omit<CloudTrailCall, "accountId" | "eventSource" | "eventName"> = {},
): QuietRecord {
  return { what, record: cloudTrailRecord({ accountId, eventSource, eventName, ...call }) };
}

/** Where Identity Center is in us-east-1, as it is for AskFlorence. */
function terraformIn(accountId: string, deployRole: Role | undefined): Identity {
  return typeof deployRole === "object"
    ? permissionSetSession(accountId, deployRole.permissionSet)
    : deployer(accountId, deployRole?.split("/").at(-1));
}

export function dayOf(organization: Organization): Day {
  const { name, homeRegion, governedRegions, accounts, guardrails } = organization;
  const [prod, dev] = accounts.workloads;
  const person = (permissionSet: string, user: string) => (accountId: string) =>
    permissionSetSession(accountId, permissionSet, { user, homeRegion });
  return {
    names: namesOf(organization),
    name,
    homeRegion,
    otherRegion: governedRegions.find((region) => region !== homeRegion) ?? "us-west-2",
    management: accounts.management.id,
    logArchive: accounts.logArchive.id,
    security: accounts.security?.id ?? "777788889999",
    prod: prod?.id ?? "123456789012",
    dev: dev?.id ?? "210987654321",
    auditor: person("SecurityAudit", "bob@example.com"),
    developer: person("Developer", "carol@example.com"),
    terraform: (accountId) => terraformIn(accountId, guardrails.deployRole),
  };
}
