import type { Organization } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import type { Attack, Disguise, Vantage } from "../../src/threats/attack";
import { anonymous, type Caller, federatedUser, role, root, service, user } from "../support/iam/caller";
import type { PolicyDocument } from "../support/iam/policy-document";
import { rolesNamed } from "../support/permission-sets";
import { STRANGER, STRANGERS_ORGANIZATION, UNPLACED, undescribedAccounts } from "./emitted-environment";

export const VANTAGES: readonly Vantage[] = [
  "management",
  "log-archive",
  "security",
  "workload",
  "unplaced",
  "outside",
];

/** The accounts at a vantage; none where the organization has no such account. */
export function accountsAt(vantage: Vantage, organization: Organization): readonly string[] {
  const { management, logArchive, security, workloads } = organization.accounts;
  switch (vantage) {
    case "management":
      return [management.id];
    case "log-archive":
      return [logArchive.id];
    case "security":
      return security ? [security.id] : [];
    case "workload":
      return [...workloads.map(({ id }) => id), ...undescribedAccounts(organization).keys()];
    case "unplaced":
      return [UNPLACED];
    case "outside":
      return [STRANGER];
  }
}

/** Which kinds of caller of an account try. */
export type Kinds = "all" | "some" | "namesakes";

export function callersOf(
  attack: Attack,
  account: string,
  kinds: Kinds,
  organization: Organization,
): readonly Caller[] {
  if (attack.as !== undefined) return [inDisguise(attack.as, account, organization)];
  if (account === STRANGER) return STRANGERS;
  return [...peopleOf(account, kinds, organization), namesakeOf(account, organization)];
}

/** Two for many, where the catalogue expects nothing of the vantage. */
export const bystandersOf = (account: string): readonly Caller[] =>
  account === STRANGER ? [role(STRANGER, "Administrator"), anonymous] : [role(account, "Administrator")];

/** All with AdministratorAccess. Who may call himself as he likes takes the exempt role's name. */
function peopleOf(account: string, kinds: Kinds, organization: Organization): readonly Caller[] {
  if (kinds === "namesakes") return [];
  const exempt = exemptName(organization);
  const some = [root(account), user(account, exempt)];
  if (kinds === "some") return some;
  return [...some, root(account, { assumed: true }), role(account, "Administrator"), federatedUser(account, exempt)];
}

/** A session named as the exempt role; of the role of that very name, in accounts where that one is not exempt. */
function namesakeOf(account: string, organization: Organization): Caller {
  const exempt = exemptName(organization);
  const described = namesOf(organization).deployRoleArns.some((arn) => arn.includes(account));
  const path = typeof organization.guardrails.deployRole === "object" && !described ? RESERVED_PATH : "";
  return role(account, described ? `elsewhere/${exempt}` : `${path}${exempt}`, { session: exempt });
}

/** The permission set may be assigned anywhere: it is exempt in accounts with a stack alone. */
const RESERVED_PATH = "aws-reserved/sso.amazonaws.com/";

function exemptName({ guardrails }: Organization): string {
  const [name = "Deployer"] = guardrails.deployRole === undefined ? [] : rolesNamed(guardrails.deployRole);
  return name.slice(name.lastIndexOf("/") + 1);
}

const STRANGERS: readonly Caller[] = [
  root(STRANGER),
  role(STRANGER, "Administrator"),
  role(STRANGER, "OrgAuditDeployer", { organizationId: STRANGERS_ORGANIZATION }),
  user(STRANGER, "mallory", { organizationId: STRANGERS_ORGANIZATION }),
  anonymous,
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/security-iam-awsmanpol.html#security-iam-awsmanpol-S3UnlockBucketPolicy */
const S3_UNLOCK_BUCKET_POLICY: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "UnlockBucketPolicy",
      Effect: "Allow",
      Action: ["s3:DeleteBucketPolicy", "s3:GetBucketPolicy", "s3:ListAllMyBuckets", "s3:PutBucketPolicy"],
      Resource: "*",
    },
  ],
};

function inDisguise(disguise: Disguise, account: string, organization: Organization): Caller {
  const { trail, homeRegion } = namesOf(organization);
  const cloudTrailFor = (arn: string, organizationId?: string) =>
    service("cloudtrail.amazonaws.com", { arn, ...(organizationId === undefined ? {} : { organizationId }) });
  switch (disguise) {
    case "our-trail":
      return cloudTrailFor(trail.arn);
    case "other-trail":
      return cloudTrailFor(`${trail.arn}-of-another-name`);
    case "foreign-trail":
      return cloudTrailFor(`arn:aws:cloudtrail:${homeRegion}:${account}:trail/${trail.name}`, STRANGERS_ORGANIZATION);
    case "foreign-trail-unnamed":
      return service("cloudtrail.amazonaws.com", { account, organizationId: STRANGERS_ORGANIZATION });
    case "foreign-bucket":
      return service("logging.s3.amazonaws.com", {
        arn: "arn:aws:s3:::of-a-stranger",
        account,
        organizationId: STRANGERS_ORGANIZATION,
      });
    case "other-rule":
      return service("events.amazonaws.com", { arn: `arn:aws:events:${homeRegion}:${account}:rule/of-the-attackers` });
    case "unlocking-root":
      return root(account, { assumed: true, sessionPolicy: S3_UNLOCK_BUCKET_POLICY });
  }
}
