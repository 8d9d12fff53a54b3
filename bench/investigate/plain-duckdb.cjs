// DuckDB with nothing around it: runs the statements of its first argument, a JSON list, and says how many rows the last one gave.
const { DuckDBInstance } = require("@duckdb/node-api");

(async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const statements = JSON.parse(process.argv[2]);
  for (const statement of statements.slice(0, -1)) await connection.run(statement);
  const reader = await connection.runAndReadAll(statements.at(-1));
  console.log(JSON.stringify(reader.getRowObjectsJson()));
})();
