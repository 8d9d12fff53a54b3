import type { Construct } from "constructs";
import { forwardsByStackSet } from "../config/forwarding";
import { isOptIn } from "../config/regions";
import { AccountJoinedRelay } from "../constructs/account-joined-relay";
import { AlertKey } from "../constructs/alert-key";
import { AlertTopic } from "../constructs/alert-topic";
import { ArchiveKeyLookup } from "../constructs/archive-key-lookup";
import { ArchiveRcp } from "../constructs/archive-rcp";
import { AuditDashboard } from "../constructs/audit-dashboard";
import { CentralMonitoring } from "../constructs/central-monitoring";
import { CloudTrailScp } from "../constructs/cloud-trail-scp";
import { CountedTopic } from "../constructs/counted-topic";
import { DelegatedAdministrator } from "../constructs/delegated-administrator";
import { ForwardingStackSet } from "../constructs/forwarding-stack-set";
import { MetricAlarms } from "../constructs/metric-alarms";
import { OrgTrail } from "../constructs/org-trail";
import { OrganizationPrerequisites } from "../constructs/organization-prerequisites";
import { OrganizationalUnits, outermost } from "../constructs/organizational-units";
import { SelfTest } from "../constructs/self-test";
import { TrailAlarms } from "../constructs/trail-alarms";
import { TrailSentinel } from "../constructs/trail-sentinel";
import { AccountStack, type AccountStackProps } from "./account-stack";

/** The management account: the trail, the policies that protect it, and what watches both. Applied after the log archive. */
export class ManagementStack extends AccountStack {
  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id, props);
    const { organization, names } = props;
    const { logArchive, management, security } = organization.accounts;
    const { attachToRoot, organizationalUnits, resourceControlPolicy } = organization.guardrails;
    const stackSet = forwardsByStackSet(organization);
    const context = { names, organization };

    const prerequisites = new OrganizationPrerequisites(this, "prerequisites", {
      names,
      resourceControlPolicy,
      stackSet,
      optInRegions: organization.governedRegions.some(isOptIn),
    });
    const { rootId } = prerequisites;
    const trusted = [prerequisites.organization];
    const archiveKey = new ArchiveKeyLookup(this, "archive-key", {
      names,
      provider: this.providerFor("log-archive", logArchive),
    });
    const trail = new OrgTrail(this, "org-trail", {
      names,
      trail: organization.trail,
      archiveKeyArn: archiveKey.keyArn,
      dependsOn: trusted,
    });

    const units = new OrganizationalUnits(this, "organizational-units", rootId);
    const policies = { names, organization, units, rootId, archiveKeyArn: archiveKey.keyArn };
    const scp = new CloudTrailScp(this, "cloud-trail-scp", policies);
    new ArchiveRcp(this, "archive-rcp", policies);

    const { keyArn } = new AlertKey(this, "alert-key", { names, accountId: management.id });
    const { topicArn } = new AlertTopic(this, "alarm-topic", {
      names,
      topic: names.alarmTopic,
      alerts: organization.alerts,
      keyArn,
      receipts: names.selfTest.receipts.alarms,
      selfTestMessage: { AlarmName: [names.detection("self-test")] },
    });
    const { topicArn: countedTopicArn } = new CountedTopic(this, "counted-topic", { names, keyArn });
    new TrailAlarms(this, "trail-alarms", { context, logGroupName: trail.logGroupName, topicArn, countedTopicArn });
    // What is wrong with this topic, the other one has to tell.
    new MetricAlarms(this, "alarms", {
      context,
      account: "management",
      topicArns: [topicArn, names.eventTopic.arn],
    });
    new TrailSentinel(this, "trail-sentinel", { context, archiveKeyArn: archiveKey.keyArn, keyArn });
    const joinRegion = names.eventsRegionOf.organizations;
    if (joinRegion !== names.homeRegion) {
      new AccountJoinedRelay(this, "account-joined-relay", { names, provider: this.providerIn(joinRegion) });
    }
    new SelfTest(this, "self-test", { names });
    if (organization.alerts.dashboard) {
      new AuditDashboard(this, "dashboard", { context });
      this.tell("dashboard", "Name of the CloudWatch dashboard", names.dashboard);
    }

    if (security === undefined) {
      new CentralMonitoring(this, "audit-hub", { context, keyArn });
    } else {
      new DelegatedAdministrator(this, "delegated-administrator", { accountId: security.id, dependsOn: trusted });
    }
    this.forwardEvents();
    this.tell("trail_arn", "The organization's trail", names.trail.arn);
    this.tell("trail_log_group", "Where its events can be searched at once", names.trailLogGroup.name);
    this.tell("alarm_topic_arn", "Sends the alarms", names.alarmTopic.arn);
    if (security === undefined) this.tellOfCentralAccount();
    if (stackSet) {
      const targetIds = attachToRoot ? [rootId] : outermost(organizationalUnits).map((path) => units.idOf(path));
      new ForwardingStackSet(this, "forwarding-stack-set", {
        context,
        targetIds,
        // A policy that does not exempt StackSets yet would fail its stacks.
        dependsOn: [...trusted, ...scp.policies],
      });
    }
  }
}
