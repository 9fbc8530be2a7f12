package io.mockaws.edges

import io.mockaws.services.events.bodies
import io.mockaws.services.lambda.zip
import software.amazon.awssdk.services.autoscaling.AutoScalingClient
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.sns.SnsClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import java.io.ByteArrayInputStream
import java.util.zip.GZIPInputStream

/** Those who get something. */
internal object Receivers {
    private fun policy(
        principal: String,
        action: String,
        arn: String,
    ): String {
        val statement = """{"Effect":"Allow","Principal":{"Service":"$principal"},"Action":"$action","Resource":"$arn"}"""
        return """{"Version":"2012-10-17","Statement":[$statement]}"""
    }

    val queue =
        Receiver(
            "SQS queue",
            "sqs",
            "SendMessage",
            Judged.POLICY,
            make = { aws.sqs.queue(NAME).arn },
            arrived = { aws.sqs.queue(NAME).bodies },
            allow = { principal ->
                val text = policy(principal, "sqs:SendMessage", target)
                SqsClient.create().use { client ->
                    client.setQueueAttributes { it.queueUrl(aws.sqs.queue(NAME).url).attributes(mapOf(QueueAttributeName.POLICY to text)) }
                }
            },
        )

    val topic =
        Receiver(
            "SNS topic",
            "sns",
            "Publish",
            Judged.POLICY,
            make = { aws.sns.topic(NAME).arn },
            arrived = { aws.sns.topic(NAME).published.map { it.message } },
            allow = { principal ->
                val text = policy(principal, "sns:Publish", target)
                SnsClient.create().use { client ->
                    client.setTopicAttributes { it.topicArn(target).attributeName("Policy").attributeValue(text) }
                }
            },
        )

    val function =
        Receiver(
            "Lambda function",
            "lambda",
            "Invoke",
            Judged.PERMISSION,
            make = { function() },
            arrived = { handled },
            allow = { principal ->
                LambdaClient.create().use { client ->
                    client.addPermission {
                        it.functionName(NAME).statementId("s").action("lambda:InvokeFunction").principal(principal)
                    }
                }
            },
        )

    /** A function that reads by itself: nobody calls `Invoke`. */
    val reader =
        Receiver(
            "Lambda function",
            null,
            null,
            Judged.ROLE,
            make = { function() },
            arrived = { handled },
            fail = { failures = 1 },
        )

    private fun Stage.function(): String {
        if (isClosed) {
            LambdaClient.create().use { client ->
                client.createFunction {
                    it.functionName(NAME).role("arn:aws:iam::${aws.accountId}:role/r").runtime("java21").handler("a.B")
                        .code { code -> code.zipFile(zip("a" to "b")) }
                }
            }
        }
        return aws.lambda.function(NAME) { event ->
            check(failures-- <= 0) { "not yet" }
            handled += "$event"
            null
        }.arn
    }

    val bus =
        Receiver(
            "event bus",
            "events",
            "PutEvents",
            Judged.NOBODY,
            make = { aws.eventBridge.bus(NAME).arn },
            arrived = { aws.eventBridge.bus(NAME).events.map { it.json } },
        )

    val defaultBus =
        Receiver(
            "default event bus",
            "events",
            "PutEvents",
            Judged.NOBODY,
            make = { aws.eventBridge.bus().arn },
            arrived = { aws.eventBridge.bus().events.map { it.json } },
            fail = { aws.faults { error("InternalFailure", "busy", 500).on("events", "PutEvents").first(1) } },
        )

    val stream =
        Receiver(
            "Kinesis stream",
            "kinesis",
            "PutRecord",
            Judged.ROLE,
            make = { aws.kinesis.stream(NAME).arn },
            arrived = { aws.kinesis.stream(NAME).records().map { it.data } },
        )

    val zippedStream =
        Receiver(
            "Kinesis stream",
            "kinesis",
            "PutRecord",
            Judged.ROLE,
            make = { aws.kinesis.stream(NAME).arn },
            arrived = { aws.kinesis.stream(NAME).records().map { unzipped(it.bytes) } },
        )

    val deliveryStream =
        Receiver(
            "Firehose stream",
            "firehose",
            "PutRecord",
            Judged.ROLE,
            make = { aws.firehose.stream(NAME, "bucket").arn },
            arrived = { aws.firehose.stream(NAME).records() },
        )

    val zippedDeliveryStream =
        Receiver(
            "Firehose stream",
            "firehose",
            "PutRecord",
            Judged.ROLE,
            make = {
                aws.s3.bucket("bucket")
                aws.firehose.stream(NAME, "bucket").arn
            },
            arrived = {
                aws.firehose.stream(NAME).deliver()
                aws.s3.bucket("bucket").run { keys().map { unzipped(bytes(it)) } }
            },
        )

    val logGroup =
        Receiver(
            "log group",
            "logs",
            "PutLogEvents",
            Judged.NOBODY,
            make = { aws.logs.group(NAME).put("s", "first").arn },
            arrived = { aws.logs.group(NAME).events().map { it.message } },
        )

    val bucket =
        Receiver(
            "S3 bucket",
            "s3",
            "PutObject",
            Judged.ROLE,
            make = {
                aws.s3.bucket(NAME)
                "arn:aws:s3:::$NAME"
            },
            arrived = { aws.s3.bucket(NAME).run { keys().map { "$it ${text(it)}" } } },
        )

    val metric =
        Receiver(
            "CloudWatch metric",
            "cloudwatch",
            "PutMetricData",
            Judged.NOBODY,
            make = { NAME },
            arrived = { if (aws.cloudWatch.metric(NAME, "Seen").sum > 0) listOf(MARK) else emptyList() },
        )

    /** A policy that gives an empty group an instance. */
    val scaling =
        Receiver(
            "Auto Scaling policy",
            "autoscaling",
            "ExecutePolicy",
            Judged.NOBODY,
            make = {
                aws.ec2.image("ami-0abcdef1234567890", NAME)
                AutoScalingClient.create().use { client ->
                    client.createLaunchConfiguration {
                        it.launchConfigurationName(NAME).imageId("ami-0abcdef1234567890").instanceType("t3.micro")
                    }
                    client.createAutoScalingGroup {
                        it.autoScalingGroupName(NAME).launchConfigurationName(NAME).minSize(0).maxSize(1)
                            .availabilityZones("${aws.region}a")
                    }
                    client.putScalingPolicy {
                        it.autoScalingGroupName(NAME).policyName(NAME).adjustmentType("ExactCapacity").scalingAdjustment(1)
                    }.policyARN()
                }
            },
            arrived = {
                AutoScalingClient.create().use { client ->
                    client.describeAutoScalingGroups { }.autoScalingGroups().flatMap { it.instances() }.map { "$MARK $it" }
                }
            },
        )

    val endpoint =
        Receiver(
            "HTTP endpoint",
            null,
            null,
            Judged.NOBODY,
            make = { hook().url },
            arrived = { hook().bodies },
            fail = { hook().statuses += if (it) REFUSED else BUSY },
        )

    /** A web server behind a connection. */
    val destination = Receiver(
        "API destination",
        null,
        null,
        Judged.NOBODY,
        make = {
            EventBridgeClient.create().use { client ->
                val connection =
                    client.createConnection {
                        it.name(NAME).authorizationType("BASIC")
                            .authParameters { p -> p.basicAuthParameters { b -> b.username("user").password("pass") } }
                    }.connectionArn()
                client.createApiDestination {
                    it.name(NAME).connectionArn(connection).invocationEndpoint(hook().url).httpMethod("POST")
                }.apiDestinationArn()
            }
        },
        arrived = { hook().bodies },
        fail = { hook().statuses += if (it) REFUSED else BUSY },
    )

    /** One that nobody has written: the call is derived from AWS's model, and in the journal. */
    fun recorded(
        name: String,
        service: String,
        operation: String,
        arn: String,
    ) = Receiver(
        name,
        service,
        operation,
        Judged.ROLE,
        make = { "arn:aws:$arn".replace("PLACE", "${aws.region}:${aws.accountId}") },
        arrived = { aws.calls(service, operation).map { "${it.input}" } },
        isRecorded = true,
    )

    fun outbox(
        name: String,
        make: Stage.() -> String,
        arrived: Stage.() -> List<String>,
    ) = Receiver(name, null, null, Judged.NOBODY, make, arrived)

    private fun unzipped(bytes: ByteArray) = GZIPInputStream(ByteArrayInputStream(bytes)).use { it.readBytes().decodeToString() }

    private const val REFUSED = 400
    private const val BUSY = 503
}
