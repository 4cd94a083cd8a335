import boto3
from boto3.dynamodb.conditions import Key, Attr

# Initialize DynamoDB
dynamodb = boto3.resource('dynamodb')
users_table = dynamodb.Table('myapp-prod-users')
sessions_table = dynamodb.Table('myapp-prod-sessions')

# Create user
def create_user(user_id, email, name):
    response = users_table.put_item(
        Item={
            'user_id': user_id,
            'created_at': '2024-01-01T00:00:00Z',
            'email': email,
            'name': name,
            'status': 'active'
        }
    )
    return response

# Query by email using GSI
def get_user_by_email(email):
    response = users_table.query(
        IndexName='email-index',
        KeyConditionExpression=Key('email').eq(email)
    )
    return response['Items']

# Query users by status
def get_users_by_status(status, limit=10):
    response = users_table.query(
        IndexName='status-index',
        KeyConditionExpression=Key('status').eq(status),
        Limit=limit
    )
    return response['Items']

# Batch write example
def batch_create_sessions(sessions):
    with sessions_table.batch_writer() as batch:
        for session in sessions:
            batch.put_item(Item=session)

# Usage examples
create_user('123', 'user@example.com', 'John Doe')
users = get_user_by_email('user@example.com')
active_users = get_users_by_status('active')
