import { withoutPath } from "../../../naming";
import type { Compared, Decision, Question } from "./decision";

/** Whatever the trail uses under another name than the description's: kept by a line, else made a second time. */
export const names: Question = (compared) => {
  const { survey } = compared;
  if (survey.trail === undefined) return [];
  return [bucket, prefix, logGroup, logsRole, logsRolePolicy, topic].flatMap((question) => question(compared) ?? []);
};

type One = (compared: Compared) => Decision | undefined;

const bucket: One = ({ names: { archive }, survey: { trail } }) => {
  if (trail === undefined || trail.bucket === archive.bucket.name) return undefined;
  return {
    check: "adopt-bucket-name",
    address: "log-archive: log-archive-bucket/bucket",
    what: "The trail delivers to a bucket of another name.",
    live: trail.bucket,
    described: archive.bucket.name,
    keep: `archive: { bucketName: ${JSON.stringify(trail.bucket)} }`,
    otherwise:
      "Terraform makes a second bucket and moves the trail there; the old logs stay where they are, unguarded.",
  };
};

const prefix: One = ({ organization, survey: { trail } }) => {
  const described = organization.trail.s3KeyPrefix;
  if (trail === undefined || trail.prefix === described) return undefined;
  return {
    check: "adopt-key-prefix",
    address: "management: org-trail/trail",
    what: "The trail delivers below another key prefix.",
    live: trail.prefix ?? "(none)",
    described: described ?? "(none)",
    keep:
      trail.prefix === undefined
        ? "trail: without `s3KeyPrefix`"
        : `trail: { s3KeyPrefix: ${JSON.stringify(trail.prefix)} }`,
    otherwise: "New logs go elsewhere than the old ones; queries and validation see a gap at that moment.",
    covers: [{ path: "org-trail/trail", attribute: "s3_key_prefix" }],
  };
};

const logGroup: One = ({ names: { trailLogGroup }, survey: { trail } }) => {
  if (trail?.logGroup === undefined || trail.logGroup === trailLogGroup.name) return undefined;
  return {
    check: "adopt-log-group-name",
    address: "management: org-trail/log-group",
    what: "The trail writes to a log group of another name.",
    live: trail.logGroup,
    described: trailLogGroup.name,
    keep: `trail: { logGroupName: ${JSON.stringify(trail.logGroup)} }`,
    otherwise:
      "Terraform makes a second log group, and the trail writes there from then on; the old one keeps what it has.",
    covers: [{ path: "org-trail/trail", attribute: "cloud_watch_logs_group_arn" }],
  };
};

const logsRole: One = ({ names: { trailLogsRole }, survey: { trail } }) => {
  const live = trail?.logsRoleArn?.split(":role/")[1];
  if (live === undefined || trailLogsRole.arn === trail?.logsRoleArn) return undefined;
  return {
    check: "adopt-logs-role-name",
    address: "management: org-trail/logs-role",
    what: "The trail writes its log group as a role of another name.",
    live,
    described: trailLogsRole.arn.split(":role/")[1] ?? trailLogsRole.name,
    keep: `trail: { logsRoleName: ${JSON.stringify(live)} }`,
    otherwise: "Terraform makes a second role, and the trail takes that one; the old one stays and nobody uses it.",
    covers: [{ path: "org-trail/trail", attribute: "cloud_watch_logs_role_arn" }],
  };
};

const logsRolePolicy: One = ({ organization, survey: { logsRole: role, trail } }) => {
  if (role === undefined || trail?.logsRoleArn === undefined) return undefined;
  const described = organization.trail.logsRolePolicyName ?? "WriteTrailLogStreams";
  const others = [...role.inlinePolicies.filter((name) => name !== described), ...role.attachedPolicies];
  const [only] = role.inlinePolicies;
  if (others.length === 0) return undefined;
  const canKeep = role.inlinePolicies.length === 1 && only !== undefined && only !== described;
  return {
    check: "adopt-logs-role-policy",
    address: "management: org-trail/logs-role-policy",
    what: `The role ${withoutPath(role.name)} has ${others.length === 1 ? "a policy" : "policies"} of another name.`,
    live: others.join(", "),
    described,
    ...(canKeep ? { keep: `trail: { logsRolePolicyName: ${JSON.stringify(only)} }` } : {}),
    otherwise: "Terraform puts its own policy beside, and leaves the other in the role: delete it yourself afterwards.",
  };
};

const topic: One = ({ names: { deliveryTopic, homeRegion, managementAccountId }, survey: { trail } }) => {
  if (trail?.topicArn === undefined || trail.topicArn === deliveryTopic.arn) return undefined;
  const [, , , region, accountId, name = ""] = trail.topicArn.split(":");
  const ours = region === homeRegion && accountId === managementAccountId;
  return {
    check: "adopt-topic-name",
    address: "management: org-trail/delivery-topic",
    what: "The trail tells of deliveries on a topic of another name.",
    live: ours ? name : trail.topicArn,
    described: deliveryTopic.name,
    ...(ours ? { keep: `trail: { deliveryTopicName: ${JSON.stringify(name)} }` } : {}),
    otherwise:
      "Terraform makes a second topic, and the trail tells that one: whoever is subscribed to the old one hears nothing more.",
    covers: [
      { path: "org-trail/trail", attribute: "sns_topic_name" },
      { path: "org-trail/trail", attribute: "sns_topic_arn" },
    ],
  };
};
