package io.mockaws.badinput

import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest

/** One or more requests of each kind, that succeed on a bucket `box`, a queue `orders` and a table `things`. */
internal object WellFormed {
    private const val QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"

    val dynamoDb: List<HttpRequest> =
        listOf(
            "ListTables" to """{"Limit":10}""",
            "DescribeTable" to """{"TableName":"things"}""",
            "PutItem" to
                """{"TableName":"things","Item":{"id":{"S":"a"},"n":{"N":"1.50"},"b":{"B":"AQID"},""" +
                """"l":{"L":[{"NULL":true},{"M":{"x":{"SS":["p","q"]}}}]}},""" +
                """"ConditionExpression":"attribute_not_exists(#i) OR size(b) > :n","ExpressionAttributeNames":{"#i":"id"},""" +
                """"ExpressionAttributeValues":{":n":{"N":"1"}},"ReturnValues":"ALL_OLD"}""",
            "UpdateItem" to
                """{"TableName":"things","Key":{"id":{"S":"b"}},""" +
                """"UpdateExpression":"SET a.b[0] = if_not_exists(c, :v), d = d + :n REMOVE e ADD f :n DELETE g :s",""" +
                """"ConditionExpression":"NOT attribute_exists(zz)","ExpressionAttributeValues":{":v":{"S":"x"},""" +
                """":n":{"N":"1"},":s":{"SS":["y"]}}}""",
            "GetItem" to """{"TableName":"things","Key":{"id":{"S":"a"}},"ProjectionExpression":"n, l[1].x","ConsistentRead":true}""",
            "Query" to
                """{"TableName":"things","KeyConditionExpression":"id = :v",""" +
                """"FilterExpression":"n BETWEEN :a AND :b AND contains(l, :a)",""" +
                """"ExpressionAttributeValues":{":v":{"S":"a"},":a":{"N":"1"},":b":{"N":"2"}},"Limit":5,"ScanIndexForward":false}""",
            "Scan" to """{"TableName":"things","ExclusiveStartKey":{"id":{"S":"a"}}}""",
            "BatchWriteItem" to
                """{"RequestItems":{"things":[{"PutRequest":{"Item":{"id":{"S":"c"}}}},""" +
                """{"DeleteRequest":{"Key":{"id":{"S":"d"}}}}]}}""",
            "BatchGetItem" to """{"RequestItems":{"things":{"Keys":[{"id":{"S":"a"}},{"id":{"S":"b"}}]}}}""",
            "TransactWriteItems" to
                """{"TransactItems":[{"Put":{"TableName":"things","Item":{"id":{"S":"e"}}}},""" +
                """{"Delete":{"TableName":"things","Key":{"id":{"S":"f"}}}}],"ClientRequestToken":"t"}""",
        ).map { (operation, body) ->
            // The update's paths need something to stand on.
            val sent =
                if (operation == "UpdateItem") {
                    body.replace("a.b[0] = if_not_exists(c, :v), d = d + :n", "a = if_not_exists(c, :v), d = :n")
                } else {
                    body
                }
            json("dynamodb", "DynamoDB_20120810.$operation", sent)
        }

    val sqsJson: List<HttpRequest> =
        listOf(
            "CreateQueue" to """{"QueueName":"other","Attributes":{"VisibilityTimeout":"30"},"tags":{"a":"b"}}""",
            "SendMessage" to
                """{"QueueUrl":"$QUEUE","MessageBody":"hello","DelaySeconds":0,""" +
                """"MessageAttributes":{"a":{"DataType":"Number.int","StringValue":"1"},""" +
                """"b":{"DataType":"Binary","BinaryValue":"AQID"}}}""",
            "SendMessageBatch" to """{"QueueUrl":"$QUEUE","Entries":[{"Id":"1","MessageBody":"x"},{"Id":"2","MessageBody":"y"}]}""",
            "ReceiveMessage" to """{"QueueUrl":"$QUEUE","MaxNumberOfMessages":1,"AttributeNames":["All"],""" +
                """"MessageAttributeNames":["a.*"]}""",
            "GetQueueAttributes" to """{"QueueUrl":"$QUEUE","AttributeNames":["All"]}""",
            "ListQueues" to """{"MaxResults":10,"QueueNamePrefix":"o"}""",
        ).map { (operation, body) -> json("sqs", "AmazonSQS.$operation", body) }

    val sqsQuery: List<HttpRequest> =
        listOf(
            "Action=CreateQueue&QueueName=other&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=30&Tag.1.Key=a&Tag.1.Value=b",
            "Action=SendMessage&QueueUrl=$QUEUE&MessageBody=hello&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String" +
                "&MessageAttribute.1.Value.StringValue=x",
            "Action=SendMessageBatch&QueueUrl=$QUEUE&SendMessageBatchRequestEntry.1.Id=1&SendMessageBatchRequestEntry.1.MessageBody=x",
            "Action=ReceiveMessage&QueueUrl=$QUEUE&MaxNumberOfMessages=1&AttributeName.1=All",
            "Action=GetQueueAttributes&QueueUrl=$QUEUE&AttributeName.1=All",
        ).map { request("POST", "/", "", signed("sqs", "Content-Type" to "application/x-www-form-urlencoded"), it, "sqs") }

    val s3: List<HttpRequest> =
        listOf(
            s3("PUT", "/box/a", "", "hello", "x-amz-meta-a" to "b", "Content-Type" to "text/plain", "x-amz-tagging" to "a=b&c=d"),
            s3("PUT", "/box/b", "", "hello", "x-amz-copy-source" to "/box/key", "x-amz-metadata-directive" to "REPLACE"),
            s3("GET", "/box/key", "response-content-type=text%2Fplain", "", "Range" to "bytes=1-3", "If-Match" to "*"),
            s3("HEAD", "/box/key", "", "", "If-Modified-Since" to "Sat, 21 Nov 2020 10:00:00 GMT"),
            s3("GET", "/box", "list-type=2&max-keys=2&prefix=k&delimiter=%2F&start-after=a&encoding-type=url", ""),
            s3("GET", "/box", "uploads&max-uploads=3&key-marker=a", ""),
            s3(
                "POST",
                "/box",
                "delete",
                "<Delete><Object><Key>zz</Key></Object><Quiet>true</Quiet></Delete>",
                "x-amz-checksum-crc32" to "iAqsNg=="
            ),
            s3(
                "PUT",
                "/box/c",
                "",
                "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
                "x-amz-content-sha256" to "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "x-amz-decoded-content-length" to "5",
                "x-amz-trailer" to "x-amz-checksum-crc32"
            ),
            s3("POST", "/box/d", "uploads", ""),
            s3("PUT", "/other", "", "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>"),
        )

    fun table(calls: RawCalls) {
        val create =
            """{"TableName":"things","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],""" +
                """"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}"""
        check(calls.send(json("dynamodb", "DynamoDB_20120810.CreateTable", create)).status == 200)
    }

    private fun json(
        service: String,
        target: String,
        body: String,
    ) = request("POST", "/", "", signed(service, "X-Amz-Target" to target, "Content-Type" to "application/x-amz-json-1.0"), body, service)

    private fun s3(
        method: String,
        path: String,
        query: String,
        body: String,
        vararg headers: Pair<String, String>,
    ) = request(method, path, query, Headers.of("Host" to "s3.us-east-1.amazonaws.com", *headers), body, "s3")

    /** Signed, so that what else says for whom it is may change. */
    private fun signed(
        service: String,
        vararg headers: Pair<String, String>,
    ) = Headers.of(*headers, "Host" to "$service.us-east-1.amazonaws.com", "amz-sdk-request" to "attempt=1; max=3")

    private fun request(
        method: String,
        path: String,
        query: String,
        headers: Headers,
        body: String,
        service: String,
    ) = HttpRequest(method, path, query, headers, HttpBody.of(body), "https://$service.us-east-1.amazonaws.com")
}
