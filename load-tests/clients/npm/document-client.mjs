// The JavaScript SDK's document client: plain objects in and out, pages, transactions.
import assert from "node:assert/strict";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";
import { client, createTable, deleteTable } from "./store.mjs";

const TableName = "document-client";
const documents = DynamoDBDocumentClient.from(client, {
  marshallOptions: { removeUndefinedValues: true },
});
await createTable(TableName);

const item = {
  pk: "user#1",
  sk: "profile",
  name: "Ada",
  age: 36,
  tags: new Set(["a", "b"]),
  address: { parts: ["1", null, true], zip: undefined },
  bytes: new Uint8Array([0, 255]),
};
await documents.send(new PutCommand({ TableName, Item: item }));
const Key = { pk: item.pk, sk: item.sk };
const read = (await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
assert.deepEqual(read, { ...item, address: { parts: ["1", null, true] } });

const updated = await documents.send(
  new UpdateCommand({
    TableName,
    Key,
    UpdateExpression: "SET address.parts[1] = :part, #n = #n + :one REMOVE tags",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#n": "age" },
    ExpressionAttributeValues: { ":part": "2", ":one": 1 },
    ReturnValues: "ALL_NEW",
  }),
);
assert.equal(updated.Attributes.age, 37);
assert.deepEqual(updated.Attributes.address.parts, ["1", "2", true]);
assert.equal(updated.Attributes.tags, undefined);

const orders = Array.from({ length: 60 }, (_, i) => ({
  pk: "user#1",
  sk: `order#${String(i).padStart(3, "0")}`,
  gsi1pk: `day#${i % 3}`,
  gsi1sk: `order#${i}`,
}));
for (let i = 0; i < orders.length; i += 25) {
  const requests = orders.slice(i, i + 25).map((Item) => ({ PutRequest: { Item } }));
  const left = await documents.send(
    new BatchWriteCommand({ RequestItems: { [TableName]: requests } }),
  );
  assert.deepEqual(left.UnprocessedItems, {});
}
const pages = [];
for await (const page of paginateQuery(
  { client: documents, pageSize: 7 },
  {
    TableName,
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :order)",
    ExpressionAttributeValues: { ":pk": "user#1", ":order": "order#" },
    ScanIndexForward: false,
  },
)) {
  pages.push(page.Items);
}
assert.deepEqual(pages.flat(), orders.toReversed?.() ?? [...orders].reverse());
assert.ok(pages.length >= 9, "in pages of seven");

let scanned = 0;
for await (const page of paginateScan(
  { client: documents },
  { TableName, FilterExpression: "attribute_exists(gsi1pk)", Limit: 10 },
)) {
  scanned += page.Count;
}
assert.equal(scanned, 60);

await assert.rejects(
  documents.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: { pk: "t", sk: "1" } } },
        {
          ConditionCheck: {
            TableName,
            Key,
            ConditionExpression: "age > :n",
            ExpressionAttributeValues: { ":n": 100 },
          },
        },
      ],
    }),
  ),
  (failure) =>
    failure instanceof TransactionCanceledException &&
    failure.CancellationReasons.map((reason) => reason.Code).join() ===
      "None,ConditionalCheckFailed",
);
await deleteTable(TableName);
