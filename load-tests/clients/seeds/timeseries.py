import boto3
from datetime import datetime, timedelta
import time

class IoTDataService:
    def __init__(self):
        self.dynamodb = boto3.resource('dynamodb')
        self.table = self.dynamodb.Table('IoTMetrics')
    
    def setup_table(self):
        """Criar tabela com TTL habilitado"""
        client = boto3.client('dynamodb')
        
        # Criar tabela
        client.create_table(
            TableName='IoTMetrics',
            KeySchema=[
                {'AttributeName': 'DeviceId', 'KeyType': 'HASH'},
                {'AttributeName': 'Timestamp', 'KeyType': 'RANGE'}
            ],
            AttributeDefinitions=[
                {'AttributeName': 'DeviceId', 'AttributeType': 'S'},
                {'AttributeName': 'Timestamp', 'AttributeType': 'N'}
            ],
            BillingMode='PAY_PER_REQUEST'
        )
        
        # Aguardar tabela estar ativa
        waiter = client.get_waiter('table_exists')
        waiter.wait(TableName='IoTMetrics')
        
        # Habilitar TTL
        client.update_time_to_live(
            TableName='IoTMetrics',
            TimeToLiveSpecification={
                'Enabled': True,
                'AttributeName': 'ExpiresAt'
            }
        )
        
        print("Tabela criada com TTL habilitado")
    
    def record_metric(self, device_id, metric_type, value, retention_days=7):
        """Registra métrica com TTL automático"""
        timestamp = int(time.time())
        expires_at = timestamp + (retention_days * 86400)
        
        self.table.put_item(
            Item={
                'DeviceId': device_id,
                'Timestamp': timestamp,
                'MetricType': metric_type,
                'Value': value,
                'RecordedAt': datetime.now().isoformat(),
                'ExpiresAt': expires_at  # TTL attribute
            }
        )
    
    def batch_record_metrics(self, metrics):
        """Registro em batch para eficiência"""
        with self.table.batch_writer() as batch:
            for metric in metrics:
                timestamp = int(time.time())
                expires_at = timestamp + (metric.get('retention_days', 7) * 86400)
                
                batch.put_item(Item={
                    'DeviceId': metric['device_id'],
                    'Timestamp': timestamp,
                    'MetricType': metric['type'],
                    'Value': metric['value'],
                    'RecordedAt': datetime.now().isoformat(),
                    'ExpiresAt': expires_at
                })
    
    def query_device_metrics(self, device_id, hours_back=24):
        """Query métricas recentes de um device"""
        start_time = int(time.time()) - (hours_back * 3600)
        
        response = self.table.query(
            KeyConditionExpression='DeviceId = :device AND #ts >= :start',
            ExpressionAttributeNames={'#ts': 'Timestamp'},
            ExpressionAttributeValues={
                ':device': device_id,
                ':start': start_time
            },
            ScanIndexForward=False  # Mais recentes primeiro
        )
        
        return response['Items']
    
    def get_latest_metric(self, device_id):
        """Pega métrica mais recente"""
        response = self.table.query(
            KeyConditionExpression='DeviceId = :device',
            ExpressionAttributeValues={':device': device_id},
            ScanIndexForward=False,
            Limit=1
        )
        
        if response['Items']:
            return response['Items'][0]
        return None
    
    def aggregate_metrics(self, device_id, hours_back=1):
        """Agrega métricas (exemplo: média)"""
        metrics = self.query_device_metrics(device_id, hours_back)
        
        if not metrics:
            return None
        
        # Calcular agregações
        values = [m['Value'] for m in metrics]
        return {
            'device_id': device_id,
            'count': len(values),
            'avg': sum(values) / len(values),
            'min': min(values),
            'max': max(values),
            'period': f'{hours_back}h'
        }

# Uso
service = IoTDataService()

# Registrar métricas individuais
service.record_metric('DEVICE001', 'temperature', 23.5, retention_days=30)
service.record_metric('DEVICE001', 'humidity', 65.2, retention_days=30)

# Registro em batch (mais eficiente)
metrics = [
    {'device_id': 'DEVICE001', 'type': 'temperature', 'value': 24.1, 'retention_days': 7},
    {'device_id': 'DEVICE001', 'type': 'humidity', 'value': 64.8, 'retention_days': 7},
    {'device_id': 'DEVICE002', 'type': 'temperature', 'value': 22.3, 'retention_days': 7}
]
service.batch_record_metrics(metrics)

# Query métricas
recent = service.query_device_metrics('DEVICE001', hours_back=24)
latest = service.get_latest_metric('DEVICE001')
aggregated = service.aggregate_metrics('DEVICE001', hours_back=1)

print(f"Agregação: {aggregated}")
