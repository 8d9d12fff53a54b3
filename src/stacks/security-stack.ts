import type { Construct } from "constructs";
import { AlertKey } from "../constructs/alert-key";
import { CentralMonitoring } from "../constructs/central-monitoring";
import { AccountStack, type AccountStackProps } from "./account-stack";

/** The security account: the central account that every account forwards to, and the workbench for queries. Applied after the management account. */
export class SecurityStack extends AccountStack {
  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id, props);
    const { organization, names, account } = props;

    const { keyArn } = new AlertKey(this, "alert-key", { names, accountId: account.id });
    new CentralMonitoring(this, "audit-hub", { context: { names, organization }, keyArn });
    this.answerQueries();
    this.forwardEvents();
    this.tellOfCentralAccount();
  }
}
