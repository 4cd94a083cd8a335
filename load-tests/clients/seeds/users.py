import boto3
from boto3.dynamodb.conditions import Key, Attr
from decimal import Decimal

dynamodb = boto3.resource('dynamodb')
table = dynamodb.Table('Users')

# Create
table.put_item(
    Item={
        'userId': '12345',
        'name': 'João Silva',
        'email': 'joao@example.com',
        'balance': Decimal('100.50'),
        'tags': ['premium', 'verified']
    }
)

# Read
response = table.get_item(Key={'userId': '12345'})
user = response.get('Item')

# Update
table.update_item(
    Key={'userId': '12345'},
    UpdateExpression='ADD balance :val',
    ExpressionAttributeValues={':val': Decimal('50')}
)

# Query
response = table.query(
    IndexName='email-index',
    KeyConditionExpression=Key('email').eq('joao@example.com')
)

# Scan with filter
response = table.scan(
    FilterExpression=Attr('tags').contains('premium')
)

# Delete
table.delete_item(Key={'userId': '12345'})

# Batch write
with table.batch_writer() as batch:
    for i in range(100):
        batch.put_item(Item={'userId': str(i), 'name': f'User {i}'})

# Transaction
dynamodb_client = boto3.client('dynamodb')
response = dynamodb_client.transact_write_items(
    TransactItems=[
        {
            'Update': {
                'TableName': 'Users',
                'Key': {'userId': {'S': '12345'}},
                'UpdateExpression': 'ADD balance :val',
                'ExpressionAttributeValues': {':val': {'N': '-50'}}
            }
        },
        {
            'Put': {
                'TableName': 'Transactions',
                'Item': {
                    'transactionId': {'S': 'TXN001'},
                    'userId': {'S': '12345'},
                    'amount': {'N': '-50'}
                }
            }
        }
    ]
)
