# Create table
aws dynamodb create-table \
    --table-name Users \
    --attribute-definitions \
        AttributeName=userId,AttributeType=S \
    --key-schema \
        AttributeName=userId,KeyType=HASH \
    --billing-mode PAY_PER_REQUEST

# Put item
aws dynamodb put-item \
    --table-name Users \
    --item '{"userId":{"S":"12345"},"name":{"S":"João Silva"}}'

# Get item
aws dynamodb get-item \
    --table-name Users \
    --key '{"userId":{"S":"12345"}}'

# Query
aws dynamodb query \
    --table-name Users \
    --key-condition-expression "userId = :userId" \
    --expression-attribute-values '{":userId":{"S":"12345"}}'

# Scan
aws dynamodb scan --table-name Users

# Enable streams
aws dynamodb update-table \
    --table-name Users \
    --stream-specification \
        StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES
