/** What is to stand where, by path as one would write it: `{ "accounts.workloads[0].id": "1" }`; undefined takes it out. */
export type Change = Readonly<Record<string, unknown>>;

/** A copy with other values at some paths; what is missing on the way is made. */
export function changed<T>(original: T, change: Change): T {
  const root = { it: structuredClone(original) };
  for (const [path, value] of Object.entries(change)) {
    const keys = ["it", ...path.split(/[.[\]]+/).filter((key) => key !== "")];
    const last = keys.pop() ?? "it";
    const parent = keys.reduce<Container>((container, key) => {
      container[key] ??= {};
      return container[key] as Container;
    }, root);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return root.it;
}

type Container = Record<string, unknown>;
