import { namesOf } from "../../../src/naming";
import { serviceControlPolicies } from "../../../src/policies/scp";
import { trailLogsRoleTrustPolicy } from "../../../src/policies/trail-logs-role-policy";
import type { Compared } from "../../../src/tools/adopt/decisions/decision";
import type { Survey } from "../../../src/tools/adopt/live/survey";
import { askflorence } from "../../support/synthesized";

const names = namesOf(askflorence);

/** AskFlorence, live exactly as its description says: nothing is left to decide. */
export const asDescribed: Survey = {
  trails: [],
  trail: {
    name: names.trail.name,
    arn: names.trail.arn,
    homeRegion: "us-east-1",
    ofOrganization: true,
    logging: true,
    bucket: names.archive.bucket.name,
    prefix: undefined,
    keyArn: names.archiveKeyArn,
    topicArn: names.deliveryTopic.arn,
    logGroup: names.trailLogGroup.name,
    logsRoleArn: names.trailLogsRole.arn,
  },
  logsRole: {
    name: "CloudTrailToCloudWatchLogsRole",
    trust: JSON.stringify(trailLogsRoleTrustPolicy()),
    inlinePolicies: ["WriteTrailLogStreams"],
    attachedPolicies: [],
  },
  bucket: {
    name: names.archive.bucket.name,
    policy: undefined,
    lifecycle: [],
    bucketKey: false,
    versioned: true,
    locked: true,
    notifies: [],
    accessLog: { bucket: names.archive.accessLogBucket.name, prefix: "archive/" },
    requesters: [],
  },
  key: {
    id: "e9dfcdbe-19e1-491c-a8f9-d17612cf6353",
    arn: names.archiveKeyArn ?? "",
    accountId: names.logArchiveAccountId,
    description: "Encrypts the organization's audit trail",
    multiRegion: false,
    aliases: [names.archiveKeyAlias],
  },
  guardrails: serviceControlPolicies(names, askflorence).map(({ name, document }) => ({
    id: `p-${name.toLowerCase()}`,
    name,
    content: JSON.stringify(document),
    targets: [{ id: "ou-root-prodprod", name: "Prod" }],
  })),
  targets: new Set(["ou-root-prodprod", names.logArchiveAccountId]),
};

export function compared(otherwise: Partial<Survey>): Compared {
  return { organization: askflorence, names, survey: { ...asDescribed, ...otherwise } };
}
