import type { Names } from "../naming";
import type { WorkbenchNames } from "../naming/workbench-names";
import { dataPerimeter } from "./data-perimeter";
import { type PolicyDocument, policyDocument } from "./document";

/** Results are parts of the logs: whoever may not read the archive does not read them here. */
export function queryResultsBucketPolicy(names: Names, { resultsBucket, analystRole }: WorkbenchNames): PolicyDocument {
  return policyDocument([
    {
      Sid: "DenyResultsExceptToAnalysts",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:GetObject*", "s3:PutObject", "s3:ReplicateObject"],
      Resource: `${resultsBucket.arn}/*`,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": analystRole.arn } },
    },
    ...dataPerimeter(names, resultsBucket.arn, {
      outsiders: "DenyResultsPrincipalsOutsideOrganization",
      accessPoints: "DenyResultsAccessPoints",
      insecureTransport: "DenyResultsInsecureTransport",
      outdatedTls: "DenyResultsOutdatedTls",
    }),
  ]);
}
