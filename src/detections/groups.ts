import type { AlertGroup } from "./alert-group";
import { archive } from "./archive/group";
import { detectionPipeline } from "./detection-pipeline/group";
import { identity } from "./identity/group";
import { monitoringHealth } from "./monitoring-health/group";
import { network } from "./network/group";
import { organization } from "./organization/group";
import { securityServices } from "./security-services/group";
import { trail } from "./trail/group";

/** As the dashboard shows them: first whether anything is heard at all. */
export const ALERT_GROUPS: readonly AlertGroup[] = [
  monitoringHealth,
  trail,
  organization,
  archive,
  detectionPipeline,
  identity,
  securityServices,
  network,
];
