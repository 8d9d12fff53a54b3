import { type PolicyDocument, policyDocument, type Statement } from "../../policies/document";
import type { DoctorRead } from "./aws/reads";
import { type Asks, asksOf, type Check, PLACES, type Place } from "./check";
import type { Expected } from "./expected";

/** The least policies with which the doctor can ask, by account; the last one is for every other account of the organization. */
export function readPolicies(checks: readonly Check[], expected: Expected): ReadonlyMap<string, PolicyDocument> {
  const { names, stacks } = expected;
  const ids = {
    management: names.managementAccountId,
    "log-archive": names.logArchiveAccountId,
    central: names.centralAccountId,
  } as const;
  const asked = checks.map((check) => asksOf(check, expected));
  const placesOf = (accountId: string) =>
    PLACES.filter((place) => place === "each-stack" || place === "every-account" || ids[place] === accountId);
  const policyFor = (places: readonly Place[]) => policyOf(actionsOf(asked, places), names.archive.bucket.arn);
  const described = stacks.map(
    ({ name, access }) => [`${name} ${access.accountId}`, placesOf(access.accountId)] as const,
  );
  return new Map(
    [...described, ["every other account", ["every-account"]] as const]
      .map(([title, places]) => [title, policyFor(places)] as const)
      .filter(([, { Statement }]) => Statement.length > 0),
  );
}

function actionsOf(asked: readonly Asks[], places: readonly Place[]): readonly DoctorRead[] {
  return [...new Set(asked.flatMap((asks) => places.flatMap((place) => asks[place] ?? [])))].sort();
}

/** Of S3 it reads one bucket, and for `--first-apply` the head of an object in it. The rest AWS has no resource for, or it may have any name. */
function policyOf(actions: readonly DoctorRead[], bucketArn: string): PolicyDocument {
  const ofObjects = actions.filter((action) => action === "s3:GetObject");
  const ofBucket = actions.filter((action) => action.startsWith("s3:") && action !== "s3:GetObject");
  const others = actions.filter((action) => !action.startsWith("s3:"));
  const statements: readonly Statement[] = [
    { Sid: "AskWhatIsLive", Effect: "Allow", Action: others, Resource: "*" },
    { Sid: "AskArchiveBucket", Effect: "Allow", Action: ofBucket, Resource: bucketArn },
    { Sid: "AskArchiveObjects", Effect: "Allow", Action: ofObjects, Resource: `${bucketArn}/*` },
  ];
  return policyDocument(statements.filter(({ Action }) => Action.length > 0));
}
