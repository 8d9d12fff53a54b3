import { listOf } from "../attributes/values";
import type { PlanCheck } from "./check";

/** https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-cloudtrail.html */
const CLOUDTRAIL = "cloudtrail.amazonaws.com";

export const trustedAccessLost: PlanCheck = {
  id: "trusted-access-lost",
  about: "The organization no longer lets CloudTrail into its accounts, or has no policies any more.",
  remedy:
    "Run, in the management account: aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
  judge: ({ prior_state: state }) =>
    (state?.values?.root_module.resources ?? [])
      .filter(({ type, mode }) => type === "aws_organizations_organization" && mode === "data")
      .flatMap(({ address, values }) => {
        const lacking = [
          ...(listOf(values?.aws_service_access_principals).includes(CLOUDTRAIL)
            ? []
            : [`${CLOUDTRAIL} has no trusted access: the trail shrinks to the management account.`]),
          ...(values?.feature_set === "ALL"
            ? []
            : ["The organization has consolidated billing only: it has no trail and no policies."]),
          ...(listOf(values?.enabled_policy_types).includes("SERVICE_CONTROL_POLICY")
            ? []
            : ["Service control policies are off: members can stop the trail."]),
        ];
        return lacking.map((what) => ({
          address,
          direction: "weaker" as const,
          what,
          before: "trusted",
          after: "not trusted",
        }));
      }),
};
