import type { Organization } from "../../config/organization";
import { namesOf } from "../../naming";
import { deployerRoles } from "../../naming/deployers";
import { irreversibleIn } from "../terraform/irreversible";

/**
 * What a valid description still leaves open, and its author should know.
 *
 * @param now what is over by then is said, and written all the same: the same description makes the same Terraform
 */
export function noticesOf(organization: Organization, now = new Date()): readonly string[] {
  const { emails, webhooks } = organization.alerts;
  const nobodyIsTold = emails.length + webhooks.length === 0;
  const deployerIsUnknown = deployerRoles(organization).length === 0;
  return [
    ...irreversibleIn(organization),
    ...(nobodyIsTold
      ? ["No alert recipients are configured, so alerts reach nobody: name some in alerts.emails or alerts.webhooks."]
      : []),
    ...(deployerIsUnknown
      ? [
          "Every apply raises alerts: neither guardrails.deployRole nor a deploy.roleName names the role that Terraform works as.",
        ]
      : []),
    ...namesOf(organization).auditors.flatMap(({ role, endsAt }) =>
      endsAt !== undefined && new Date(endsAt) <= now
        ? [
            `Nobody can use the role ${role.name} any more: its last day is over. Delete it under auditorAccess, or write a later lastDay; then run: npm run deploy log-archive`,
          ]
        : [],
    ),
    ...(organization.leave
      ? ["Terraform lets go of everything: an apply forgets what it made or took over, and changes nothing in AWS."]
      : []),
    ...organization.accounts.former.map(
      ({ name }) =>
        `Stack ${name} is to become empty. Run: npm run deploy ${name}, then delete it under accounts.former.`,
    ),
  ];
}
