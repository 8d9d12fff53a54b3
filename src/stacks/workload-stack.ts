import type { Construct } from "constructs";
import { AccountStack, type AccountStackProps } from "./account-stack";

/** A workload account: the trail reaches it anyway; only the forwarding of events lives here. Applied last. */
export class WorkloadStack extends AccountStack {
  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id, props);

    this.forwardEvents();
  }
}
