import { example } from "../support/synthesized";
import { proveAttacks } from "./prove-attacks";

proveAttacks(example);
