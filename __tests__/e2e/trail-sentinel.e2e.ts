import { AccountClient, EnableRegionCommand } from "@aws-sdk/client-account";
import {
  CloudTrailClient,
  GetEventSelectorsCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  AttachPolicyCommand,
  DetachPolicyCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import exampleInput from "../../organizations/example";
import { CHECK_IDS, type CheckId } from "../../src/functions/trail-sentinel/finding";
import { valid } from "../support/synthesized";
import { applyPart } from "./support/apply-part";
import { describeE2e } from "./support/describe-e2e";
import { Digests } from "./support/digests";
import { JoinTimes } from "./support/join-times";
import { LiveOrganization } from "./support/live-organization";
import { type SentinelRun, SentinelRuns } from "./support/sentinel-runs";

const MANAGEMENT = "111122223333";
const LOG_ARCHIVE = "444455556666";
const SECURITY = "777788889999";
const PROD = "123456789012";
const DEV = "210987654321";
const ACCOUNTS = [MANAGEMENT, LOG_ARCHIVE, SECURITY, PROD, DEV];
const TRAIL = `arn:aws:cloudtrail:eu-central-1:${MANAGEMENT}:trail/example-org-trail`;
const ALWAYS_ON = ["eu-central-1", "eu-west-1", "us-east-1"];
const OPT_IN = "eu-south-1";

const RUNBOOKS = "https://github.com/example/org-audit-trail/blob/main/docs/runbooks/alerts/";

/** The example with policies on units, so that an account can stand outside them, and with a Region to opt in to. */
const described = valid({
  ...exampleInput,
  governedRegions: [...ALWAYS_ON, OPT_IN],
  guardrails: { ...exampleInput.guardrails, attachToRoot: false },
  state: { backend: "local" },
});

interface Found {
  readonly check: CheckId;
  readonly severity: string;
  readonly subject: string;
  readonly what: string | RegExp;
}

/** Each test puts right what it broke. */
describeE2e("the trail sentinel, run against an organization whose trail was applied", (tools) => {
  let live: LiveOrganization;
  let joinTimes: JoinTimes;
  let digests: Digests;
  let sentinel: SentinelRuns;
  const clientOf = (accountId: string) => live.emulator.clientConfig(accountId, described.homeRegion);
  const cloudTrail = () => new CloudTrailClient(clientOf(MANAGEMENT));
  const organizations = () => new OrganizationsClient(clientOf(MANAGEMENT));

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, described, {
      trustedServices: ["cloudtrail.amazonaws.com", "account.amazonaws.com"],
    });
    const workspace = live.workspace();
    await Promise.all([
      applyPart(live, workspace, "log-archive", ["org-logs-key", "log-archive-bucket/policy"]),
      applyPart(live, workspace, "security", ["audit-hub/bus/bus"]),
    ]);
    await applyPart(live, workspace, "management", ["org-trail", "cloud-trail-scp", "archive-rcp"]);

    digests = await Digests.of(live);
    for (const id of ACCOUNTS) await digests.deliver(id, ALWAYS_ON, 60);
    await new AccountClient(clientOf(PROD)).send(new EnableRegionCommand({ RegionName: OPT_IN }));
    await digests.deliver(PROD, [OPT_IN], 60);

    joinTimes = await JoinTimes.before(live.emulator.endpoint);
    sentinel = await SentinelRuns.of(live, joinTimes.endpoint);
  });
  afterEach(async () => {
    joinTimes.forget();
    await live.emulator.clearFaults();
    await live.emulator.trailStatus(TRAIL, {});
  });
  afterAll(async () => {
    sentinel?.stop();
    joinTimes?.stop();
    await live?.stop();
  });

  it("finds nothing where all is as declared", async () => {
    const run = await sentinel.run();
    expectFound(run, []);
    expect(run.summary).toMatchObject({ accountsChecked: 5, accountsPending: 0 });
  });

  it("finds that the trail was stopped", async () => {
    await cloudTrail().send(new StopLoggingCommand({ Name: TRAIL }));
    afterwards(() => cloudTrail().send(new StartLoggingCommand({ Name: TRAIL })));
    expectFound(await sentinel.run(), [
      {
        check: "trail-delivery-check",
        severity: "critical",
        subject: TRAIL,
        what: /^The trail is not logging, since \d{4}-/,
      },
    ]);
  });

  it("finds that the trail's event selectors were narrowed", async () => {
    const { AdvancedEventSelectors = [] } = await cloudTrail().send(new GetEventSelectorsCommand({ TrailName: TRAIL }));
    const put = (selectors: typeof AdvancedEventSelectors) =>
      cloudTrail().send(new PutEventSelectorsCommand({ TrailName: TRAIL, AdvancedEventSelectors: selectors }));
    afterwards(() => put(AdvancedEventSelectors));

    const [management, records, ...others] = AdvancedEventSelectors;
    expect([management?.Name, records?.Name]).toEqual([
      "Management events selector",
      "Objects of the patient records bucket",
    ]);
    const writesAlone = { Field: "readOnly", Equals: ["false"] };
    await put([{ ...management, FieldSelectors: [...(management?.FieldSelectors ?? []), writesAlone] }, ...others]);

    const ofTrail = { check: "trail-settings-check", subject: TRAIL } as const;
    expectFound(await sentinel.run(), [
      {
        ...ofTrail,
        severity: "critical",
        what: "Event selector `Management events selector` is missing or changed",
      },
      {
        ...ofTrail,
        severity: "critical",
        what: "Event selector `Objects of the patient records bucket` is missing or changed",
      },
      { ...ofTrail, severity: "medium", what: "Event selector `Management events selector` is not declared" },
    ]);
  });

  it("finds the account whose digests never came", async () => {
    await digests.hide(DEV);
    afterwards(() => digests.deliver(DEV, ALWAYS_ON, 60));
    expectFound(await sentinel.run(), [
      {
        check: "coverage-check",
        severity: "critical",
        subject: DEV,
        // Nothing of the Region that it never switched on.
        what: "No digest within 180 minutes from eu-central-1, eu-west-1, us-east-1",
      },
    ]);
  });

  it("waits for the digests of an account that has just joined", async () => {
    await digests.hide(DEV);
    afterwards(() => digests.deliver(DEV, ALWAYS_ON, 60));
    joinTimes.joined(DEV, 179);
    const run = await sentinel.run();
    expectFound(run, []);
    expect(run.summary).toMatchObject({ accountsChecked: 4, accountsPending: 1 });
  });

  // That it was started minutes ago excuses nothing in the other tests: there it has delivered.
  it("waits for every account's digests where the trail has just begun", async () => {
    await digests.hide(DEV);
    afterwards(() => digests.deliver(DEV, ALWAYS_ON, 60));
    await live.emulator.trailStatus(TRAIL, { LatestDigestDeliveryTime: null });
    const run = await sentinel.run();
    expectFound(run, []);
    expect(run.summary).toMatchObject({ accountsChecked: 0, accountsPending: 5 });
  });

  it("finds an account outside the guarded units at once, however new", async () => {
    const { Parents = [] } = await organizations().send(new ListParentsCommand({ ChildId: DEV }));
    const [unit, root] = [Parents[0]?.Id, "r-root"];
    const move = (from: string | undefined, to: string | undefined) =>
      organizations().send(new MoveAccountCommand({ AccountId: DEV, SourceParentId: from, DestinationParentId: to }));
    await move(unit, root);
    afterwards(() => move(root, unit));
    joinTimes.joined(DEV, 1);
    expectFound(await sentinel.run(), [
      {
        check: "coverage-check",
        severity: "high",
        subject: DEV,
        what: "The account stands outside the guarded organizational units",
      },
    ]);
  });

  it("finds stale digests, of one account in one Region and of the trail", async () => {
    await digests.hide(PROD, "us-east-1");
    await digests.deliver(PROD, ["us-east-1"], 181);
    afterwards(() => digests.deliver(PROD, ["us-east-1"], 60));
    await live.emulator.trailStatus(TRAIL, { LatestDigestDeliveryTime: 181 });
    expectFound(await sentinel.run(), [
      {
        check: "trail-delivery-check",
        severity: "high",
        subject: TRAIL,
        what: /^Digests to the archive were last delivered at .*; the limit is 180 minutes$/,
      },
      {
        check: "coverage-check",
        severity: "high",
        subject: PROD,
        what: "No digest within 180 minutes from us-east-1",
      },
    ]);
  });

  it("finds nothing where AWS throttles and then answers", async () => {
    const faults = [
      { service: "cloudtrail", action: "GetTrailStatus", code: "ThrottlingException" },
      { service: "organizations", action: "ListAccountsForParent", code: "TooManyRequestsException" },
      { service: "account", action: "ListRegions", code: "TooManyRequestsException", status: 429 },
      { service: "s3", action: "ListBucket", code: "SlowDown", status: 503 },
      { service: "cloudwatch", action: "PutMetricData", code: "Throttling" },
    ];
    for (const fault of faults) await live.emulator.fault({ ...fault, times: 2 });
    const run = await sentinel.run();
    expectFound(run, []);
    expect(run.summary).toMatchObject({ accountsChecked: 5 });
  });

  it("says that it is blind where AWS throttles until its time is up", async () => {
    await live.emulator.fault({ service: "cloudtrail", action: "GetTrailStatus", code: "ThrottlingException" });
    expectFound(await sentinel.run(35_000), [
      {
        check: "sentinel-blind",
        severity: "high",
        subject: TRAIL,
        what: "The trail's status could not be read: time ran out before it was checked",
      },
    ]);
  });

  it("says that it is blind to the account that it may not read, and checks the others", async () => {
    await live.emulator.fault({
      service: "s3",
      action: "ListBucket",
      code: "AccessDenied",
      status: 403,
      containing: `/${PROD}/`,
    });
    await digests.hide(DEV, "eu-west-1");
    afterwards(() => digests.deliver(DEV, ["eu-west-1"], 60));
    const run = await sentinel.run();
    expectFound(run, [
      {
        check: "coverage-check",
        severity: "high",
        subject: DEV,
        what: "No digest within 180 minutes from eu-west-1",
      },
      {
        check: "sentinel-blind",
        severity: "high",
        subject: PROD,
        what: /^Its digests from eu-central-1, eu-south-1, eu-west-1, us-east-1 could not be read: AccessDenied/,
      },
    ]);
    expect(run.summary).toMatchObject({ accountsChecked: 4 });
  });

  it("finds that a policy was detached and that CloudTrail lost its trusted access", async () => {
    const { Policies = [] } = await organizations().send(new ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" }));
    const { Parents = [] } = await organizations().send(new ListParentsCommand({ ChildId: PROD }));
    const attachment = {
      PolicyId: Policies.find(({ Name }) => Name === "OrgAuditTrail")?.Id,
      TargetId: Parents[0]?.Id,
    };
    const service = { ServicePrincipal: "cloudtrail.amazonaws.com" };
    await organizations().send(new DetachPolicyCommand(attachment));
    afterwards(() => organizations().send(new AttachPolicyCommand(attachment)));
    await organizations().send(new DisableAWSServiceAccessCommand(service));
    afterwards(() => organizations().send(new EnableAWSServiceAccessCommand(service)));
    expectFound(await sentinel.run(), [
      {
        check: "guardrails-check",
        severity: "critical",
        subject: "OrgAuditTrail",
        what: "It is not attached to the organizational unit Workloads/Prod",
      },
      {
        check: "guardrails-check",
        severity: "critical",
        subject: "cloudtrail.amazonaws.com",
        what: "The service has lost its trusted access to the organization",
      },
    ]);
  });

  it("finds nothing again once all of it is put right", async () => {
    expectFound(await sentinel.run(), []);
  });
});

/** Puts right what a test breaks, whether or not it passes. */
function afterwards(putRight: () => Promise<unknown>): void {
  onTestFinished(async () => {
    await putRight();
  });
}

/** Exactly these were logged, worst first; all were counted, and an event was published for each check that found any. */
function expectFound({ findings, metrics, published }: SentinelRun, expected: readonly Found[]): void {
  expect(findings).toEqual(expected.map(({ what, ...rest }) => expect.objectContaining({ ...rest, what: said(what) })));
  const ofCheck = (check: CheckId) => findings.filter((finding) => finding.check === check);
  expect(metrics).toEqual(Object.fromEntries(CHECK_IDS.map((check) => [check, ofCheck(check).length])));
  expect(published).toEqual(
    CHECK_IDS.filter((check) => ofCheck(check).length > 0).map((check) =>
      expect.objectContaining({
        source: "org-audit-trail.sentinel",
        "detail-type": "Audit Trail Finding",
        detail: {
          check,
          severity: ofCheck(check)[0]?.severity,
          count: ofCheck(check).length,
          findings: ofCheck(check).map(({ check: _, ...finding }) => finding),
          runbook: expect.stringMatching(new RegExp(`^${RUNBOOKS}[a-z-]+\\.md#${check}$`)),
        },
      }),
    ),
  );
}

function said(what: string | RegExp): unknown {
  return typeof what === "string" ? what : expect.stringMatching(what);
}
