import { AthenaClient, GetWorkGroupCommand } from "@aws-sdk/client-athena";
import { GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Organization } from "../../../config/organization";
import { type Names, namesOf } from "../../../naming";
import type { WorkbenchNames } from "../../../naming/workbench-names";
import { type Access, credentialsOf, refused } from "../../terraform/access";
import { Refused } from "../../terraform/refused";
import { UsageError } from "../usage-error";

/** Where questions are asked, and as whom. */
export interface Workbench {
  readonly names: Names;
  readonly workbench: WorkbenchNames;
  readonly athena: AthenaClient;
  readonly glue: GlueClient;
  readonly s3: S3Client;
}

/**
 * Opens the described organization's workbench as its analyst: with a session of that role, or with the role taken on by whoever
 * the profile or the shell's credentials are.
 */
export async function openWorkbench(organization: Organization, profile: string | undefined): Promise<Workbench> {
  const names = namesOf(organization);
  const { workbench, homeRegion: region } = names;
  if (workbench === undefined)
    throw new UsageError(organization.name, [
      {
        path: "workbench",
        value: undefined,
        rule: "is described, where Athena is to answer",
        remedy: "describe it and apply it (docs/adr/0020-a-workbench-on-athena.md); or ask a copy: --logs FOLDER",
      },
    ]);
  const own: Access = { accountId: workbench.accountId, region, profile, roleArn: undefined };
  const access = (await isAnalyst(own, workbench)) ? own : { ...own, roleArn: workbench.analystRole.arn };
  // Where calls are throttled the clients slow down by themselves.
  const common = { region, maxAttempts: 8, retryMode: "adaptive" } as const;
  const athena = new AthenaClient({ ...common, ...credentialsOf(access) });
  // One session for all of them. It is opened here, so that what is wrong with the credentials shows here.
  const { credentials } = athena.config;
  await credentials().catch((error: unknown) => {
    throw refusedFor(access, error);
  });
  return {
    names,
    workbench,
    athena,
    glue: new GlueClient({ ...common, credentials }),
    s3: new S3Client({ ...common, credentials, followRegionRedirects: true }),
  };
}

async function isAnalyst(own: Access, { accountId, analystRole }: WorkbenchNames): Promise<boolean> {
  const sts = new STSClient({ ...credentialsOf(own), region: own.region, maxAttempts: 3 });
  const { Arn = "" } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
    throw refusedFor(own, error);
  });
  return Arn.includes(`::${accountId}:assumed-role/${analystRole.name}/`);
}

function refusedFor(access: Access, error: unknown): Refused {
  const { cause, remedy } = refused(access, error instanceof Error ? error : new Error(String(error)));
  return new Refused(`${cause}\n${remedy} --profile names one of workbench.analysts.`);
}

/** Bytes at which the work group stops a query, as it is live; undefined where it has no limit. */
export async function queryLimit({ athena, workbench }: Workbench): Promise<number | undefined> {
  const { workGroup } = workbench;
  const answer = await athena.send(new GetWorkGroupCommand({ WorkGroup: workGroup.name })).catch((error: unknown) => {
    throw withoutWorkGroup(workbench, error);
  });
  const { State, Configuration } = answer.WorkGroup ?? {};
  if (State === "DISABLED")
    throw new Refused(
      `The work group ${workGroup.name} is switched off: somebody has stopped all queries.\nLook who: UpdateWorkGroup stands in the trail. To switch it on, apply the workbench's stack again.`,
    );
  return Configuration?.BytesScannedCutoffPerQuery;
}

function withoutWorkGroup({ workGroup, accountId }: WorkbenchNames, error: unknown): Refused {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const where = `the work group ${workGroup.name} in account ${accountId}`;
  // Athena's word for one that is not there.
  const remedy = name === "InvalidRequestException" ? "Apply the stack that has the workbench: npm run deploy. " : "";
  return new Refused(`Athena does not show ${where}: ${name}: ${message}\n${remedy}Or ask a copy: --logs FOLDER.`);
}
