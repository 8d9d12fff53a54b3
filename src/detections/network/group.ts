import type { AlertGroup } from "../alert-group";

export const network = {
  id: "network",
  title: "Network",
  about:
    "CIS asks for these. Each is an alarm on the trail's log group, low, one for all such calls of an hour in all accounts and Regions. **Read, do not get up**; they matter beside another alert, as the way in or out that somebody made. They have no event.",
  firstSteps: [
    "[Find the events](first-five-minutes.md#find-the-event) by the alarm's own filter.",
    "Deployments of people and pipelines you know: done. Else ask the account's owner.",
    "A stranger, or beside an alert of `identity` or `trail`: [contain](first-five-minutes.md#contain), [call](first-five-minutes.md#whom-to-call).",
    "One alarm for each kind is all there is. Weeks without any, while people deploy, mean that [filters or alarms are broken](detection-pipeline.md#trail-log-group-changed).",
  ],
  beforeTheDetections:
    "Terraform's state of these stacks has no network: who owns it puts it back, by their own plan. In an emergency, in the account and Region of the event:",
  tried:
    "On the emulator (moto 5.2.1): every command, each on a group, ACL, gateway, route or peering made for it. Nothing on live AWS.",
} as const satisfies AlertGroup;
