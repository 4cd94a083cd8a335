// DynamoDB-Toolbox: an entity with a schema, extended updates, conditions, queries, batches, transactions.
import assert from "node:assert/strict";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import {
  $add,
  $append,
  BatchGetCommand,
  BatchGetRequest,
  BatchPutRequest,
  BatchWriteCommand,
  ConditionCheck,
  DeleteItemCommand,
  Entity,
  GetItemCommand,
  PutItemCommand,
  PutTransaction,
  QueryCommand,
  ScanCommand,
  Table,
  UpdateItemCommand,
  executeBatchGet,
  executeBatchWrite,
  executeTransactWrite,
  item,
  list,
  map,
  number,
  set,
  string,
} from "dynamodb-toolbox";
import { client, createTable, deleteTable } from "./store.mjs";

const name = "dynamodb-toolbox";
await createTable(name);
const table = new Table({
  name,
  documentClient: DynamoDBDocumentClient.from(client),
  partitionKey: { name: "pk", type: "string" },
  sortKey: { name: "sk", type: "string" },
  indexes: {
    gsi1: {
      type: "global",
      partitionKey: { name: "gsi1pk", type: "string" },
      sortKey: { name: "gsi1sk", type: "string" },
    },
  },
});
const pokemons = new Entity({
  name: "Pokemon",
  table,
  schema: item({
    trainer: string().key().savedAs("pk"),
    id: string().key().savedAs("sk"),
    level: number().default(1),
    types: set(string()).optional(),
    moves: list(map({ name: string(), power: number() })).default([]),
    kind: string().savedAs("gsi1pk"),
    rank: string().savedAs("gsi1sk"),
  }),
});

const pika = { trainer: "ash", id: "pika", kind: "electric", rank: "1" };
await pokemons
  .build(PutItemCommand)
  .item({ ...pika, types: new Set(["electric"]) })
  .options({ condition: { attr: "id", exists: false } })
  .send();
await assert.rejects(
  pokemons
    .build(PutItemCommand)
    .item(pika)
    .options({ condition: { attr: "id", exists: false } })
    .send(),
  { name: "ConditionalCheckFailedException" },
);
const { Attributes: grown } = await pokemons
  .build(UpdateItemCommand)
  .item({
    trainer: "ash",
    id: "pika",
    level: $add(4),
    types: $add(new Set(["fast"])),
    moves: $append([{ name: "bolt", power: 90 }]),
  })
  .options({ returnValues: "ALL_NEW" })
  .send();
assert.equal(grown.level, 5);
assert.deepEqual([...grown.types].sort(), ["electric", "fast"]);
assert.deepEqual(grown.moves, [{ name: "bolt", power: 90 }]);

const { Item: part } = await pokemons
  .build(GetItemCommand)
  .key({ trainer: "ash", id: "pika" })
  .options({ consistent: true, attributes: ["level", "moves[0].name"] })
  .send();
assert.equal(part.level, 5);
assert.equal(part.moves[0].name, "bolt");

const others = Array.from({ length: 20 }, (_, i) => ({
  trainer: "ash",
  id: `other#${String(i).padStart(2, "0")}`,
  kind: i % 2 ? "water" : "fire",
  rank: String(i).padStart(2, "0"),
}));
await executeBatchWrite(
  table.build(BatchWriteCommand).requests(
    ...others.map((each) => pokemons.build(BatchPutRequest).item(each)),
  ),
);
const got = await executeBatchGet(
  table.build(BatchGetCommand).requests(
    pokemons.build(BatchGetRequest).key({ trainer: "ash", id: "other#03" }),
    pokemons.build(BatchGetRequest).key({ trainer: "ash", id: "nobody" }),
  ),
);
assert.equal(got.Responses[0][0].kind, "water");
assert.equal(got.Responses[0][1], undefined);

const query = (options) =>
  table
    .build(QueryCommand)
    .entities(pokemons)
    .query({ partition: "ash", range: { beginsWith: "other#" } })
    .options(options)
    .send();
assert.equal((await query({ maxPages: Infinity, limit: 6 })).Items.length, 20);
assert.equal((await query({ reverse: true, limit: 1 })).Items[0].id, "other#19");
const water = await table
  .build(QueryCommand)
  .entities(pokemons)
  .query({ index: "gsi1", partition: "water", range: { between: ["03", "09"] } })
  .options({ filters: { Pokemon: { attr: "level", lte: 1 } } })
  .send();
assert.deepEqual(
  water.Items.map((each) => each.rank),
  ["03", "05", "07", "09"],
);
const all = await table.build(ScanCommand).entities(pokemons).options({ maxPages: Infinity }).send();
assert.equal(all.Items.length, 21);

await executeTransactWrite(
  pokemons.build(PutTransaction).item({ ...pika, trainer: "misty" }),
  pokemons
    .build(ConditionCheck)
    .key({ trainer: "ash", id: "pika" })
    .condition({ attr: "level", gte: 5 }),
);
await pokemons
  .build(DeleteItemCommand)
  .key({ trainer: "misty", id: "pika" })
  .options({ condition: { attr: "kind", eq: "electric" } })
  .send();
await deleteTable(name);
