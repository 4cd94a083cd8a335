// ElectroDB: entities of a single table, a collection over an index, patch, batches, a transaction.
import assert from "node:assert/strict";
import { Entity, Service } from "electrodb";
import { client, createTable, deleteTable } from "./store.mjs";

const table = "electrodb";
await createTable(table);

const employees = new Entity(
  {
    model: { entity: "employee", version: "1", service: "office" },
    attributes: {
      employee: { type: "string" },
      team: { type: "string", required: true },
      salary: { type: "number", default: 1000 },
      skills: { type: "set", items: "string" },
      history: { type: "list", items: { type: "map", properties: { what: { type: "string" } } } },
    },
    indexes: {
      byId: {
        pk: { field: "pk", composite: ["employee"] },
        sk: { field: "sk", composite: [] },
      },
      byTeam: {
        collection: "teams",
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["team"] },
        sk: { field: "gsi1sk", composite: ["employee"] },
      },
    },
  },
  { client, table },
);
const tasks = new Entity(
  {
    model: { entity: "task", version: "1", service: "office" },
    attributes: {
      task: { type: "string" },
      team: { type: "string", required: true },
      done: { type: "boolean", default: false },
    },
    indexes: {
      byId: { pk: { field: "pk", composite: ["task"] }, sk: { field: "sk", composite: [] } },
      byTeam: {
        collection: "teams",
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["team"] },
        sk: { field: "gsi1sk", composite: ["task"] },
      },
    },
  },
  { client, table },
);
const office = new Service({ employees, tasks });

await employees
  .create({ employee: "ada", team: "red", skills: ["math"], history: [{ what: "hired" }] })
  .go();
await assert.rejects(employees.create({ employee: "ada", team: "red" }).go(), /conditional/i);

const patched = await employees
  .patch({ employee: "ada" })
  .add({ salary: 500, skills: ["chess"] })
  .append({ history: [{ what: "promoted" }] })
  .where(({ salary }, { lt }) => lt(salary, 2000))
  .go({ response: "all_new" });
assert.equal(patched.data.salary, 1500);
assert.deepEqual([...patched.data.skills].sort(), ["chess", "math"]);
assert.equal(patched.data.history.length, 2);

const many = Array.from({ length: 30 }, (_, i) => ({ task: `t${i}`, team: "red" }));
assert.deepEqual((await tasks.put(many).go()).unprocessed, []);
const red = await office.collections.teams({ team: "red" }).go({ pages: "all" });
assert.equal(red.data.employees.length, 1);
assert.equal(red.data.tasks.length, 30);

let cursor = null;
let seen = 0;
do {
  const page = await tasks.query.byTeam({ team: "red" }).go({ cursor, limit: 8 });
  seen += page.data.length;
  cursor = page.cursor;
} while (cursor);
assert.equal(seen, 30);

const sale = await office.transaction
  .write(({ employees, tasks }) => [
    employees.patch({ employee: "ada" }).set({ team: "blue" }).commit(),
    tasks.delete({ task: "t0" }).commit(),
    tasks.check({ task: "t1" }).where(({ done }, { eq }) => eq(done, false)).commit(),
  ])
  .go();
assert.equal(sale.canceled, false);
assert.equal((await employees.get({ employee: "ada" }).go()).data.team, "blue");
const refused = await office.transaction
  .write(({ tasks }) => [
    tasks.delete({ task: "t1" }).commit(),
    tasks.check({ task: "t2" }).where(({ done }, { eq }) => eq(done, true)).commit(),
  ])
  .go();
assert.equal(refused.canceled, true);
assert.ok((await tasks.get({ task: "t1" }).go()).data, "and nothing of it took place");
await deleteTable(table);
