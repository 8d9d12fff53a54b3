import type { AlertGroup } from "../alert-group";

export const identity = {
  id: "identity",
  title: "Identity",
  about:
    "Somebody became, or tries to become, somebody who may do more. Many of these are everyday; two are not: any root, and anybody in the log-archive account whom nobody announced.",
  firstSteps: [
    "Read Who and from which address; [find the event](first-five-minutes.md#find-the-event). For an alarm that counts (`cis-...`), the filter's events show whether it is one principal or many.",
    "Ask the person, by another way than the one that may be stolen: was it you? Silence counts as no.",
    "No: [contain](first-five-minutes.md#contain), then see what Who did since (the last query there), and whom it made: new users, keys, roles, trust policies. [Call](first-five-minutes.md#whom-to-call) for root and for the log archive.",
    "[Only one of alarm and event](first-five-minutes.md#read-the-message): sign-ins and IAM are in IAM_REGION, sign-ins of Identity Center in its Region. An alarm without event is normal for an account without a stack. The `cis-...` ones have no event, but `cis-4-3-root-used`, whose twin is `root-used`.",
  ],
  tried:
    "On the emulator (moto 5.2.1): the commands of [first-five-minutes.md](first-five-minutes.md), and `get-account-summary`. Nothing on live AWS. Not tried: root sessions and Identity Center, which it lacks; access logs, which it does not write.",
} as const satisfies AlertGroup;
