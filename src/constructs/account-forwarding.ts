import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { DetectionContext } from "../detections/detection";
import { auditForwarding, memberForwarding } from "../detections/forwarding";
import { Forwarder } from "./forwarder";

export interface AccountForwardingProps {
  readonly context: DetectionContext;
  /** Account that forwards. */
  readonly accountId: string;
  /** The account's provider in a Region. */
  readonly providerIn: (region: string) => TerraformProvider;
}

/** Everything an account sends to the audit bus, from every forwarded Region. Lives in each account that has a stack. */
export class AccountForwarding extends Construct {
  constructor(scope: Construct, id: string, { context, accountId, providerIn }: AccountForwardingProps) {
    super(scope, id);
    const { names } = context;
    const shared = { names, accountId };

    for (const region of names.forwardedRegions) {
      new Forwarder(this, region, {
        ...shared,
        forwarder: names.forwarders.member,
        region,
        provider: providerIn(region),
        patterns: memberForwarding(context),
      });
    }
    if (names.auditAccountIds.includes(accountId)) {
      new Forwarder(this, "audit", {
        ...shared,
        forwarder: names.forwarders.audit,
        region: names.homeRegion,
        provider: providerIn(names.homeRegion),
        patterns: auditForwarding(context, accountId),
      });
    }
  }
}
