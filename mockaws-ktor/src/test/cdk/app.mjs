// An app as its users write them: a bucket, a queue, a table, and a function with its code as an asset behind an API.

import { fileURLToPath } from 'node:url';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';

const app = new App();
const stack = new Stack(app, 'Shop', { env: { account: '123456789012', region: 'us-east-1' } });
const stage = app.node.tryGetContext('stage') ?? 'one';

const removalPolicy = RemovalPolicy.DESTROY;
const receipts = new Bucket(stack, 'Receipts', { bucketName: 'shop-receipts', removalPolicy });
const orders = new Queue(stack, 'Orders', { queueName: 'shop-orders', visibilityTimeout: Duration.minutes(1) });
const table = new Table(stack, 'Table', {
  tableName: 'shop-orders',
  partitionKey: { name: 'id', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  removalPolicy,
});
const handler = new Function(stack, 'Handler', {
  functionName: 'shop-handler',
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: Code.fromAsset(fileURLToPath(new URL('function', import.meta.url))),
  environment: { STAGE: stage, TABLE: table.tableName, BUCKET: receipts.bucketName },
});
table.grantReadWriteData(handler);
receipts.grantWrite(handler);
handler.addEventSource(new SqsEventSource(orders, { batchSize: 5 }));
const api = new LambdaRestApi(stack, 'Api', { restApiName: 'shop', handler });
if (stage === 'two') new Queue(stack, 'Returns', { queueName: 'shop-returns' });
new CfnOutput(stack, 'Url', { value: api.url, exportName: 'shop-url' });
