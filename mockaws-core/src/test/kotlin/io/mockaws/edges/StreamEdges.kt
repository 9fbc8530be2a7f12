package io.mockaws.edges

import software.amazon.awssdk.services.cloudwatch.CloudWatchClient
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.firehose.FirehoseClient
import software.amazon.awssdk.services.firehose.model.ProcessorParameterName
import software.amazon.awssdk.services.firehose.model.ProcessorType
import software.amazon.awssdk.services.lambda.LambdaClient
import java.util.Base64
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

private const val ROLE = "arn:aws:iam::123456789012:role/r"

/** What logs, alarms, streams, tables, queues and functions bring. */
internal object StreamEdges {
    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
    private fun subscription(
        to: Receiver,
        brings: String = "What matches the filter, zipped",
        destinationOf: Stage.(CloudWatchLogsClient) -> String = { target },
        shows: (String) -> String = { it },
    ) = Edge(
        "CloudWatch Logs, subscription filter",
        to,
        brings,
        "logs.amazonaws.com",
        Failure.Again(1.minutes, "It is tried again for a day"),
        causes = Causes.log,
        shows = shows,
    ) {
        CloudWatchLogsClient.create().use { client ->
            client.createLogGroup { it.logGroupName("from") }
            client.createLogStream { it.logGroupName("from").logStreamName("s") }
            val destination = destinationOf(client)
            client.putSubscriptionFilter {
                it.logGroupName("from").filterName("all").filterPattern("").destinationArn(destination)
                if (to !== Receivers.function && destination == target) it.roleArn(ROLE)
            }
        }
    }

    /** What a function gets is zipped in Base64. */
    private fun unzippedEvent(text: String): String {
        val data = Regex("\"data\":\"([^\"]+)\"").find(text)?.groupValues?.get(1) ?: return text
        return "${io.mockaws.services.logs.unzipped(data)}"
    }

    private fun Stage.logs(configure: (CloudWatchLogsClient) -> Unit = {}) {
        CloudWatchLogsClient.create().use { client ->
            client.createLogGroup { it.logGroupName("from") }
            client.createLogStream { it.logGroupName("from").logStreamName("s") }
            configure(client)
        }
    }

    private val logs =
        listOf(
            subscription(Receivers.function, shows = ::unzippedEvent),
            subscription(Receivers.zippedStream),
            subscription(Receivers.zippedDeliveryStream),
            subscription(Receivers.zippedStream, "The same, by a destination of any account", { client ->
                client.putDestination { it.destinationName("d").targetArn(target).roleArn(ROLE) }.destination().arn()
            }),
            Edge(
                "CloudWatch Logs, metric filter",
                Receivers.metric,
                "A value for each event that matches",
                "logs.amazonaws.com",
                Failure.Lost,
                causes = Causes.log,
            ) {
                logs { client ->
                    client.putMetricFilter { r ->
                        r.logGroupName("from").filterName("all").filterPattern("").metricTransformations({
                            it.metricNamespace(NAME).metricName("Seen").metricValue("1")
                        })
                    }
                }
            },
            Edge(
                "CloudWatch Logs, embedded metric format",
                Receivers.metric,
                "The values that the event has",
                "logs.amazonaws.com",
                Failure.Lost,
                causes = Causes.log,
                text =
                """{"_aws":{"Timestamp":1793527200000,"CloudWatchMetrics":[{"Namespace":"$NAME","Dimensions":[[]],""" +
                    """"Metrics":[{"Name":"Seen"}]}]},"Seen":1}""",
            ) { logs() },
        )

    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html */
    private fun alarm(
        to: Receiver,
        brings: String,
        principal: String = "cloudwatch.amazonaws.com",
    ) = Edge("CloudWatch, alarm", to, brings, principal, Failure.Lost, causes = Causes.alarm) {
        CloudWatchClient.create().use { client ->
            client.putMetricAlarm {
                it.alarmName(MARK).namespace("Shop").metricName("m").statistic("Sum").period(60).evaluationPeriods(1)
                    .threshold(10.0).comparisonOperator("GreaterThanThreshold").treatMissingData("ignore")
                if (to !== Receivers.defaultBus) it.alarmActions(target)
            }
        }
    }

    private val alarms =
        listOf(
            alarm(Receivers.topic, "The alarm's new state, as JSON"),
            alarm(Receivers.function, "The alarm's new state", "lambda.alarms.cloudwatch.amazonaws.com"),
            alarm(Receivers.scaling, "The value and the threshold, by which steps go"),
            alarm(Receivers.defaultBus, "The event `CloudWatch Alarm State Change`"),
        )

    private val changes =
        Edge(
            "DynamoDB, streaming destination",
            Receivers.stream,
            "The change of an item",
            "dynamodb.amazonaws.com",
            Failure.Again(1.minutes, "It is tried again for 24 hours"),
            causes = Causes.item,
            hasCause = false,
        ) {
            aws.dynamoDb.table("from", "id")
            DynamoDbClient.create().use { client ->
                client.enableKinesisStreamingDestination { it.tableName("from").streamArn(target) }
            }
        }

    /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html */
    private fun mapping(
        from: String,
        brings: String,
        causes: List<Cause>,
        words: String,
        shows: (String) -> String = { it },
        sourceOf: Stage.() -> String,
    ) = Edge(
        "Lambda, event source mapping of $from",
        Receivers.reader,
        brings,
        "lambda.amazonaws.com",
        Failure.Again(1.hours, words),
        causes = causes,
        shows = shows,
    ) {
        aws.lambda.function(NAME).eventSource(sourceOf())
        failures = 0
    }

    private fun decoded(text: String): String {
        val data = Regex("\"data\":\"([^\"]+)\"").find(text)?.groupValues?.get(1) ?: return text
        return Base64.getDecoder().decode(data).decodeToString()
    }

    private const val OF_STREAM =
        "The batch comes again until its retries or its age are over, in halves where that is asked for; then a record of it goes to the " +
            "destination for failures"

    private val mappings =
        listOf(
            mapping(
                "a queue",
                "`Records` of up to a batch of messages",
                Causes.send,
                "Messages come again when they are visible again; the queue's own dead-letter queue counts",
            ) { aws.sqs.queue("from").arn },
            mapping("a Kinesis stream", "`Records` of a shard", Causes.record, OF_STREAM, ::decoded) { aws.kinesis.stream("from").arn },
            mapping("a DynamoDB stream", "`Records` of a shard", Causes.item, OF_STREAM) {
                aws.dynamoDb.table("from", "id").withStream().streamArn
            },
        )

    /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
    private fun destination(to: Receiver) =
        Edge(
            "Lambda, destination of asynchronous calls",
            to,
            "A record of the call and its outcome",
            "lambda.amazonaws.com",
            Failure.Lost,
            if (to === Receivers.bus) Judged.NOBODY else Judged.ROLE,
            Causes.invoke,
            hasCause = false,
        ) {
            aws.lambda.function("from") { event -> event }
            LambdaClient.create().use { client ->
                client.putFunctionEventInvokeConfig { r ->
                    r.functionName("from").destinationConfig { d -> d.onSuccess { it.destination(target) } }
                }
            }
        }

    private fun deadLetters(to: Receiver) =
        Edge(
            "Lambda, dead letters of asynchronous calls",
            to,
            "The event, with the error in attributes",
            "lambda.amazonaws.com",
            Failure.Lost,
            Judged.ROLE,
            Causes.invoke,
            after = 3.minutes,
            hasCause = false,
        ) {
            aws.lambda.function("from") { error("no") }
            LambdaClient.create().use { client ->
                client.updateFunctionConfiguration { r -> r.functionName("from").deadLetterConfig { it.targetArn(target) } }
            }
        }

    private val functions =
        listOf(Receivers.queue, Receivers.topic, Receivers.function, Receivers.bus).map(::destination) +
            listOf(Receivers.queue, Receivers.topic).map(::deadLetters)

    private fun firehose(
        to: Receiver,
        brings: String,
        failure: Failure,
        shows: (String) -> String = { it },
        arrange: Stage.(FirehoseClient) -> Unit,
    ) = Edge(
        "Firehose",
        to,
        brings,
        "firehose.amazonaws.com",
        failure,
        if (to.service == null) Judged.NOBODY else Judged.ROLE,
        Causes.firehose,
        after = 5.minutes,
        hasCause = false,
        shows = shows,
    ) {
        FirehoseClient.create().use { arrange(it) }
    }

    private val deliveryStreams =
        listOf(
            firehose(Receivers.bucket, "An object of many records", Failure.Again(1.hours, "It is tried again for 24 hours")) { client ->
                client.createDeliveryStream {
                    it.deliveryStreamName("from").extendedS3DestinationConfiguration { d -> d.roleARN(ROLE).bucketARN(target) }
                }
            },
            firehose(
                Receivers.endpoint,
                "A post of many records; to endpoints of this machine",
                Failure.Again(1.hours, "It is tried again for as long as `RetryOptions` say; then the records are stored in the bucket"),
                ::decoded,
            ) { client ->
                aws.s3.bucket("backup")
                client.createDeliveryStream {
                    it.deliveryStreamName("from").httpEndpointDestinationConfiguration { d ->
                        d.endpointConfiguration { e -> e.url(target).accessKey("hidden") }
                            .bufferingHints { b -> b.intervalInSeconds(60) }.retryOptions { r -> r.durationInSeconds(3600) }
                            .s3Configuration { s -> s.roleARN(ROLE).bucketARN("arn:aws:s3:::backup") }
                    }
                }
            },
            firehose(
                Receivers.function,
                "Records to transform; the answer goes on",
                Failure.Again(1.minutes, "It is tried again, three times unless said; then the records are stored as failed"),
                ::decoded,
            ) { client ->
                aws.s3.bucket("bucket")
                client.createDeliveryStream { r ->
                    r.deliveryStreamName("from").extendedS3DestinationConfiguration { d ->
                        d.roleARN(ROLE).bucketARN("arn:aws:s3:::bucket").processingConfiguration { c ->
                            c.enabled(true).processors({ p ->
                                p.type(ProcessorType.LAMBDA).parameters({
                                    it.parameterName(ProcessorParameterName.LAMBDA_ARN).parameterValue(target)
                                })
                            })
                        }
                    }
                }
            },
            Edge(
                "Kinesis, read by Firehose",
                Receiver(
                    "Firehose stream",
                    null,
                    null,
                    Judged.ROLE,
                    make = {
                        FirehoseClient.create().use { client ->
                            client.createDeliveryStream {
                                it.deliveryStreamName(NAME).deliveryStreamType("KinesisStreamAsSource")
                                    .kinesisStreamSourceConfiguration { k ->
                                        k.kinesisStreamARN(aws.kinesis.stream("from").arn).roleARN(ROLE)
                                    }.extendedS3DestinationConfiguration { d -> d.roleARN(ROLE).bucketARN("arn:aws:s3:::bucket") }
                            }.deliveryStreamARN()
                        }
                    },
                    arrived = { aws.firehose.stream(NAME).records() },
                ),
                "The record",
                "firehose.amazonaws.com",
                Failure.None("It does not fail: the stream keeps what was not read yet"),
                causes = Causes.record,
            ),
        )

    val all = logs + alarms + changes + mappings + functions + deliveryStreams
}
