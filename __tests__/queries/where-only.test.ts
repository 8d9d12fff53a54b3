import { describe, expect, it } from "vitest";
import { parametersOutsideWhere } from "../../src/queries/where-only";

describe("parametersOutsideWhere", () => {
  it.each([
    ["SELECT a FROM t WHERE a = :a AND (:b = '' OR b = :b) ORDER BY a", []],
    ["WITH x AS (SELECT a FROM t WHERE a = :a) SELECT a FROM x WHERE a IN (SELECT b FROM t WHERE b = :b)", []],
    ["SELECT array_agg(a ORDER BY a) FROM t WHERE lower(a) = lower(:a)", []],
    ["SELECT ':x', \":y\" /* :z */ FROM t -- :w\nWHERE a = :a", []],
    ["SELECT :a, lower(:b) FROM t WHERE a = :a", ["a", "b"]],
    [
      "SELECT a FROM t JOIN u ON t.a = :on WHERE a = :a GROUP BY :group HAVING count(*) > :having LIMIT :limit",
      ["on", "group", "having", "limit"],
    ],
    ["SELECT a FROM t WHERE a IN (SELECT :b FROM t) AND a = :c", ["b"]],
    ["select a from (select a from t where a = :a having a > :b) where a = :c", ["b"]],
  ])("%s", (sql, outside) => {
    expect(parametersOutsideWhere(sql)).toEqual(outside);
  });
});
