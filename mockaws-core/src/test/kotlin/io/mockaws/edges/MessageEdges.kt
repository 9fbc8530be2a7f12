package io.mockaws.edges

import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.Event
import software.amazon.awssdk.services.s3.model.NotificationConfiguration
import software.amazon.awssdk.services.ses.SesClient
import software.amazon.awssdk.services.ses.model.NotificationType
import software.amazon.awssdk.services.ses.model.ReceiptAction
import software.amazon.awssdk.services.sesv2.SesV2Client
import software.amazon.awssdk.services.sesv2.model.EventDestinationDefinition
import software.amazon.awssdk.services.sns.SnsClient
import kotlin.time.Duration.Companion.minutes
import software.amazon.awssdk.services.sesv2.model.EventType as SesV2Event

/** What S3, SNS and SES bring. */
internal object MessageEdges {
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html */
    private fun s3(
        to: Receiver,
        brings: String = "A record of the object",
        configure: NotificationConfiguration.Builder.(String) -> Unit,
    ) = Edge("S3", to, brings, "s3.amazonaws.com", Failure.Lost, causes = Causes.put) {
        aws.s3.bucket("from")
        S3Client.create().use { client ->
            client.putBucketNotificationConfiguration {
                it.bucket("from").notificationConfiguration { c -> c.configure(target) }
            }
        }
    }

    private val s3 =
        listOf(
            s3(Receivers.queue) { arn -> queueConfigurations({ it.queueArn(arn).events(Event.S3_OBJECT_CREATED) }) },
            s3(Receivers.topic) { arn -> topicConfigurations({ it.topicArn(arn).events(Event.S3_OBJECT_CREATED) }) },
            s3(Receivers.function) { arn -> lambdaFunctionConfigurations({ it.lambdaFunctionArn(arn).events(Event.S3_OBJECT_CREATED) }) },
            s3(Receivers.defaultBus, "The event `Object Created` and its like") { eventBridgeConfiguration { } },
        )

    private const val MANAGED =
        "It is tried again 100,015 times in 23 days; then, and at once where it is refused for good, it goes to the " +
            "dead-letter queue of the subscription"

    /** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
    private fun sns(
        to: Receiver,
        protocol: String,
        brings: String,
        failure: Failure = Failure.AgainOrDead(1.minutes, MANAGED),
        attributes: Map<String, String> = emptyMap(),
    ) = Edge("SNS", to, brings, "sns.amazonaws.com", failure, causes = Causes.publish) {
        val redrive = mapOf("RedrivePolicy" to """{"deadLetterTargetArn":"$letters"}""")
        SnsClient.create().use { client ->
            client.subscribe {
                it.topicArn(aws.sns.topic("from").arn).protocol(protocol).endpoint(target).attributes(redrive + attributes)
            }
        }
        aws.sns.topic("from").subscriptions.filter { it.isPending }.forEach { it.confirm() }
        failures = 0
    }

    private val never = Failure.None("It does not fail: the outbox takes all")

    private val sns =
        listOf(
            sns(Receivers.queue, "sqs", "The envelope, or the message alone with `RawMessageDelivery`"),
            sns(Receivers.function, "lambda", "`Records` with the message"),
            sns(
                Receivers.deliveryStream,
                "firehose",
                "The envelope and a line break",
                attributes = mapOf("SubscriptionRoleArn" to "arn:aws:iam::123456789012:role/r"),
            ),
            sns(
                Receivers.endpoint,
                "http",
                "A signed post, or the message alone with `RawMessageDelivery`; to endpoints of this machine",
                Failure.AgainOrDead(
                    2.minutes,
                    "It is tried again as the delivery policy says, three times after 20 s each unless that is set; then, and at once " +
                        "where it is refused for good, it goes to the dead-letter queue of the subscription",
                ),
            ),
            sns(
                Receivers.outbox("mailbox", { "ann@example.org" }) { aws.sns.emails.map { it.text } },
                "email",
                "The message, in `aws.sns.emails`",
                never,
            ),
            sns(
                Receivers.outbox("telephone", { "+15551234567" }) { aws.sns.sms.map { it.text } },
                "sms",
                "The message, in `aws.sns.sms`",
                never,
            ),
            sns(
                Receivers.outbox("mobile device", { device() }) { aws.sns.pushes.map { it.payload } },
                "application",
                "The message in the platform's form, in `aws.sns.pushes`",
                never,
            ),
        )

    private fun Stage.device(): String =
        SnsClient.create().use { client ->
            val application =
                client.createPlatformApplication {
                    it.name("app").platform("GCM").attributes(mapOf("PlatformCredential" to "key"))
                }.platformApplicationArn()
            client.createPlatformEndpoint { it.platformApplicationArn(application).token("token") }.endpointArn()
        }

    /** https://docs.aws.amazon.com/ses/latest/dg/monitor-using-event-publishing.html */
    private fun ses(
        to: Receiver,
        brings: String,
        configure: EventDestinationDefinition.Builder.(String) -> Unit,
    ) = Edge("SES, configuration set", to, brings, "ses.amazonaws.com", Failure.Lost, causes = Causes.mail) {
        aws.ses.identity("shop@example.com")
        aws.ses.configurationSet("from")
        SesV2Client.create().use { client ->
            client.createConfigurationSetEventDestination { request ->
                request.configurationSetName("from").eventDestinationName("d").eventDestination { d ->
                    d.enabled(true).matchingEventTypes(SesV2Event.SEND).configure(target)
                }
            }
        }
    }

    private val feedback =
        Edge(
            "SES, identity",
            Receivers.topic,
            "The notification of a bounce, complaint or delivery",
            "ses.amazonaws.com",
            Failure.Lost,
            causes = Causes.mail,
        ) {
            aws.ses.identity("shop@example.com")
            aws.ses.configurationSet("from")
            SesClient.create().use { client ->
                client.setIdentityNotificationTopic {
                    it.identity("shop@example.com").notificationType(NotificationType.DELIVERY).snsTopic(target)
                }
            }
        }

    /** https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action.html */
    private fun receipt(
        to: Receiver,
        brings: String,
        judged: Judged = to.judged,
        configure: ReceiptAction.Builder.(String) -> Unit,
    ) = Edge("SES, receipt rule", to, brings, "ses.amazonaws.com", Failure.Lost, judged, Causes.arrival, hasCause = false) {
        SesClient.create().use { client ->
            client.createReceiptRuleSet { it.ruleSetName("in") }
            client.createReceiptRule { request ->
                request.ruleSetName("in").rule { rule -> rule.name("r").enabled(true).actions({ it.configure(target) }) }
            }
            client.setActiveReceiptRuleSet { it.ruleSetName("in") }
        }
    }

    private val ses =
        listOf(
            ses(Receivers.topic, "The event as JSON") { arn -> snsDestination { it.topicArn(arn) } },
            ses(Receivers.defaultBus, "The event `Email Sent` and its like") { arn -> eventBridgeDestination { it.eventBusArn(arn) } },
            ses(Receivers.deliveryStream, "The event as JSON and a line break") { arn ->
                kinesisFirehoseDestination { it.deliveryStreamArn(arn).iamRoleArn("arn:aws:iam::123456789012:role/r") }
            },
            feedback,
            receipt(Receivers.bucket, "The mail in MIME", Judged.NOBODY) { s3Action { it.bucketName(NAME) } },
            receipt(Receivers.topic, "The mail in a notification") { arn -> snsAction { it.topicArn(arn) } },
            receipt(Receivers.function, "The mail's headers") { arn -> lambdaAction { it.functionArn(arn) } },
        )

    val all = s3 + sns + ses
}
