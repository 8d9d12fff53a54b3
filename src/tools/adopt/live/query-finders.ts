import { GetNamedQueryCommand, GetWorkGroupCommand, paginateListNamedQueries } from "@aws-sdk/client-athena";
import { GetDatabaseCommand, GetTableCommand } from "@aws-sdk/client-glue";
import { allOf } from "../../aws/pages";
import type { AccountReader } from "../aws/account";
import type { Finder } from "./finder";

/** What queries are asked with. */
export const QUERY_FINDERS: Readonly<Record<string, Finder>> = {
  aws_athena_workgroup: {
    reads: ["athena:GetWorkGroup"],
    isLive: async (account, region, id) => (await workGroup(account, region, id)) !== undefined,
  },
  aws_glue_catalog_database: {
    reads: ["glue:GetDatabase"],
    isLive: async (account, region, id) => {
      const [CatalogId, Name] = id.split(":");
      const found = await account.read("glue:GetDatabase", id, (abortSignal) =>
        account.in(region).glue.send(new GetDatabaseCommand({ CatalogId, Name }), { abortSignal }),
      );
      return found !== undefined;
    },
  },
  aws_glue_catalog_table: {
    reads: ["glue:GetTable"],
    isLive: async (account, region, id) => {
      const [CatalogId, DatabaseName, Name] = id.split(":");
      const found = await account.read("glue:GetTable", id, (abortSignal) =>
        account.in(region).glue.send(new GetTableCommand({ CatalogId, DatabaseName, Name }), { abortSignal }),
      );
      return found !== undefined;
    },
  },
};

async function workGroup(account: AccountReader, region: string, WorkGroup: string) {
  const found = await account.read("athena:GetWorkGroup", WorkGroup, (abortSignal) =>
    account.in(region).athena.send(new GetWorkGroupCommand({ WorkGroup }), { abortSignal }),
  );
  // moto answers, and names none.
  return found?.WorkGroup ?? undefined;
}

/** A named query's id, by its name. */
export async function namedQueryCalled(
  account: AccountReader,
  region: string,
  WorkGroup: string,
  name: string,
): Promise<string | undefined> {
  if ((await workGroup(account, region, WorkGroup)) === undefined) return undefined;
  return (await namedQueries(account, region, WorkGroup)).get(name);
}

async function namedQueries(
  account: AccountReader,
  region: string,
  WorkGroup: string,
): Promise<ReadonlyMap<string, string>> {
  const { athena } = account.in(region);
  const ids = await account.read("athena:ListNamedQueries", WorkGroup, () =>
    allOf(paginateListNamedQueries({ client: athena }, { WorkGroup }), ({ NamedQueryIds }) => NamedQueryIds),
  );
  const named = await Promise.all(
    (ids ?? []).map(async (NamedQueryId) => {
      const found = await account.read("athena:GetNamedQuery", NamedQueryId, (abortSignal) =>
        athena.send(new GetNamedQueryCommand({ NamedQueryId }), { abortSignal }),
      );
      return [found?.NamedQuery?.Name ?? "", NamedQueryId] as const;
    }),
  );
  return new Map(named);
}
