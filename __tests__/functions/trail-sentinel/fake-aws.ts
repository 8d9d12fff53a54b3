import { type Clients, makeClients } from "../../../src/functions/trail-sentinel/clients";
import type { Expectation } from "../../../src/functions/trail-sentinel/declaration";
import { declared, MANAGEMENT, MEMBER, minutesAgo, OTHER_MEMBER } from "./healthy";

export type Input = Readonly<Record<string, unknown>>;

/** What AWS answers to a command; throws what it refuses with. */
export type Answers = Readonly<Record<string, (input: Input, abortSignal?: AbortSignal) => unknown>>;

export interface Call {
  readonly command: string;
  readonly input: Input;
}

/** The SDK's clients, whose commands are answered before a request is made; and the calls they have had. */
export function fakeClients(answers: Answers): { readonly clients: Clients; readonly calls: readonly Call[] } {
  const clients = makeClients("eu-central-1", { credentials: { accessKeyId: "a", secretAccessKey: "s" } });
  const calls: Call[] = [];
  for (const client of Object.values(clients)) {
    // Each client's stack has input types of its own; the fake takes all.
    const stack: { add(middleware: object, options: object): void } = client.middlewareStack;
    const middleware = (_next: unknown, context: { commandName: string }) => async (args: { input: Input }) => {
      const command = context.commandName.replace(/Command$/, "");
      calls.push({ command, input: args.input });
      const answer = answers[command];
      if (answer === undefined) throw new Error(`the test answers no ${command}`);
      return { output: { $metadata: {}, ...((await answer(args.input)) as object) }, response: {} };
    };
    stack.add(middleware, { step: "initialize", priority: "high" });
  }
  return { clients, calls };
}

/** An error of AWS's by its name, as the SDK throws it. */
export function refusal(name: string): Error {
  return Object.assign(new Error("refused"), { name });
}

/** AWS as `healthy()` has it: two accounts a page, a unit below a unit. */
export function healthyAws(expectation: Expectation = declared()): Answers {
  const { trail, policies, trustedServices, archiveKeyArn, homeRegion } = expectation;
  const account = (Id: string, State: string, JoinedTimestamp?: Date) => ({ Id, State, JoinedTimestamp });
  return {
    GetTrail: () => ({
      Trail: {
        HomeRegion: homeRegion,
        S3BucketName: trail.bucketName,
        KmsKeyId: archiveKeyArn,
        CloudWatchLogsLogGroupArn: trail.logGroupArn,
        CloudWatchLogsRoleArn: trail.logsRoleArn,
        SnsTopicARN: trail.deliveryTopicArn,
        IsMultiRegionTrail: true,
        IsOrganizationTrail: true,
        IncludeGlobalServiceEvents: true,
        LogFileValidationEnabled: true,
      },
    }),
    GetTrailStatus: () => ({
      IsLogging: true,
      StartLoggingTime: minutesAgo(100_000),
      LatestDeliveryTime: minutesAgo(4),
      LatestDigestDeliveryTime: minutesAgo(50),
      LatestCloudWatchLogsDeliveryTime: minutesAgo(3),
    }),
    GetEventSelectors: () => ({
      AdvancedEventSelectors: trail.selectors.toReversed().map(({ name, fieldSelectors }) => ({
        Name: name,
        FieldSelectors: fieldSelectors.map(({ field, equals, startsWith }) => ({
          Field: field,
          Equals: equals,
          StartsWith: startsWith,
        })),
      })),
    }),
    GetInsightSelectors: () => ({
      InsightSelectors: [
        { InsightType: "ApiErrorRateInsight" },
        { InsightType: "ApiCallRateInsight", EventCategories: ["Data", "Management"] },
      ],
    }),
    ListRoots: () => ({
      Roots: [
        {
          Id: "r-abcd",
          PolicyTypes: [
            { Type: "RESOURCE_CONTROL_POLICY", Status: "ENABLED" },
            { Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" },
            { Type: "TAG_POLICY", Status: "PENDING_ENABLE" },
          ],
        },
      ],
    }),
    ListAWSServiceAccessForOrganization: () => ({
      EnabledServicePrincipals: ["sso.amazonaws.com", ...trustedServices].map((ServicePrincipal) => ({
        ServicePrincipal,
      })),
    }),
    ListPolicies: ({ Filter }) => ({
      Policies: policies.filter(({ type }) => type === Filter).map(({ name }) => ({ Name: name, Id: `p-${name}` })),
    }),
    DescribePolicy: ({ PolicyId }) => ({
      Policy: {
        Content: JSON.stringify(policies.find(({ name }) => PolicyId === `p-${name}`)?.document, undefined, 2),
      },
    }),
    ListTargetsForPolicy: ({ PolicyId }) => ({
      Targets: (PolicyId === "p-OrgAuditTrail" ? ["ou-abcd-prod", "r-abcd", "ou-abcd-x"] : [MEMBER]).map(
        (TargetId) => ({
          TargetId,
        }),
      ),
    }),
    ListOrganizationalUnitsForParent: ({ ParentId }) => ({
      OrganizationalUnits:
        {
          "r-abcd": [
            { Id: "ou-abcd-workloads", Name: "Workloads" },
            { Id: "ou-abcd-security", Name: "Security" },
          ],
          "ou-abcd-workloads": [{ Id: "ou-abcd-prod", Name: "Prod" }],
          "ou-abcd-prod": [{ Id: "ou-abcd-europe", Name: "Europe" }],
        }[String(ParentId)] ?? [],
    }),
    ListAccountsForParent: ({ ParentId }) => ({
      Accounts: {
        "ou-abcd-security": [{ Id: MEMBER }],
        "ou-abcd-prod": [{ Id: "999999999991" }],
        "ou-abcd-europe": [{ Id: OTHER_MEMBER }],
      }[String(ParentId)],
    }),
    ListAccounts: ({ NextToken }) =>
      ({
        undefined: {
          NextToken: "2",
          Accounts: [
            account(MANAGEMENT, "ACTIVE", minutesAgo(1_000_000)),
            account(MEMBER, "ACTIVE", minutesAgo(900_000)),
          ],
        },
        2: { NextToken: "3", Accounts: [account(OTHER_MEMBER, "ACTIVE")] },
        3: {
          Accounts: [
            account("999999999991", "ACTIVE", minutesAgo(5)),
            account("999999999992", "SUSPENDED", minutesAgo(800_000)),
          ],
        },
      })[String(NextToken)],
    ListObjectsV2: ({ Prefix, StartAfter }) => {
      const [, , accountId, , region] = String(Prefix).split("/");
      if (accountId === OTHER_MEMBER && region === "eu-south-1") return {};
      const name = `${accountId}_CloudTrail-Digest_${region}_${trail.name}_${homeRegion}_20261121T000141Z.json.gz`;
      const Key = `${Prefix}2026/11/21/${name}`;
      return Key > String(StartAfter) ? { Contents: [{ Key }] } : {};
    },
    ListRegions: () => ({
      Regions: [
        { RegionName: "eu-central-1", RegionOptStatus: "ENABLED_BY_DEFAULT" },
        { RegionName: "us-east-1", RegionOptStatus: "ENABLED" },
        { RegionName: "eu-south-1", RegionOptStatus: "DISABLED" },
      ],
    }),
    PutMetricData: () => ({}),
    PutEvents: () => ({ FailedEntryCount: 0, Entries: [{}, {}, {}, {}, {}] }),
  };
}
