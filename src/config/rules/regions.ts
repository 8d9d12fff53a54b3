import { partitionOf } from "../regions";
import type { Rule } from "./rule";

export const regionsAreGoverned: Rule = ({ homeRegion, governedRegions = [] }) => {
  if (homeRegion === undefined) return [];
  const missingHome =
    // One that was refused may be meant to be it.
    governedRegions.length > 0 && !governedRegions.includes(homeRegion) && !governedRegions.includes(undefined)
      ? [
          {
            path: "governedRegions",
            value: governedRegions,
            rule: `the home Region, ${homeRegion}, is one of them`,
            remedy: `add ${JSON.stringify(homeRegion)}`,
          },
        ]
      : [];
  const foreign = governedRegions.flatMap((region, index) =>
    region === undefined || partitionOf(region) === partitionOf(homeRegion)
      ? []
      : [
          {
            path: `governedRegions[${index}]`,
            value: region,
            rule: `in the home Region's partition, ${partitionOf(homeRegion)}: an organization does not reach beyond it`,
            remedy: "describe that partition's organization in a file of its own",
          },
        ],
  );
  return [...missingHome, ...foreign];
};
