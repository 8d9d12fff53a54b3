import type { Check } from "../check";
import { alarmReachesTopic } from "./alarm-reaches-topic";
import { digestEncryption } from "./digest-encryption";
import { membersCannotStop } from "./members-cannot-stop";
import { notificationsArrive } from "./notifications-arrive";
import { patternsAccepted } from "./patterns-accepted";

/** What no emulator can settle, each by one harmless try on live AWS. */
export const FIRST_APPLY: readonly Check[] = [
  alarmReachesTopic,
  patternsAccepted,
  notificationsArrive,
  digestEncryption,
  membersCannotStop,
];
