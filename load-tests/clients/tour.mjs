// The three-region tour with the AWS SDK for JavaScript v3: node tour.mjs http://127.0.0.1:8000
// Needs @aws-sdk/client-dynamodb and @aws-sdk/client-dynamodb-streams, and a running ./antipode up.
import assert from 'node:assert';
import {
  ConditionalCheckFailedException, CreateTableCommand, DescribeTableCommand, DynamoDBClient, GetItemCommand,
  PutItemCommand, QueryCommand, UpdateItemCommand, UpdateTableCommand, waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand, ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';

const endpoint = process.argv[2] ?? 'http://127.0.0.1:8000';
const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];
const TableName = `tour_js_${Date.now()}`;
const options = (region) => ({ endpoint, region, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });
const clients = Object.fromEntries(regions.map((region) => [region, new DynamoDBClient(options(region))]));
const home = clients[regions[0]];

async function until(what, seconds, condition) {
  const start = performance.now();
  while (!(await condition())) {
    assert(performance.now() - start < seconds * 1000, `not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  console.log(`${what}: ${Math.round(performance.now() - start)} ms`);
}

await home.send(new CreateTableCommand({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }, { AttributeName: 'at', AttributeType: 'N' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }, { AttributeName: 'at', KeyType: 'RANGE' }],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
}));
await waitUntilTableExists({ client: home, minDelay: 1, maxWaitTime: 10 }, { TableName });
for (const RegionName of regions.slice(1)) {
  await home.send(new UpdateTableCommand({ TableName, ReplicaUpdates: [{ Create: { RegionName } }] }));
  await until(`replica in ${RegionName} ACTIVE`, 30, async () =>
    (await home.send(new DescribeTableCommand({ TableName }))).Table.Replicas
      ?.some((replica) => replica.RegionName === RegionName && replica.ReplicaStatus === 'ACTIVE'));
}
for (const region of regions) {
  const Key = { id: { S: region }, at: { N: '1' } };
  await clients[region].send(new PutItemCommand({ TableName, Item: { ...Key, list: { L: [{ N: '1' }, { BOOL: true }] } } }));
  const updated = await clients[region].send(new UpdateItemCommand({
    TableName, Key, UpdateExpression: 'SET #c = if_not_exists(#c, :zero) + :one',
    ExpressionAttributeNames: { '#c': 'count' },
    ExpressionAttributeValues: { ':zero': { N: '0' }, ':one': { N: '1' } },
    ReturnValues: 'UPDATED_NEW',
  }));
  assert.deepStrictEqual(updated.Attributes, { count: { N: '1' } });
  for (const other of regions) {
    await until(`written in ${region}, read in ${other}`, 1, async () =>
      (await clients[other].send(new GetItemCommand({ TableName, Key }))).Item?.count?.N === '1');
  }
}
const found = await home.send(new QueryCommand({
  TableName, KeyConditionExpression: 'id = :id AND #at > :zero', ExpressionAttributeNames: { '#at': 'at' },
  ExpressionAttributeValues: { ':id': { S: regions[1] }, ':zero': { N: '0' } },
}));
assert.strictEqual(found.Count, 1);
for (const region of regions) {
  const streams = new DynamoDBStreamsClient(options(region));
  const { Streams } = await streams.send(new ListStreamsCommand({ TableName }));
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: Streams[0].StreamArn }));
  let records = 0;
  for (const { ShardId } of StreamDescription.Shards) {
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand({
      StreamArn: Streams[0].StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }));
    let page = await streams.send(new GetRecordsCommand({ ShardIterator }));
    while (page.Records.length > 0) {
      records += page.Records.length;
      page = await streams.send(new GetRecordsCommand({ ShardIterator: page.NextShardIterator }));
    }
  }
  assert(records >= 3, `stream of ${region} shows ${records} records`);
  console.log(`stream of ${region}: ${records} records`);
}
await assert.rejects(
  home.send(new PutItemCommand({ TableName, Item: { id: { S: regions[0] }, at: { N: '1' } }, ConditionExpression: 'attribute_not_exists(id)' })),
  ConditionalCheckFailedException);
console.log('JavaScript tour done');
