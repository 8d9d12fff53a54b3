import type { AlertGroup } from "../alert-group";

export const securityServices = {
  id: "security-services",
  title: "Security services",
  about:
    "AWS Config, GuardDuty, Security Hub, Access Analyzer, Macie, Detective and Inspector see what a trail does not. Switching them off, or teaching them to look away, comes before many attacks. Members are denied most of it (`OrgAuditTrail`), but the account that administers them, if there is one, may; the management account may everything.",
  firstSteps: [
    "[Find the event](first-five-minutes.md#find-the-event): which account, which Region, done or refused.",
    "Announced, by the team that runs these services? If not: [contain](first-five-minutes.md#contain), [call](first-five-minutes.md#whom-to-call), and look what Who did after: it expected not to be seen.",
    "Put it back in that account **and Region**; these stacks do not own it, no plan shows it.",
    "[Only one of alarm and event](first-five-minutes.md#read-the-message): without event is normal for accounts without a stack and Regions that are not governed; without alarm is not.",
  ],
  beforeTheDetections: "Below, `PROFILE` and `REGION` are the account and Region of the message.",
  tried:
    "On the emulator (moto 5.2.1): status, start, channels of Config; making, listing, disabling and enabling a detector, making and deleting a filter; enabling Security Hub. Nothing on live AWS. Not tried, for the emulator lacks them: `list-filters`, lists of addresses, Security Hub's standards.",
} as const satisfies AlertGroup;
