import { actionOf, managed } from "../changes";
import type { PlanCheck } from "./check";

/** Queues are ours or a stranger's by their account: outside-organization judges that. */
const PEOPLE = ["email", "email-json", "http", "https", "sms", "application"];

export const unknownRecipient: PlanCheck = {
  id: "unknown-recipient",
  about: "Somebody is to be told of alerts whom the organization's description does not name.",
  remedy: "Name the address under alerts in the organization's description, or take the subscription out of src/.",
  judge: ({ resource_changes: changes }, { organization }) => {
    if (organization === undefined) return [];
    const described: readonly unknown[] = [...organization.alerts.emails, ...organization.alerts.webhooks];
    return managed(changes)
      .filter(({ type }) => type === "aws_sns_topic_subscription")
      .filter((change) => ["create", "update", "replace"].includes(actionOf(change)))
      .filter(
        ({ change: { after } }) => PEOPLE.includes(String(after?.protocol)) && !described.includes(after?.endpoint),
      )
      .map(({ address, change: { before, after } }) => ({
        address,
        attribute: "endpoint",
        direction: "weaker" as const,
        what: "Whoever gets alerts reads what is known of an attack.",
        before: before?.endpoint ?? null,
        after: after?.endpoint ?? null,
      }));
  },
};
