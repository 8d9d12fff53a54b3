import { actionOf, managed } from "../changes";
import type { PlanCheck } from "./check";

export const secondTrail: PlanCheck = {
  id: "second-trail",
  about: "A trail is made that is not the organization's: a copy of every event, into a bucket of somebody's choice.",
  remedy: "Take it out of src/. Whoever needs the events reads the archive (archive.readers).",
  judge: ({ resource_changes: changes }, { organization }) =>
    organization === undefined
      ? []
      : managed(changes)
          .filter((change) => change.type === "aws_cloudtrail" && actionOf(change) === "create")
          .filter(({ change: { after } }) => after?.name !== organization.trail.name)
          .map(({ address, change: { after } }) => ({
            address,
            direction: "weaker" as const,
            what: `The organization's trail is ${organization.trail.name}; this one delivers into ${after?.s3_bucket_name}.`,
            before: null,
            after: after?.name ?? null,
          })),
};
