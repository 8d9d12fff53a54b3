import type { Review } from "./verdict";

export const review: Review = () => [];
