import { CATALOGUE } from "./catalogue";
import type { Detection } from "./detection";

export type DetectionId = (typeof CATALOGUE)[number]["id"];

const all: readonly Detection[] = CATALOGUE;

/** Everything that notices, by its id: one entry, one thing that happened, one alarm or rule of that name. */
export const DETECTIONS = Object.fromEntries(all.map((detection) => [detection.id, detection])) as Readonly<
  Record<DetectionId, Detection>
>;

export const DETECTION_IDS: readonly DetectionId[] = CATALOGUE.map(({ id }) => id);
