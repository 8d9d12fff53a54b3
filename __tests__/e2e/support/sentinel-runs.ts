import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { unzipSync } from "fflate";
import { CHECK_IDS, type CheckId, type Finding } from "../../../src/functions/trail-sentinel/finding";
import type { FindingDetail } from "../../../src/functions/trail-sentinel/report";
import { type Names, namesOf } from "../../../src/naming";
import { stackOf } from "../../support/synthesized";
import { start } from "./command";
import type { LiveOrganization } from "./live-organization";

const PROJECT = join(__dirname, "..", "..", "..");
const CAUGHT = "caught-events";

/** An event that a rule on the audit bus was shown. */
export interface PublishedEvent {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: FindingDetail;
}

/** One invocation, and what it left behind. */
export interface SentinelRun {
  /** As logged, in that order. */
  readonly findings: readonly Finding[];
  /** Values of `Findings` that were written in this run, by check. */
  readonly metrics: Readonly<Record<string, number>>;
  /** What the run said of itself, in the log. */
  readonly summary: Readonly<Record<string, unknown>>;
  /** In the checks' order. */
  readonly published: readonly PublishedEvent[];
}

/** The sentinel as it is deployed: the zip file of the management stack, run against an organization's emulator. */
export class SentinelRuns {
  private readonly folder = mkdtempSync(join(tmpdir(), "e2e-sentinel-"));
  private readonly names: Names;

  private constructor(
    private readonly live: LiveOrganization,
    private readonly endpoint: string,
    private readonly archiveKeyArn: string,
  ) {
    this.names = namesOf(live.organization);
    const code = join(this.folder, "code");
    mkdirSync(code);
    const zip = stackOf(live.organization, "management").files.get("trail-sentinel.zip");
    if (zip === undefined) throw new Error("the management stack has no trail-sentinel.zip");
    for (const [name, contents] of Object.entries(unzipSync(zip))) writeFileSync(join(code, name), contents);
  }

  /**
   * Needs the archive's key and the audit bus.
   *
   * @param endpoint where the sentinel reaches AWS
   */
  static async of(live: LiveOrganization, endpoint: string): Promise<SentinelRuns> {
    const { archiveKeyAlias, logArchiveAccountId, homeRegion } = namesOf(live.organization);
    const kms = new KMSClient(live.emulator.clientConfig(logArchiveAccountId, homeRegion));
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: archiveKeyAlias }));
    const runs = new SentinelRuns(live, endpoint, KeyMetadata?.Arn ?? "");
    await runs.catchEvents();
    return runs;
  }

  /** @param timeout of the function, in milliseconds. @default what it has in Lambda */
  async run(timeout = 300_000): Promise<SentinelRun> {
    const started = await nextSecond();
    const log = await this.invoke(timeout);
    return {
      findings: log.filter(({ type }) => type === "finding").map(({ type: _, ...finding }) => finding),
      metrics: await this.metricsSince(started),
      summary: log.find(({ type }) => type === "run"),
      published: await this.publishedSince(started),
    };
  }

  stop(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The function's log, line by line. */
  private async invoke(timeout: number) {
    const { managementAccountId } = this.names;
    const { exitCode, stdout, stderr } = await start({
      label: "[management] trail sentinel",
      command: process.execPath,
      args: ["--import", "tsx", join(__dirname, "invoke-function.ts"), join(this.folder, "code"), String(timeout)],
      folder: PROJECT,
      environment: {
        ...this.live.emulator.environment(managementAccountId),
        AWS_ENDPOINT_URL: this.endpoint,
        ARCHIVE_KEY_ARN: this.archiveKeyArn,
        // Lambda brings the AWS SDK; here the project does.
        NODE_PATH: join(PROJECT, "node_modules"),
        PATH: process.env.PATH,
        HOME: this.folder,
      },
    }).result;
    if (exitCode !== 0) throw new Error(`the sentinel failed:\n${stdout}${stderr}`);
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  private async metricsSince(started: Date): Promise<Record<string, number>> {
    const byCheck = CHECK_IDS.map(async (check) => [check, await this.findingsSince(started, check)] as const);
    return Object.fromEntries(await Promise.all(byCheck));
  }

  private async findingsSince(started: Date, check: CheckId): Promise<number> {
    const cloudWatch = new CloudWatchClient(this.clientConfig(this.names.managementAccountId));
    const { Datapoints = [] } = await cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: this.names.metricNamespace,
        MetricName: "Findings",
        Dimensions: [{ Name: "Check", Value: check }],
        StartTime: started,
        EndTime: new Date(Date.now() + 1000),
        Period: 1,
        Statistics: ["Sum"],
      }),
    );
    const [sum, ...others] = Datapoints.map(({ Sum }) => Sum);
    if (sum === undefined || others.length > 0) throw new Error(`${Datapoints.length} values of ${check}, not one`);
    return sum;
  }

  /** Copies whatever the audit bus is given into a log group beside it. */
  private async catchEvents(): Promise<void> {
    const { centralAccountId, homeRegion, auditBus } = this.names;
    const config = this.clientConfig(centralAccountId);
    await new CloudWatchLogsClient(config).send(new CreateLogGroupCommand({ logGroupName: CAUGHT }));
    const events = new EventBridgeClient(config);
    const rule = { EventBusName: auditBus.name, Name: CAUGHT };
    await events.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: [{ prefix: "" }] }) }));
    await events.send(
      new PutTargetsCommand({
        EventBusName: auditBus.name,
        Rule: CAUGHT,
        Targets: [{ Id: CAUGHT, Arn: `arn:aws:logs:${homeRegion}:${centralAccountId}:log-group:${CAUGHT}` }],
      }),
    );
  }

  private async publishedSince(started: Date): Promise<readonly PublishedEvent[]> {
    const { events = [] } = await new CloudWatchLogsClient(this.clientConfig(this.names.centralAccountId)).send(
      new FilterLogEventsCommand({ logGroupName: CAUGHT, startTime: started.getTime() }),
    );
    const published: PublishedEvent[] = events.map(({ message = "" }) => JSON.parse(message));
    const order = ({ detail }: PublishedEvent) => CHECK_IDS.indexOf(detail.check);
    return published.sort((one, other) => order(one) - order(other));
  }

  private clientConfig(accountId: string) {
    return this.live.emulator.clientConfig(accountId, this.names.homeRegion);
  }
}

/** Metrics are told apart by the second, and some runs take less than one. */
async function nextSecond(): Promise<Date> {
  const next = Math.ceil(Date.now() / 1000) * 1000;
  while (Date.now() < next) await setTimeout(next - Date.now());
  return new Date(next);
}
