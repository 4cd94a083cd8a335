// What all clients here share: the store that they are pointed at, and tables of their own.
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";

export const endpoint = process.argv[2] ?? "http://127.0.0.1:8000";
export const region = "us-east-1";
export const credentials = { accessKeyId: "any", secretAccessKey: "any" };
export const client = new DynamoDBClient({ endpoint, region, credentials });

/** Creates a table, of the single table designs' shape where nothing else is said, and waits for it. */
export async function createTable(TableName, indexes = ["gsi1"]) {
  const keys = [["pk", "sk"], ...indexes.map((index) => [`${index}pk`, `${index}sk`])];
  const schema = ([hash, range]) => [
    { AttributeName: hash, KeyType: "HASH" },
    { AttributeName: range, KeyType: "RANGE" },
  ];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys
        .flat()
        .map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: schema(keys[0]),
      GlobalSecondaryIndexes: indexes.map((IndexName, i) => ({
        IndexName,
        KeySchema: schema(keys[i + 1]),
        Projection: { ProjectionType: "ALL" },
      })),
    }),
  );
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName });
}

export async function deleteTable(TableName) {
  await client.send(new DeleteTableCommand({ TableName }));
}
