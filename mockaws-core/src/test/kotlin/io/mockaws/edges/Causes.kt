package io.mockaws.edges

import aws.sdk.kotlin.services.cloudwatch.model.StateValue
import aws.sdk.kotlin.services.cloudwatch.setAlarmState
import aws.sdk.kotlin.services.cloudwatchlogs.model.InputLogEvent
import aws.sdk.kotlin.services.cloudwatchlogs.putLogEvents
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue
import aws.sdk.kotlin.services.dynamodb.putItem
import aws.sdk.kotlin.services.lambda.invoke
import aws.sdk.kotlin.services.lambda.model.InvocationType
import aws.sdk.kotlin.services.s3.putObject
import aws.sdk.kotlin.services.ses.sendEmail
import aws.sdk.kotlin.services.sns.publish
import aws.smithy.kotlin.runtime.content.ByteStream
import io.mockaws.services.events.put
import io.mockaws.services.logs.event
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.firehose.FirehoseClient
import software.amazon.awssdk.services.kinesis.KinesisClient
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.ses.SesClient
import software.amazon.awssdk.services.sesv2.SesV2Client
import software.amazon.awssdk.services.sns.SnsClient
import software.amazon.awssdk.services.sqs.SqsClient
import aws.sdk.kotlin.services.cloudwatch.CloudWatchClient as KotlinCloudWatch
import aws.sdk.kotlin.services.cloudwatchlogs.CloudWatchLogsClient as KotlinLogs
import aws.sdk.kotlin.services.dynamodb.DynamoDbClient as KotlinDynamoDb
import aws.sdk.kotlin.services.lambda.LambdaClient as KotlinLambda
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3
import aws.sdk.kotlin.services.ses.SesClient as KotlinSes
import aws.sdk.kotlin.services.sns.SnsClient as KotlinSns
import software.amazon.awssdk.services.dynamodb.model.AttributeValue as JavaValue

/** What a program does of which deliveries come, by the clients that there are. What acts is called `from`. */
internal object Causes {
    val put =
        listOf(
            Cause("Java") { key -> S3Client.create().use { it.putObject({ r -> r.bucket("from").key(key) }, RequestBody.empty()) } },
            Cause("Kotlin") { text ->
                KotlinS3.fromEnvironment().use {
                    it.putObject {
                        bucket = "from"
                        key = text
                        body = ByteStream.fromString("")
                    }
                }
            },
        )

    val publish =
        listOf(
            Cause("Java") { text -> SnsClient.create().use { it.publish { r -> r.topicArn(aws.sns.topic("from").arn).message(text) } } },
            Cause("Kotlin") { text ->
                KotlinSns.fromEnvironment().use {
                    it.publish {
                        topicArn = aws.sns.topic("from").arn
                        message = text
                    }
                }
            },
        )

    val events = listOf(Cause("Java") { text -> EventBridgeClient.create().use { it.put("""{"m":"$text"}""") } })

    val send =
        listOf(
            Cause("Java") { text ->
                SqsClient.create().use { it.sendMessage { r -> r.queueUrl(aws.sqs.queue("from").url).messageBody(text) } }
            },
        )

    val record =
        listOf(
            Cause("Java") { text ->
                KinesisClient.create().use {
                    it.putRecord { r -> r.streamName("from").partitionKey("k").data(SdkBytes.fromUtf8String(text)) }
                }
            },
        )

    val firehose =
        listOf(
            Cause("Java") { text ->
                FirehoseClient.create().use {
                    it.putRecord { r -> r.deliveryStreamName("from").record { d -> d.data(SdkBytes.fromUtf8String(text)) } }
                }
            },
        )

    val item =
        listOf(
            Cause("Java") { text ->
                DynamoDbClient.create().use { it.putItem { r -> r.tableName("from").item(mapOf("id" to JavaValue.fromS(text))) } }
            },
            Cause("Kotlin") { text ->
                KotlinDynamoDb.fromEnvironment().use {
                    it.putItem {
                        tableName = "from"
                        item = mapOf("id" to AttributeValue.S(text))
                    }
                }
            },
        )

    /** Of mail to an address of that name. */
    val mail =
        listOf(
            Cause("Java") { text ->
                SesClient.create().use { client ->
                    client.sendEmail { mail ->
                        mail.source("shop@example.com").destination { it.toAddresses("$text@example.org") }.configurationSetName("from")
                        mail.message { m -> m.subject { it.data("Hello") }.body { b -> b.text { it.data("Hi") } } }
                    }
                }
            },
            Cause("Java, version 2 of the API") { text ->
                SesV2Client.create().use { client ->
                    client.sendEmail { mail ->
                        mail.fromEmailAddress("shop@example.com").destination { it.toAddresses("$text@example.org") }
                        mail.configurationSetName("from")
                        mail.content { c -> c.simple { m -> m.subject { it.data("Hello") }.body { b -> b.text { it.data("Hi") } } } }
                    }
                }
            },
            Cause("Kotlin") { text ->
                KotlinSes.fromEnvironment().use {
                    it.sendEmail {
                        source = "shop@example.com"
                        configurationSetName = "from"
                        destination { toAddresses = listOf("$text@example.org") }
                        message {
                            subject { data = "Hello" }
                            body { this.text { data = "Hi" } }
                        }
                    }
                }
            },
        )

    /** Mail from outside, which no client of AWS's sends. */
    val arrival =
        listOf(
            Cause("test") { text -> aws.ses.receive("From: ann@example.org\nTo: shop@example.com\nSubject: $text\n\nHello") },
        )

    /** The state of the alarm of that name. */
    val alarm =
        listOf(
            Cause("Java") { name ->
                CloudWatchClient.create().use { it.setAlarmState { r -> r.alarmName(name).stateValue("ALARM").stateReason("x") } }
            },
            Cause("Kotlin") { name ->
                KotlinCloudWatch.fromEnvironment().use {
                    it.setAlarmState {
                        alarmName = name
                        stateValue = StateValue.Alarm
                        stateReason = "x"
                    }
                }
            },
        )

    val log =
        listOf(
            Cause("Java") { text ->
                val now = aws.time.now().toEpochMilliseconds()
                CloudWatchLogsClient.create().use {
                    it.putLogEvents { r -> r.logGroupName("from").logStreamName("s").logEvents(event(now, text)) }
                }
            },
            Cause("Kotlin") { text ->
                KotlinLogs.fromEnvironment().use {
                    it.putLogEvents {
                        logGroupName = "from"
                        logStreamName = "s"
                        logEvents =
                            listOf(
                                InputLogEvent {
                                    timestamp = aws.time.now().toEpochMilliseconds()
                                    message = text
                                },
                            )
                    }
                }
            },
        )

    /** Asynchronously. */
    val invoke =
        listOf(
            Cause("Java") { text ->
                LambdaClient.create().use {
                    it.invoke { r -> r.functionName("from").invocationType("Event").payload(SdkBytes.fromUtf8String("\"$text\"")) }
                }
            },
            Cause("Kotlin") { text ->
                KotlinLambda.fromEnvironment().use {
                    it.invoke {
                        functionName = "from"
                        invocationType = InvocationType.Event
                        payload = "\"$text\"".encodeToByteArray()
                    }
                }
            },
        )
}
