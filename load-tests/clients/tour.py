"""The three-region tour with boto3: python3 tour.py http://127.0.0.1:8000 (needs a running ./antipode up)."""

import sys
import time

import boto3

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-1"]
TABLE = f"tour_python_{int(time.time())}"


def client(service, region):
    return boto3.client(
        service, endpoint_url=URL, region_name=region, aws_access_key_id="any", aws_secret_access_key="any"
    )


def until(what, seconds, condition):
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise SystemExit(f"not within {seconds} s: {what}")
        time.sleep(0.01)
    print(f"{what}: {(time.monotonic() - start) * 1000:.0f} ms")


dynamodb = {region: client("dynamodb", region) for region in REGIONS}
home = dynamodb[REGIONS[0]]
home.create_table(
    TableName=TABLE,
    BillingMode="PAY_PER_REQUEST",
    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
)
home.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1})
home.put_item(TableName=TABLE, Item={"id": {"S": "before"}, "n": {"N": "1"}})


def replicas():
    table = home.describe_table(TableName=TABLE)["Table"]
    return {each["RegionName"]: each.get("ReplicaStatus") for each in table.get("Replicas", [])}


for region in REGIONS[1:]:
    home.update_table(TableName=TABLE, ReplicaUpdates=[{"Create": {"RegionName": region}}])
    until(f"replica in {region} ACTIVE", 30, lambda: replicas().get(region) == "ACTIVE")

for region in REGIONS:
    dynamodb[region].put_item(TableName=TABLE, Item={"id": {"S": region}, "blob": {"B": b"\x00\xff"}, "tags": {"SS": ["x", "y"]}})
    for other in REGIONS:
        until(
            f"written in {region}, read in {other}",
            1,
            lambda: "Item" in dynamodb[other].get_item(TableName=TABLE, Key={"id": {"S": region}}),
        )
        assert "Item" in dynamodb[other].get_item(TableName=TABLE, Key={"id": {"S": "before"}}), "seeded item"

for region in REGIONS:
    streams = client("dynamodbstreams", region)
    arn = streams.list_streams(TableName=TABLE)["Streams"][0]["StreamArn"]
    records = []
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        iterator = streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        page = streams.get_records(ShardIterator=iterator)
        while page["Records"]:
            records += page["Records"]
            page = streams.get_records(ShardIterator=page["NextShardIterator"])
    seen = {record["dynamodb"]["Keys"]["id"]["S"] for record in records}
    assert seen >= set(REGIONS), f"stream of {region} shows {seen}"
    assert all(record["awsRegion"] == region for record in records)
    print(f"stream of {region}: {len(records)} records")

try:
    home.put_item(TableName=TABLE, Item={"id": {"S": "before"}}, ConditionExpression="attribute_not_exists(id)")
    raise SystemExit("the condition should have failed")
except home.exceptions.ConditionalCheckFailedException:
    print("condition refused, as it should be")
page = home.scan(TableName=TABLE, Limit=1)
assert page["Count"] == 1 and "LastEvaluatedKey" in page
print("boto3 tour done")
