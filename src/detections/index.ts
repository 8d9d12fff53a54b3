import { ARCHIVE_DETECTIONS } from "./archive";
import { CIS_DETECTIONS } from "./cis-benchmark";
import type { Detection } from "./detection";
import { IDENTITY_DETECTIONS } from "./identity";
import { ORGANIZATION_DETECTIONS } from "./organization";
import { PIPELINE_DETECTIONS } from "./pipeline";
import { SECURITY_SERVICE_DETECTIONS } from "./security-services";
import { SILENCE_DETECTIONS } from "./silence";
import { TRAIL_DETECTIONS } from "./trail";

const CATALOGUE = {
  ...TRAIL_DETECTIONS,
  ...ORGANIZATION_DETECTIONS,
  ...ARCHIVE_DETECTIONS,
  ...IDENTITY_DETECTIONS,
  ...PIPELINE_DETECTIONS,
  ...SECURITY_SERVICE_DETECTIONS,
  ...CIS_DETECTIONS,
  ...SILENCE_DETECTIONS,
} as const satisfies Record<string, Detection>;

export type DetectionId = keyof typeof CATALOGUE;

/** Everything that notices, by its id: one entry, one thing that happened, one alarm or rule of that name. */
export const DETECTIONS: Readonly<Record<DetectionId, Detection>> = CATALOGUE;

export const DETECTION_IDS = Object.keys(CATALOGUE) as readonly DetectionId[];
