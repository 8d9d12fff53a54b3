import type { Organization } from "../../config/organization";
import { deployerRoles } from "../../naming/deployers";
import { irreversibleIn } from "../terraform/irreversible";

/** What a valid description still leaves open, and its author should know. */
export function noticesOf(organization: Organization): readonly string[] {
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
    ...(organization.leave
      ? ["Terraform lets go of everything: an apply forgets what it made or took over, and changes nothing in AWS."]
      : []),
    ...organization.accounts.former.map(
      ({ name }) =>
        `Stack ${name} is to become empty. Run: npm run deploy ${name}, then delete it under accounts.former.`,
    ),
  ];
}
