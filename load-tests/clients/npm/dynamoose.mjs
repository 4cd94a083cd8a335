// Dynamoose: models that make their own tables, documents, conditions, queries over indexes, transactions.
import assert from "node:assert/strict";
import dynamoose from "dynamoose";
import { credentials, endpoint, region } from "./store.mjs";

dynamoose.aws.ddb.set(new dynamoose.aws.ddb.DynamoDB({ endpoint, region, credentials }));

const users = dynamoose.model(
  "User",
  new dynamoose.Schema(
    {
      id: { type: String, hashKey: true },
      created: { type: Number, rangeKey: true },
      email: { type: String, index: { name: "byEmail", type: "global" } },
      age: Number,
      birthday: Date,
      tags: { type: Set, schema: [String] },
      address: { type: Object, schema: { city: String, zip: String } },
    },
    { timestamps: true },
  ),
);
const table = new dynamoose.Table("dynamoose", [users], {
  waitForActive: { enabled: true, check: { timeout: 30_000, frequency: 200 } },
  initialize: false,
});
await table.initialize();

const birthday = new Date(1_000_000_000_000);
const ada = new users({
  id: "ada",
  created: 1,
  email: "ada@example.com",
  age: 36,
  birthday,
  tags: new Set(["a"]),
  address: { city: "London" },
});
await ada.save({ overwrite: false });
await assert.rejects(ada.save({ overwrite: false }), { name: "ConditionalCheckFailedException" });

const read = await users.get({ id: "ada", created: 1 });
assert.equal(read.birthday.getTime(), birthday.getTime());
assert.deepEqual(read.toJSON().address, { city: "London" });

const updated = await users.update(
  { id: "ada", created: 1 },
  { $ADD: { age: 1 }, $SET: { address: { city: "Paris" } }, $REMOVE: ["tags"] },
  { condition: new dynamoose.Condition().where("age").lt(40) },
);
assert.equal(updated.age, 37);
assert.equal(updated.tags, undefined);

const many = Array.from({ length: 25 }, (_, i) => ({ id: "many", created: i, age: i }));
assert.deepEqual((await users.batchPut(many)).unprocessedItems, []);
assert.equal((await users.batchGet([{ id: "many", created: 3 }, { id: "ada", created: 1 }])).length, 2);
assert.equal((await users.query("email").eq("ada@example.com").exec()).length, 1);
const old = await users.query("id").eq("many").where("created").ge(10).filter("age").lt(20).sort("descending").exec();
assert.deepEqual(
  old.map((each) => each.created),
  [19, 18, 17, 16, 15, 14, 13, 12, 11, 10],
);
assert.equal((await users.query("id").eq("many").limit(4).all().exec()).length, 25);
assert.equal((await users.scan("age").between(5, 8).exec()).length, 4);
assert.equal((await users.scan().count().exec()).count, 26);

await dynamoose.transaction([
  users.transaction.update({ id: "ada", created: 1 }, { age: 50 }),
  users.transaction.delete({ id: "many", created: 0 }),
]);
assert.equal((await users.get({ id: "ada", created: 1 })).age, 50);
assert.equal(await users.get({ id: "many", created: 0 }), undefined);
