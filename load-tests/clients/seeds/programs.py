"""Runs this folder's programs, as their users wrote them, against a store: python3 programs.py http://127.0.0.1:8000

The store's address and the tables come from here, and so does what is looked at afterwards. Where a program is in error,
AWS is right: what it refuses is refused here too, and the program's classes are used as it would have them.
"""

import os
import pathlib
import subprocess
import sys
from decimal import Decimal

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
FOLDER = pathlib.Path(__file__).parent
os.environ |= {
    "AWS_ENDPOINT_URL": URL,
    "AWS_ACCESS_KEY_ID": "any",
    "AWS_SECRET_ACCESS_KEY": "any",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_PAGER": "",
}

import boto3  # noqa: E402 (reads the environment)
from botocore.exceptions import ClientError  # noqa: E402

dynamodb = boto3.client("dynamodb")
resource = boto3.resource("dynamodb")


def drop(*names):
    """Deletes tables, those of an earlier run too, and waits until they are gone."""
    for name in names:
        if name in dynamodb.list_tables()["TableNames"]:
            dynamodb.delete_table(TableName=name)
            dynamodb.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def create(name, keys, indexes=()):
    """Creates a table of text keys and waits for it; indexes are (name, key) pairs, all attributes projected."""
    drop(name)
    names = {*keys, *(key for _, key in indexes)}
    schema = lambda of: [{"AttributeName": n, "KeyType": k} for n, k in zip(of, ("HASH", "RANGE"))]
    more = {
        "GlobalSecondaryIndexes": [
            {"IndexName": index, "KeySchema": schema([key]), "Projection": {"ProjectionType": "ALL"}}
            for index, key in indexes
        ]
    }
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in sorted(names)],
        KeySchema=schema(keys),
        **(more if indexes else {}),
    )
    dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def run(program, until=None):
    """Runs a program, or what of it stands before a line, and gives what it defined."""
    source = (FOLDER / program).read_text()
    defined = {"__name__": program}
    exec(compile(source.split(until)[0] if until else source, program, "exec"), defined)
    return defined


def users():
    create("Users", ["userId"], [("email-index", "email")])
    create("Transactions", ["transactionId"])
    defined = run("users.py")
    assert defined["user"]["balance"] == Decimal("100.50"), defined["user"]
    assert resource.Table("Users").scan(Select="COUNT")["Count"] == 101  # and the transaction's, made anew
    assert resource.Table("Users").get_item(Key={"userId": "12345"})["Item"]["balance"] == -50
    assert resource.Table("Transactions").scan()["Items"][0]["amount"] == -50


def users_by_command_line():
    drop("Users")
    done = subprocess.run(["sh", "-e", FOLDER / "users.sh"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert '"StreamViewType": "NEW_AND_OLD_IMAGES"' in done.stdout, done.stdout
    assert done.stdout.replace("\\u00e3", "ã").count("João Silva") == 3, done.stdout


def orders():
    create("EcommerceApp", ["PK", "SK"])
    table = resource.Table("EcommerceApp")
    stock = lambda product: {"PK": f"PRODUCT#{product}", "SK": "INVENTORY"}
    for product in ("PROD001", "PROD002"):
        table.put_item(Item={**stock(product), "Stock": 2})
    defined = run("orders.py")
    service, result = defined["service"], defined["result"]
    assert result["success"], result
    assert [order["Total"] for order in defined["orders"]] == [Decimal("109.97")]
    assert len(defined["pending"]) == 1
    assert table.get_item(Key=stock("PROD001"))["Item"]["Stock"] == 0
    assert table.get_item(Key=stock("PROD002"))["Item"]["Stock"] == 1
    refused = service.create_order("USER9", [{"product_id": "PROD001", "quantity": 1, "price": Decimal(1)}])
    assert not refused["success"], "there is none left"
    assert service.get_user_orders("USER9") == [], "and nothing of it took place"
    assert service.update_order_status("USER123", result["order_id"], "SHIPPED")["success"]
    assert service.get_orders_by_status("PENDING") == []
    assert len(service.get_orders_by_status("SHIPPED")) == 1


def timeseries():
    drop("IoTMetrics")
    service = run("timeseries.py", until="# Uso")["IoTDataService"]()
    service.setup_table()
    described = dynamodb.describe_time_to_live(TableName="IoTMetrics")["TimeToLiveDescription"]
    assert described["AttributeName"] == "ExpiresAt" and described["TimeToLiveStatus"].startswith("ENABL"), described
    try:
        service.record_metric("DEVICE001", "temperature", 23.5)
        raise SystemExit("boto3 takes no floats")
    except TypeError:
        service.record_metric("DEVICE001", "temperature", Decimal("23.5"), retention_days=30)
    metric = lambda device: {"device_id": device, "type": "humidity", "value": Decimal("64.8")}
    try:
        for _ in range(3):  # The second may end between the two.
            service.batch_record_metrics([metric("DEVICE002"), metric("DEVICE002")])
        raise SystemExit("a batch writes an item once")
    except ClientError as refused:
        assert "Provided list of item keys contains duplicates" in str(refused), refused
    service.batch_record_metrics([metric(f"DEVICE{i:03}") for i in range(2, 60)])
    assert service.get_latest_metric("DEVICE001")["MetricType"] == "temperature"
    assert service.aggregate_metrics("DEVICE030")["avg"] == Decimal("64.8")


def accounts():
    create("myapp-prod-users", ["user_id", "created_at"], [("email-index", "email"), ("status-index", "status")])
    create("myapp-prod-sessions", ["session_id"])
    defined = run("accounts.py")
    assert defined["users"] == defined["active_users"] and len(defined["users"]) == 1
    defined["batch_create_sessions"]([{"session_id": str(i)} for i in range(60)])
    assert resource.Table("myapp-prod-sessions").scan(Select="COUNT")["Count"] == 60


for program in (users, users_by_command_line, orders, timeseries, accounts):
    program()
    print(f"as it stands: {program.__name__}")
