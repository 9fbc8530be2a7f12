"""What boto3 does with a server: python3 clients.py http://127.0.0.1:5000"""

import io
import os
import sys
import threading
import urllib.error
import urllib.request

import boto3
import botocore
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
settings = dict(
    endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
    else:
        raise AssertionError(f"not refused with {code}")


s3 = boto3.client("s3", config=Config(signature_version="s3v4", s3={"addressing_style": "path"}), **settings)
s3.create_bucket(Bucket="photos")
key = "a b/ü+%&=?.txt"
s3.put_object(Bucket="photos", Key=key, Body=b"hello", Metadata={"who": "me"})
got = s3.get_object(Bucket="photos", Key=key)
assert got["Body"].read() == b"hello" and got["Metadata"] == {"who": "me"}
refused("NoSuchKey", s3.get_object, Bucket="photos", Key="none")
refused("404", s3.head_object, Bucket="photos", Key="none")
refused("BucketNotEmpty", s3.delete_bucket, Bucket="photos")

film = os.urandom(20_000_000)
s3.upload_fileobj(io.BytesIO(film), "photos", "film", Config=TransferConfig(multipart_chunksize=6_000_000))
back = io.BytesIO()
s3.download_fileobj("photos", "film", back)
assert back.getvalue() == film
assert s3.head_object(Bucket="photos", Key="film")["ETag"].endswith('-4"')
pages = s3.get_paginator("list_objects_v2").paginate(Bucket="photos", PaginationConfig={"PageSize": 1})
assert [entry["Key"] for page in pages for entry in page["Contents"]] == [key, "film"]
s3.copy({"Bucket": "photos", "Key": "film"}, "photos", "copy", Config=TransferConfig(multipart_threshold=6_000_000))
s3.delete_objects(Bucket="photos", Delete={"Objects": [{"Key": "film"}, {"Key": "copy"}]})

url = s3.generate_presigned_url("get_object", {"Bucket": "photos", "Key": key}, ExpiresIn=60)
assert urllib.request.urlopen(url).read() == b"hello"
try:
    urllib.request.urlopen(url.replace("Expires=60", "Expires=6000"))
    raise AssertionError("a changed URL is not refused")
except urllib.error.HTTPError as error:
    assert error.code == 403



def post(form, text):
    """What a browser makes of a form: the file comes last."""
    boundary = "a-line-between-fields"
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in form["fields"].items()]
    parts.append(f'Content-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n{text}')
    body = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + f"--{boundary}--\r\n"
    request = urllib.request.Request(form["url"], body.encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}"})
    try:
        return urllib.request.urlopen(request).status
    except urllib.error.HTTPError as error:
        return error.read().decode()


form = s3.generate_presigned_post("photos", "in/${filename}", Conditions=[["content-length-range", 1, 5]], ExpiresIn=60)
assert post(form, "hello") == 204
assert s3.get_object(Bucket="photos", Key="in/a.txt")["Body"].read() == b"hello"
assert "EntityTooLarge" in post(form, "hello, world")
form["fields"]["policy"] = form["fields"]["policy"][:-4]
assert "SignatureDoesNotMatch" in post(form, "hello")

orders = boto3.resource("dynamodb", **settings).create_table(
    TableName="orders",
    BillingMode="PAY_PER_REQUEST",
    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
)
orders.wait_until_exists()
with orders.batch_writer() as batch:
    for number in range(60):
        batch.put_item(Item={"id": str(number), "total": number, "raw": b"\x00\xff"})
assert orders.get_item(Key={"id": "42"})["Item"]["total"] == 42
assert orders.scan(Limit=10)["Count"] == 10
refused(
    "ConditionalCheckFailedException",
    orders.put_item,
    Item={"id": "1"},
    ConditionExpression="attribute_not_exists(id)",
)

boto3.client("dynamodb", **settings).update_table(
    TableName="orders", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
)
orders.put_item(Item={"id": "60", "raw": b"\x00\xff"})
streams = boto3.client("dynamodbstreams", **settings)
stream = streams.list_streams(TableName="orders")["Streams"][0]["StreamArn"]
shard = streams.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"][0]["ShardId"]
start = streams.get_shard_iterator(StreamArn=stream, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
record = streams.get_records(ShardIterator=start)["Records"][0]
assert record["eventName"] == "INSERT" and record["dynamodb"]["NewImage"]["raw"] == {"B": b"\x00\xff"}, record
refused("ResourceNotFoundException", streams.describe_stream, StreamArn=stream[:-1] + "X")

sqs = boto3.client("sqs", **settings)
queue = sqs.create_queue(QueueName="orders", Attributes={"VisibilityTimeout": "5"})["QueueUrl"]
assert queue.startswith(endpoint), queue
sender = threading.Timer(0.2, lambda: sqs.send_message(QueueUrl=queue, MessageBody="ü <1>", MessageAttributes={
    "kind": {"DataType": "String", "StringValue": "new"}}))
sender.start()
answer = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20, MessageAttributeNames=["All"], AttributeNames=["All"])
message = answer["Messages"][0]
assert message["Body"] == "ü <1>" and message["MessageAttributes"]["kind"]["StringValue"] == "new"
sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
refused("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="none")
stranger = boto3.client("sqs", **{**settings, "aws_secret_access_key": "wrong"})
refused("SignatureDoesNotMatch", stranger.list_queues)
stranger = boto3.client("dynamodb", **{**settings, "aws_access_key_id": "nobody"})
refused("UnrecognizedClientException", stranger.list_tables)

print(f"botocore {botocore.__version__} speaks {sqs.meta.service_model.metadata['protocol']} to SQS: all is well")
