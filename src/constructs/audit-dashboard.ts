import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { DETECTIONS, type DetectionId } from "../detections";
import type { AlertGroupId } from "../detections/alert-group";
import type { DetectionContext } from "../detections/detection";
import { ALERT_GROUPS } from "../detections/groups";
import { alertRunbooks } from "../detections/message";
import { CHECK_IDS, filterAlarms, metricFilters, metricWatches, reachesPeople } from "../detections/rendering";

export interface AuditDashboardProps {
  readonly context: DetectionContext;
}

/** Width of the dashboard, in CloudWatch's columns. */
const FULL = 24;

/**
 * What an on-call engineer opens first: what is wrong now, whether anything is heard at all, and who changed what lately.
 * Lives in the management account. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export class AuditDashboard extends Construct {
  constructor(scope: Construct, id: string, { context }: AuditDashboardProps) {
    super(scope, id);

    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: context.names.dashboard,
      dashboardBody: JSON.stringify({ widgets: widgets(context) }),
    });
  }
}

function widgets(context: DetectionContext) {
  const { names, organization } = context;
  const region = names.homeRegion;
  return [
    {
      type: "text",
      width: FULL,
      height: 2,
      properties: {
        markdown: `## ${organization.name}: audit trail\nA red alarm below names its runbook in its description; all of them: ${alertRunbooks(context)}. Alarms of the log archive (${names.logArchiveAccountId}) and of the audit bus (${names.centralAccountId}) are in those accounts.`,
      },
    },
    ...ALERT_GROUPS.map(({ id, title }) => ({
      type: "alarm",
      width: 6,
      height: 6,
      properties: { title, alarms: alarmsOf(context, id) },
    })),
    graph(region, 12, "Events in the trail's log group", "Sum", 300, [
      ["AWS/Logs", "IncomingLogEvents", "LogGroupName", names.trailLogGroup.name],
    ]),
    graph(
      region,
      12,
      "Findings of the trail sentinel",
      "Maximum",
      900,
      CHECK_IDS.map((check) => [names.metricNamespace, "Findings", "Check", check]),
    ),
    {
      type: "log",
      width: 12,
      height: 6,
      properties: {
        title: "Accounts checked, and waiting for their first digest",
        region,
        view: "timeSeries",
        query: `SOURCE '${names.sentinel.logGroup.name}' | filter type = "run" | stats max(accountsChecked), max(accountsPending) by bin(15m)`,
      },
    },
    graph(region, 12, "Calls refused", "Sum", 300, [
      [names.metricNamespace, names.detection("cis-4-1-unauthorized-calls")],
    ]),
    graph(
      region,
      FULL,
      "Counted, and reported to nobody",
      "Sum",
      3600,
      countedOnly(context).map((id) => [names.metricNamespace, names.detection(id)]),
    ),
    {
      type: "log",
      width: FULL,
      height: 8,
      properties: {
        title: "Who changed the trail, the organization, or what watches them",
        region,
        view: "table",
        query: `SOURCE '${names.trailLogGroup.name}' | fields eventTime, recipientAccountId, awsRegion, eventName, errorCode, userIdentity.arn, sourceIPAddress, eventID | filter eventName not like /^(Get|List|Describe|Lookup)/ and (eventSource in ["cloudtrail.amazonaws.com", "organizations.amazonaws.com"] or recipientAccountId = "${names.logArchiveAccountId}" or @message like "${names.auditPrefix}") | sort eventTime desc | limit 50`,
      },
    },
  ];
}

/** Detections by a metric filter whose alarms nobody is sent. */
function countedOnly(context: DetectionContext): readonly DetectionId[] {
  const counted = new Set(metricFilters(context).map(({ id }) => id));
  return [...counted].filter((id) => !reachesPeople(id));
}

/** ARNs of the alarms of a group in the management account, where the dashboard is. */
function alarmsOf(context: DetectionContext, group: AlertGroupId): readonly string[] {
  const { names } = context;
  const alarms: readonly (readonly [name: string, detection: DetectionId])[] = [
    ...metricWatches(context, "management").map(([id]) => [id, id] as const),
    ...CHECK_IDS.map((id) => [id, id] as const),
    // One that several share is shown once.
    ...filterAlarms(context).map(({ name, ids: [first] }) => [name, first] as const),
  ];
  return alarms
    .filter(([, id]) => DETECTIONS[id].group === group)
    .map(
      ([name]) =>
        `arn:${names.partition}:cloudwatch:${names.homeRegion}:${names.managementAccountId}:alarm:${names.detection(name)}`,
    );
}

function graph(
  region: string,
  width: number,
  title: string,
  stat: string,
  period: number,
  metrics: readonly (readonly string[])[],
) {
  return { type: "metric", width, height: 6, properties: { title, region, view: "timeSeries", stat, period, metrics } };
}
