import boto3
from datetime import datetime
from decimal import Decimal

dynamodb = boto3.resource('dynamodb')
table = dynamodb.Table('EcommerceApp')

class OrderService:
    def create_order(self, user_id, items):
        """Cria pedido com transaction para garantir atomicidade"""
        order_id = f"ORDER#{datetime.now().strftime('%Y%m%d%H%M%S')}"
        timestamp = datetime.now().isoformat()
        
        # Calcular total
        total = sum(item['price'] * item['quantity'] for item in items)
        
        # Transaction items
        transact_items = []
        
        # 1. Criar order
        transact_items.append({
            'Put': {
                'TableName': 'EcommerceApp',
                'Item': {
                    'PK': {'S': f'USER#{user_id}'},
                    'SK': {'S': order_id},
                    'EntityType': {'S': 'ORDER'},
                    'OrderId': {'S': order_id},
                    'Status': {'S': 'PENDING'},
                    'Total': {'N': str(total)},
                    'Items': {'L': [
                        {'M': {
                            'ProductId': {'S': item['product_id']},
                            'Quantity': {'N': str(item['quantity'])},
                            'Price': {'N': str(item['price'])}
                        }} for item in items
                    ]},
                    'CreatedAt': {'S': timestamp}
                }
            }
        })
        
        # 2. Decrementar inventory para cada item
        for item in items:
            transact_items.append({
                'Update': {
                    'TableName': 'EcommerceApp',
                    'Key': {
                        'PK': {'S': f"PRODUCT#{item['product_id']}"},
                        'SK': {'S': 'INVENTORY'}
                    },
                    'UpdateExpression': 'SET Stock = Stock - :qty',
                    'ConditionExpression': 'Stock >= :qty',
                    'ExpressionAttributeValues': {
                        ':qty': {'N': str(item['quantity'])}
                    }
                }
            })
        
        # 3. Criar index entry por status para queries
        transact_items.append({
            'Put': {
                'TableName': 'EcommerceApp',
                'Item': {
                    'PK': {'S': 'STATUS#PENDING'},
                    'SK': {'S': f"{timestamp}#{order_id}"},
                    'EntityType': {'S': 'ORDER_INDEX'},
                    'UserId': {'S': user_id},
                    'OrderId': {'S': order_id},
                    'Total': {'N': str(total)}
                }
            }
        })
        
        # Executar transaction
        client = boto3.client('dynamodb')
        try:
            client.transact_write_items(TransactItems=transact_items)
            return {'success': True, 'order_id': order_id}
        except Exception as e:
            if 'TransactionCanceledException' in str(e):
                return {'success': False, 'error': 'Stock insuficiente ou outro erro'}
            raise
    
    def get_user_orders(self, user_id):
        """Busca todos os pedidos de um usuário"""
        response = table.query(
            KeyConditionExpression='PK = :pk AND begins_with(SK, :sk)',
            ExpressionAttributeValues={
                ':pk': f'USER#{user_id}',
                ':sk': 'ORDER#'
            }
        )
        return response['Items']
    
    def get_orders_by_status(self, status):
        """Busca pedidos por status (usa GSI ou secondary index)"""
        response = table.query(
            KeyConditionExpression='PK = :pk',
            ExpressionAttributeValues={
                ':pk': f'STATUS#{status}'
            },
            ScanIndexForward=False,  # Mais recentes primeiro
            Limit=50
        )
        return response['Items']
    
    def update_order_status(self, user_id, order_id, new_status):
        """Atualiza status do pedido"""
        old_status_needed = True
        
        # Primeiro, get para saber o status antigo
        response = table.get_item(
            Key={
                'PK': f'USER#{user_id}',
                'SK': order_id
            }
        )
        
        if 'Item' not in response:
            return {'success': False, 'error': 'Order not found'}
        
        old_status = response['Item']['Status']
        timestamp = response['Item']['CreatedAt']
        
        # Transaction para update status em múltiplos places
        client = boto3.client('dynamodb')
        client.transact_write_items(
            TransactItems=[
                # Update main order record
                {
                    'Update': {
                        'TableName': 'EcommerceApp',
                        'Key': {
                            'PK': {'S': f'USER#{user_id}'},
                            'SK': {'S': order_id}
                        },
                        'UpdateExpression': 'SET #status = :new_status, UpdatedAt = :now',
                        'ExpressionAttributeNames': {'#status': 'Status'},
                        'ExpressionAttributeValues': {
                            ':new_status': {'S': new_status},
                            ':now': {'S': datetime.now().isoformat()}
                        }
                    }
                },
                # Delete old status index
                {
                    'Delete': {
                        'TableName': 'EcommerceApp',
                        'Key': {
                            'PK': {'S': f'STATUS#{old_status}'},
                            'SK': {'S': f"{timestamp}#{order_id}"}
                        }
                    }
                },
                # Create new status index
                {
                    'Put': {
                        'TableName': 'EcommerceApp',
                        'Item': {
                            'PK': {'S': f'STATUS#{new_status}'},
                            'SK': {'S': f"{timestamp}#{order_id}"},
                            'EntityType': {'S': 'ORDER_INDEX'},
                            'UserId': {'S': user_id},
                            'OrderId': {'S': order_id}
                        }
                    }
                }
            ]
        )
        
        return {'success': True}

# Uso
service = OrderService()

# Criar pedido
result = service.create_order(
    user_id='USER123',
    items=[
        {'product_id': 'PROD001', 'quantity': 2, 'price': Decimal('29.99')},
        {'product_id': 'PROD002', 'quantity': 1, 'price': Decimal('49.99')}
    ]
)

# Buscar pedidos do usuário
orders = service.get_user_orders('USER123')

# Buscar pedidos pendentes
pending = service.get_orders_by_status('PENDING')

# Atualizar status
service.update_order_status('USER123', 'ORDER#20241204120000', 'SHIPPED')
