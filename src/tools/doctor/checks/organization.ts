import { DescribeOrganizationCommand, type Organization } from "@aws-sdk/client-organizations";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { check, type Deviation, ifRead, unreadOf } from "../check";

/** Policies and trusted access need all features, and every name rests on the ids. */
export const organization = check<Answer<Organization | undefined>>({
  id: "organization",
  question: "Is it the described organization, with all features?",
  page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html",
  regions: "global",
  asks: { management: ["organizations:DescribeOrganization"] },
  ask: ({ management }) =>
    management.ask("organizations:DescribeOrganization", "the organization", async (clients, abortSignal) => {
      const { Organization } = await clients.organizations.send(new DescribeOrganizationCommand({}), { abortSignal });
      return Organization;
    }),
  judge: (answer, { names }) => {
    const subject = names.organizationId;
    return {
      seen: ifRead(answer, (live) =>
        live === undefined ? [] : [`${live.Id}, managed by ${live.MasterAccountId}, features ${live.FeatureSet}`],
      ),
      deviations: ifRead(answer, (live): readonly Deviation[] => [
        ...(live?.Id === subject
          ? []
          : [
              {
                subject,
                what: `The management account manages ${live?.Id ?? "no organization"}`,
                remedy: "Correct organizationId in the description, or the credentials.",
              },
            ]),
        ...(live?.MasterAccountId === names.managementAccountId
          ? []
          : [
              {
                subject,
                what: `Account ${live?.MasterAccountId} manages it, not ${names.managementAccountId}`,
                remedy: "Correct accounts.management in the description.",
              },
            ]),
        ...(live?.FeatureSet === "ALL"
          ? []
          : [
              {
                subject,
                what: `Its feature set is ${live?.FeatureSet}, without policies and trusted access`,
                remedy: "Run: aws organizations enable-all-features; then accept the handshakes.",
              },
            ]),
      ]),
      unread: unreadOf(subject, answer),
    };
  },
});
