import { z } from "zod";
import { REGIONS } from "./regions";

/** What single fields of a description may hold: each with AWS's rule and the way out. organization.ts puts them together. */

/** A string of the given form; refused with the rule it breaks and the way out. */
export function text(form: RegExp, rule: string, remedy: string) {
  return z.string().refine((value) => form.test(value), { params: { rule, remedy } });
}

export function wholeNumber(least: number, most: number, unit: string) {
  return z.number().refine((value) => Number.isInteger(value) && value >= least && value <= most, {
    params: {
      rule: `a whole number of ${unit} from ${least} to ${most}`,
      remedy: `write a number of ${unit} in range`,
    },
  });
}

export function uniqueList<T extends z.ZodType>(item: T) {
  return z.array(item).refine((values) => new Set(values).size === values.length, {
    params: { rule: "each value once", remedy: "delete the repeated value" },
  });
}

/** Where free text is allowed: `${` and `%{` begin a template in Terraform, which would replace them. */
export const NO_TEMPLATE = "(?![^]*[$%]\\{)";
export const noTemplate = "without `${` or `%{`, which Terraform takes for its own";

/** A day of the calendar. Whether it is over depends on when one asks, and the schema does not ask: a description stays valid. */
export const day = z.string().refine(isDay, {
  params: { rule: "a day of the calendar from 2000 to 2099, in UTC", remedy: "write it as `2027-01-31`" },
});

function isDay(value: string): boolean {
  const midnight = new Date(`${value}T00:00:00Z`);
  return /^20\d\d-/.test(value) && !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(`${value}T`);
}

/** A profile of the AWS configuration on the operator's machine. */
export const profile = text(
  new RegExp(`^${NO_TEMPLATE}\\S{1,64}$`),
  `the name of an AWS profile, ${noTemplate}`,
  "write a profile's name, as in ~/.aws/config",
);

export const accountId = text(
  /^\d{12}$/,
  "an AWS account id: 12 digits, as a string",
  "copy it from `aws organizations list-accounts`",
);

export const region = z.string().refine((value) => REGIONS.includes(value), {
  params: { rule: "a Region that AWS has", remedy: "write its code, as `us-east-1`" },
});

/** IAM's own limits, 512 characters of path among them: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const roleName = text(
  /^(?!(?:.*\/)?AWSReservedSSO_)(?!.{511,}\/)(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
  "an IAM role name of up to 64 characters, with its path of up to 511 where it has one; that of an SSO role changes, so its permission set is named",
  'write `Deployer` or `path/Deployer`, not the ARN; of an SSO role `{ permissionSet: "AdministratorAccess" }`',
);

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
export const permissionSet = text(
  /^[\w+=,.@-]{1,32}$/,
  "the name of an SSO permission set: 1 to 32 letters, digits and `+=,.@_-`",
  "copy the name, not the ARN, from `aws sso-admin describe-permission-set`",
);

/**
 * A role by its exact name, or as the permission set that IAM Identity Center made it for: nobody else can make a role of
 * that path, where any other pattern would let in whoever may name a role to match it (src/naming/permission-sets.ts).
 */
export const role = z.union([roleName, z.strictObject({ permissionSet })], {
  error: "an IAM role name, or `{ permissionSet }` with the name of an SSO permission set",
});

export const organizationalUnit = text(
  new RegExp(`^${NO_TEMPLATE}[^/\\s][^/]{0,127}(?:/[^/\\s][^/]{0,127})*$`),
  `the name of an organizational unit, or its path below the root: \`Workloads/Prod\`; ${noTemplate}`,
  "copy it from `aws organizations list-organizational-units-for-parent`",
);

/**
 * What every service takes; IAM reserves `aws:` in values too. Keys that differ only by case: rules/tags.ts.
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
 */
const TAG_CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+@-]*$/u;

export const tags = z
  .record(z.string(), z.string())
  .refine(
    (value) =>
      Object.entries(value).length <= 40 &&
      Object.entries(value).every(
        ([key, tag]) =>
          key.length > 0 &&
          key.length <= 128 &&
          tag.length <= 256 &&
          ![key, tag].some((part) => /^aws:/i.test(part)) &&
          TAG_CHARACTERS.test(key + tag),
      ),
    {
      params: {
        rule: "at most 40 tags; keys of 1 to 128 characters, values of up to 256, of letters, digits, spaces and `_.:/=+-@`; neither begins with `aws:`",
        remedy: "shorten or rename the tag",
      },
    },
  );

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; `-an` is of account regional namespaces. */
export const archiveBucketName = text(
  /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]{1,49}[a-z0-9](?<!-s3alias|--ol-s3|--x-s3|--table-s3|-an)$/,
  "3 to 51 lower-case letters, digits and hyphens, a letter or digit at both ends (63 less the 12 that `-access-logs` adds); S3 keeps names that begin with `xn--`, `sthree-` or `amzn-s3-demo-`, or end with `-s3alias`, `--ol-s3`, `--x-s3`, `--table-s3` or `-an` for itself",
  "choose a name such as `acme-org-cloudtrail-logs-111122223333`",
);

/** The name of any bucket that there is: with periods, and in an account's own namespace too. */
export const existingBucketName = text(
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?<!-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/,
  "the name of an S3 bucket",
  "write the bucket's name, not its ARN, nor an access point's alias",
);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html: of 1,024 bytes, `/<stack>.tfstate.tflock` takes up to 48. */
export const keyPrefix = text(
  /^(?=.{1,900}$)(?!(?:.*\/)?\.{1,2}(?:\/|$))[\w!.*'()-]+(?:\/[\w!.*'()-]+)*$/,
  "a key prefix of up to 900 characters without `/` at either end, and without `.` or `..` between them",
  "write `teams/audit`",
);

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const keyAlias = text(
  /^alias\/(?!aws\/)[\w/-]{1,250}$/,
  "`alias/` and a name of letters, digits, `/`, `_` and `-` that does not begin with `aws/`",
  "choose a name such as `alias/acme-org-logs`",
);

/**
 * Characters of https://www.rfc-editor.org/rfc/rfc3986#section-2: none begins a template of Terraform's or a variable of
 * EventBridge's, which messages are written with. No `user:password@`: plans, state and the console show an address.
 */
const HTTPS_ADDRESS = "https://[\\w.-]+(?::\\d{1,5})?(?:[/?#][\\w.~:/?#[\\]@!$&'()*+,;=%-]*)?";

/** The 2,048 characters are what SNS takes: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const webhook = text(
  new RegExp(`^(?=.{1,2048}$)${HTTPS_ADDRESS}$`),
  "an https:// address of up to 2,048 characters without `user:password@`, which plans and state would show",
  "copy it from the tool that is to call somebody; a key that it needs belongs in its path or query",
);

/** Begins the link in every message; an alarm's description has 1,024 characters, the address among them. */
export const site = text(
  new RegExp(`^(?=.{1,500}$)${HTTPS_ADDRESS}(?<!/)$`),
  "an https:// address of up to 500 characters without `user:password@`, and without a `/` at its end",
  "write `https://github.com/acme/org-audit-trail/blob/main/docs/runbooks`",
);

/** https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1: 64 characters, `@`, and 255. */
export const email = text(
  /^[\w.!#%&'*+=?^~-]{1,64}@(?=.{1,255}$)(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/,
  "an e-mail address, and nothing else",
  "write `security@example.com`",
);
