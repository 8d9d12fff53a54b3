import type { Case } from "../case";
import { ALL } from "./all";

/** Cases whose plans are not recorded yet. */
const AWAITED: readonly string[] = [
];

/** Every plan of the corpus. */
export const CASES: readonly Case[] = ALL.filter(({ id }) => !AWAITED.includes(id));
