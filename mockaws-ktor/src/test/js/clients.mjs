// What the AWS SDK for JavaScript v3 does with a server: node clients.mjs http://127.0.0.1:5000
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { DynamoDBClient, CreateTableCommand, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  waitUntilObjectExists,
} from "@aws-sdk/client-s3";
import { CreateQueueCommand, DeleteMessageCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const endpoint = process.argv[2];
const config = { endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

const s3 = new S3Client({ ...config, forcePathStyle: true });
const Bucket = "photos";
await s3.send(new CreateBucketCommand({ Bucket }));
const Key = "a b/ü+%&=?.txt";
await s3.send(new PutObjectCommand({ Bucket, Key, Body: "hello", Metadata: { who: "me" } }));
const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
assert.equal(await got.Body.transformToString(), "hello");
assert.equal(got.Metadata.who, "me");
await waitUntilObjectExists({ client: s3, maxWaitTime: 20 }, { Bucket, Key });
await assert.rejects(s3.send(new GetObjectCommand({ Bucket, Key: "none" })), { name: "NoSuchKey" });
await assert.rejects(s3.send(new HeadObjectCommand({ Bucket, Key: "none" })), { name: "NotFound" });

const film = randomBytes(20_000_000);
await new Upload({ client: s3, params: { Bucket, Key: "film", Body: Readable.from(film) }, partSize: 6_000_000 }).done();
const back = await s3.send(new GetObjectCommand({ Bucket, Key: "film" }));
assert.match(back.ETag, /-4"$/);
assert.ok(film.equals(await buffer(back.Body)));
await s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/${encodeURIComponent(Key)}` }));
const listed = await s3.send(new ListObjectsV2Command({ Bucket }));
assert.deepEqual(listed.Contents.map((o) => o.Key), [Key, "copy", "film"]);
await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "copy" }, { Key: "film" }] } }));

const put = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: "shared" }), { expiresIn: 60 });
assert.equal((await fetch(put, { method: "PUT", body: "by URL" })).status, 200);
const get = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "shared" }), { expiresIn: 60 });
assert.equal(await (await fetch(get)).text(), "by URL");
assert.equal((await fetch(get.replace("shared", "others"))).status, 403);

const dynamoDb = new DynamoDBClient(config);
await dynamoDb.send(
  new CreateTableCommand({
    TableName: "orders",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  }),
);
const Item = { id: { S: "1" }, total: { N: "42" }, raw: { B: new Uint8Array([1, 2, 3]) } };
await dynamoDb.send(new PutItemCommand({ TableName: "orders", Item }));
assert.deepEqual((await dynamoDb.send(new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } }))).Item, Item);
const query = { TableName: "orders", KeyConditionExpression: "id = :id", ExpressionAttributeValues: { ":id": { S: "1" } } };
assert.equal((await dynamoDb.send(new QueryCommand(query))).Count, 1);
const again = { TableName: "orders", Item, ConditionExpression: "attribute_not_exists(id)" };
await assert.rejects(dynamoDb.send(new PutItemCommand(again)), { name: "ConditionalCheckFailedException" });

const sqs = new SQSClient(config);
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
assert.ok(QueueUrl.startsWith(endpoint), QueueUrl);
const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MaxNumberOfMessages: 1 }));
await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "a", MessageBody: "ü <1>" }] }));
const [message] = (await waiting).Messages;
assert.equal(message.Body, "ü <1>");
await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
await assert.rejects(sqs.send(new GetQueueUrlCommand({ QueueName: "none" })), { name: "QueueDoesNotExist" });

const stranger = new SQSClient({ ...config, credentials: { accessKeyId: "test", secretAccessKey: "wrong" } });
await assert.rejects(stranger.send(new CreateQueueCommand({ QueueName: "x" })), /signature we calculated does not match/);
console.log("all is well");
