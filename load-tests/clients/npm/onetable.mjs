// OneTable: a schema of models, unique attributes, pages, updates of nested parts, transactions.
import assert from "node:assert/strict";
import { Table } from "dynamodb-onetable";
import { client } from "./store.mjs";

const schema = {
  format: "onetable:1.1.0",
  version: "0.0.1",
  indexes: {
    primary: { hash: "pk", sort: "sk" },
    gs1: { hash: "gs1pk", sort: "gs1sk", follow: true },
  },
  models: {
    Account: {
      pk: { type: String, value: "account:${id}" },
      sk: { type: String, value: "account:" },
      id: { type: String, generate: "ulid" },
      name: { type: String, required: true, unique: true },
      balance: { type: Number, default: 0 },
      address: { type: Object, schema: { street: { type: String }, zip: { type: String } } },
      status: { type: String, default: "active", enum: ["active", "idle"] },
    },
    User: {
      pk: { type: String, value: "account:${accountId}" },
      sk: { type: String, value: "user:${email}" },
      gs1pk: { type: String, value: "user:${email}" },
      gs1sk: { type: String, value: "user:" },
      accountId: { type: String, required: true },
      email: { type: String, required: true },
      age: { type: Number },
    },
  },
  params: { isoDates: true, timestamps: true },
};
const table = new Table({ name: "onetable", client, schema, partial: true });
await table.createTable();
while (!(await table.exists()) || (await table.describeTable()).Table.TableStatus !== "ACTIVE") {
  await new Promise((done) => setTimeout(done, 100));
}

const Account = table.getModel("Account");
const User = table.getModel("User");
const acme = await Account.create({ name: "Acme", address: { street: "1 Main", zip: "1" } });
await assert.rejects(Account.create({ name: "Acme" }), /unique/i);
assert.equal((await Account.get({ id: acme.id })).address.street, "1 Main");

const users = Array.from({ length: 12 }, (_, i) => ({
  accountId: acme.id,
  email: `u${String(i).padStart(2, "0")}@acme.com`,
  age: 20 + i,
}));
const batch = {};
for (const user of users) {
  await User.create(user, { batch });
}
await table.batchWrite(batch);
assert.equal((await User.find({ accountId: acme.id })).length, 12);
assert.equal((await User.find({ accountId: acme.id }, { where: "${age} > {25}" })).length, 6);
assert.equal((await User.get({ email: "u03@acme.com" }, { index: "gs1", follow: true })).age, 23);

let next;
let seen = 0;
do {
  const page = await User.find({ accountId: acme.id }, { limit: 5, next });
  seen += page.length;
  next = page.next;
} while (next);
assert.equal(seen, 12);

const richer = await Account.update(
  { id: acme.id },
  { add: { balance: 10 }, set: { "address.zip": "9999" } },
);
assert.equal(richer.balance, 10);
assert.equal((await Account.get({ id: acme.id })).address.zip, "9999");

const transaction = {};
await Account.update({ id: acme.id, status: "idle" }, { transaction });
await User.remove({ accountId: acme.id, email: "u00@acme.com" }, { transaction });
await table.transact("write", transaction);
assert.equal((await Account.get({ id: acme.id })).status, "idle");
assert.equal(await User.get({ accountId: acme.id, email: "u00@acme.com" }), undefined);
const sum = await table.queryItems({ pk: `account:${acme.id}` }, { parse: true, hidden: true });
assert.equal(sum.length, 12, "an account and eleven users");
await table.deleteTable("DeleteTableForever");
