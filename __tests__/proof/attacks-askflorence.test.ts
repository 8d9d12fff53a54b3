import { askflorence } from "../support/synthesized";
import { proveAttacks } from "./prove-attacks";

proveAttacks(askflorence);
