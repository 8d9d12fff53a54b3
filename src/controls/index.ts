import { CIS } from "./frameworks/cis";
import { HIPAA } from "./frameworks/hipaa";
import { NIST_800_53 } from "./frameworks/nist-800-53";
import { PCI_DSS } from "./frameworks/pci-dss";
import { SOC_2 } from "./frameworks/soc-2";
import type { Framework } from "./requirement";

/** In the order that an auditor of a health insurer asks. */
export const FRAMEWORKS: readonly Framework[] = [SOC_2, HIPAA, NIST_800_53, CIS, PCI_DSS];
