import type { Construct } from "constructs";
import { TrailTamperingForwarder } from "../constructs/trail-tampering-forwarder";
import { AccountStack, type AccountStackProps } from "./account-stack";

/** A workload account: the trail reaches it anyway; only the forwarding of events lives here. Applied last. */
export class WorkloadStack extends AccountStack {
  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id, props);

    new TrailTamperingForwarder(this, "trail-tampering-forwarder", {
      names: props.names,
      accountId: props.account.id,
    });
  }
}
