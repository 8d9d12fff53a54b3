import type { Names } from "../../naming";
import { exceptRoles, onlyRoot } from "../callers";
import type { Statement } from "../document";

/** The account's public access block has no resource of its own: it is the whole account's, or nobody's. */
const ACCOUNT_PUBLIC_ACCESS = { Effect: "Deny", Action: "s3:PutAccountPublicAccessBlock", Resource: "*" } as const;

/** Only where a deploy role is named, as for the buckets. */
export function denyAccountPublicAccessChanges(deployRoleArn: string): Statement {
  return { Sid: "DenyAccountPublicAccessChanges", ...ACCOUNT_PUBLIC_ACCESS, ...exceptRoles([deployRoleArn]) };
}

/** Only where none is named. */
export function denyAccountPublicAccessChangesByRoot(names: Names): Statement {
  return { Sid: "DenyAccountPublicAccessChangesByRoot", ...ACCOUNT_PUBLIC_ACCESS, ...onlyRoot(names) };
}
