import type { Construct } from "constructs";
import { AuditBus } from "../constructs/audit-bus";
import { AccountStack, type AccountStackProps } from "./account-stack";

/** The security account: the hub that member accounts forward to. Applied after the management account. */
export class SecurityStack extends AccountStack {
  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id, props);

    new AuditBus(this, "audit-bus", { names: props.names });
  }
}
