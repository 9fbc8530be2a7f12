package io.mockaws.services.ses

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.ses.model.CloudWatchDimensionConfiguration
import software.amazon.awssdk.services.ses.model.DimensionValueSource
import software.amazon.awssdk.services.ses.model.EventType
import software.amazon.awssdk.services.ses.model.NotificationType
import software.amazon.awssdk.services.sesv2.model.EventType as EventTypeV2

/**
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, and what LocalStack recorded of AWS:
 * test_ses_sns_topic_integration_send_email.
 */
class SesEventsTest {
    private val aws = MockAws.start()
    private val v1 = aws.v1()
    private val v2 = aws.v2()

    init {
        aws.ses.identity("example.com")
        aws.time.freeze()
    }

    @AfterEach
    fun close() = aws.close()

    private fun events() = aws.ses.events.map { it.type }

    @Test
    fun `the simulator's addresses have their fates`() {
        v1.send(to = arrayOf("ann@x.org"))
        events() shouldBe listOf("Send", "Delivery")
        v1.send(to = arrayOf("bounce+1@simulator.amazonses.com", "success@simulator.amazonses.com"))
        events().drop(2) shouldBe listOf("Send", "Delivery", "Bounce")
        v1.send(to = arrayOf("complaint@simulator.amazonses.com"))
        events().drop(5) shouldBe listOf("Send", "Delivery", "Complaint")
        v1.send(to = arrayOf("ooto@simulator.amazonses.com"))
        v1.send(to = arrayOf("suppressionlist@simulator.amazonses.com"))
        events().drop(8) shouldBe listOf("Send", "Delivery", "Send", "Bounce")
        textAt(aws.ses.events.last().json, "bounce.bounceSubType") shouldBe "Suppressed"
        aws.ses.sentTo("bounce+1@simulator.amazonses.com").single().bounced shouldBe
            listOf("bounce+1@simulator.amazonses.com")
        val point = v1.getSendStatistics().sendDataPoints().single()
        "${point.deliveryAttempts()} ${point.bounces()} ${point.complaints()}" shouldBe "6 2 1"
    }

    @Test
    fun `an event says what mail it is about`() {
        aws.ses.configurationSet("news")
        val id = v1.send("Shop <shop@example.com>", to = arrayOf("bounce@simulator.amazonses.com"), set = "news")
        val json = aws.ses.events.last().json
        textAt(json, "eventType") shouldBe "Bounce"
        textAt(json, "mail.messageId") shouldBe id
        textAt(json, "mail.source") shouldBe "Shop <shop@example.com>"
        textAt(json, "mail.sourceArn") shouldBe "arn:aws:ses:us-east-1:123456789012:identity/example.com"
        textAt(json, "mail.sendingAccountId") shouldBe "123456789012"
        textAt(json, "mail.commonHeaders.subject") shouldBe "Hello"
        "${jsonAt(json, "mail.destination")}" shouldBe """["bounce@simulator.amazonses.com"]"""
        "${jsonAt(json, "mail.tags.ses:configuration-set")}" shouldBe """["news"]"""
        "${jsonAt(json, "mail.tags.ses:operation")}" shouldBe """["SendEmail"]"""
        "${jsonAt(json, "mail.tags.ses:from-domain")}" shouldBe """["example.com"]"""
        "${jsonAt(json, "mail.tags.ses:caller-identity")}" shouldBe """["root"]"""
        textAt(json, "bounce.bounceType") shouldBe "Permanent"
        "${jsonAt(json, "bounce.bouncedRecipients")}" shouldContain """"emailAddress":"bounce@simulator.amazonses.com""""
        textAt(json, "bounce.timestamp")!! shouldStartWith "${aws.time.now()}".take(19)
    }

    /** https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html */
    @Test
    fun `events go to EventBridge, and from there to a queue`() {
        val queue = aws.sqs.queue("bounces")
        val pattern = """{"source":["aws.ses"],"detail-type":["Email Bounced"]}"""
        aws.eventBridge.bus().rule("bounces", pattern, queue.arn)
        aws.ses.configurationSet("news")
        v2.createConfigurationSetEventDestination { request ->
            request.configurationSetName("news").eventDestinationName("bus").eventDestination { d ->
                d.enabled(true).matchingEventTypes(EventTypeV2.BOUNCE, EventTypeV2.COMPLAINT)
                d.eventBridgeDestination { it.eventBusArn(aws.eventBridge.bus().arn) }
            }
        }
        v2.send(to = arrayOf("ann@x.org"), set = "news")
        v2.send(to = arrayOf("bounce@simulator.amazonses.com"), set = "news")
        val event = queue.messages().single().body
        textAt(event, "detail-type") shouldBe "Email Bounced"
        textAt(event, "detail.eventType") shouldBe "Bounce"
        "${jsonAt(event, "resources")}" shouldBe
            """["arn:aws:ses:us-east-1:123456789012:configuration-set/news"]"""
        aws.ses.events.last().publishedTo shouldBe mapOf("bus" to aws.eventBridge.bus().arn)
        aws.calls("events", "PutEvents").single().calledBy shouldBe "ses.amazonaws.com"
    }

    /** LocalStack recorded test_ses_sns_topic_integration_send_email and test_cannot_create_event_for_no_topic of AWS. */
    @Test
    fun `a topic is told that it is in use, and then of events`() {
        val topic = aws.sns.topic("events")
        aws.ses.configurationSet("news")
        fun destination(
            name: String,
            arn: String,
        ) = v1.createConfigurationSetEventDestination { request ->
            request.configurationSetName("news").eventDestination { d ->
                d.name(name).enabled(true).matchingEventTypes(EventType.SEND, EventType.BOUNCE)
                d.snsDestination { it.topicARN(arn) }
            }
        }
        refusal { destination("none", "${topic.arn}2") } shouldBe
            "InvalidSNSDestination: SNS topic <${topic.arn}2> not found."
        destination("topic", topic.arn)
        v1.send(to = arrayOf("success@simulator.amazonses.com"), set = "news")
        val (hello, send) = topic.published
        hello.message shouldBe "Successfully validated SNS topic for Amazon SES event publishing."
        send.subject shouldBe "Amazon SES Email Event Notification"
        textAt(send.message, "eventType") shouldBe "Send"
        topic.published.size shouldBe 2
    }

    /** https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html */
    @Test
    fun `the topics of an identity, or of its domain, are told of bounces`() {
        val topic = aws.sns.topic("feedback")
        aws.ses.identity("shop@example.com")
        v1.setIdentityNotificationTopic {
            it.identity("example.com").notificationType(NotificationType.BOUNCE).snsTopic(topic.arn)
        }
        v1.send(to = arrayOf("bounce@simulator.amazonses.com", "ann@x.org"))
        val bounce = topic.published.single().message
        textAt(bounce, "notificationType") shouldBe "Bounce"
        textAt(bounce, "bounce.bounceType") shouldBe "Permanent"
        jsonAt(bounce, "mail.headers") shouldBe null
        v1.setIdentityHeadersInNotificationsEnabled {
            it.identity("example.com").notificationType(NotificationType.BOUNCE).enabled(true)
        }
        v1.send(to = arrayOf("bounce@simulator.amazonses.com"))
        textAt(topic.published.last().message, "mail.commonHeaders.subject") shouldBe "Hello"
    }

    @Test
    fun `a destination that fails keeps no mail back`() {
        aws.ses.configurationSet("news")
        v2.createConfigurationSetEventDestination { request ->
            request.configurationSetName("news").eventDestinationName("bus").eventDestination { d ->
                d.enabled(true).matchingEventTypes(EventTypeV2.SEND)
                d.eventBridgeDestination { it.eventBusArn(aws.eventBridge.bus().arn) }
            }
        }
        aws.faults { error("ServiceUnavailable", status = 503).on("events", "PutEvents") }
        v2.send(set = "news")
        aws.ses.sent.size shouldBe 1
        aws.ses.events.first().publishedTo.getValue("bus") shouldContain "ServiceUnavailable"
    }

    @Test
    fun `destinations are made, shown, changed and removed by either API`() {
        v1.createConfigurationSet { it.configurationSet { s -> s.name("news") } }
        v1.createConfigurationSetEventDestination { request ->
            request.configurationSetName("news").eventDestination { d ->
                d.name("metrics").enabled(true).matchingEventTypes(EventType.RENDERING_FAILURE, EventType.BOUNCE)
                d.cloudWatchDestination {
                    it.dimensionConfigurations(
                        CloudWatchDimensionConfiguration.builder().dimensionName("kind").defaultDimensionValue("none")
                            .dimensionValueSource(DimensionValueSource.MESSAGE_TAG).build(),
                    )
                }
            }
        }
        v1.send(to = arrayOf("bounce@simulator.amazonses.com"), set = "news")
        aws.ses.events.last().publishedTo shouldBe mapOf("metrics" to "cloudwatch")

        val shown = v2.getConfigurationSetEventDestinations { it.configurationSetName("news") }.eventDestinations().single()
        shown.matchingEventTypesAsStrings() shouldBe listOf("RENDERING_FAILURE", "BOUNCE")
        shown.cloudWatchDestination().dimensionConfigurations().single().dimensionValueSourceAsString() shouldBe "MESSAGE_TAG"
        v2.updateConfigurationSetEventDestination { request ->
            request.configurationSetName("news").eventDestinationName("metrics").eventDestination { d ->
                d.enabled(false).matchingEventTypes(EventTypeV2.OPEN, EventTypeV2.DELIVERY_DELAY)
                d.kinesisFirehoseDestination { it.iamRoleArn("role").deliveryStreamArn("arn:aws:firehose:us-east-1:1:x/y") }
            }
        }
        val described =
            v1.describeConfigurationSet {
                it.configurationSetName("news").configurationSetAttributeNamesWithStrings("eventDestinations")
            }.eventDestinations().single()
        described.matchingEventTypesAsStrings() shouldBe listOf("open")
        described.kinesisFirehoseDestination().iamRoleARN() shouldBe "role"
        described.enabled() shouldBe false

        refusal { v1.deleteConfigurationSetEventDestination { it.configurationSetName("news").eventDestinationName("x") } } shouldBe
            "EventDestinationDoesNotExist: No EventDestination found for news"
        refusal { v1.deleteConfigurationSetEventDestination { it.configurationSetName("no").eventDestinationName("x") } } shouldBe
            "ConfigurationSetDoesNotExist: Configuration set <no> does not exist."
        v2.deleteConfigurationSetEventDestination { it.configurationSetName("news").eventDestinationName("metrics") }
        v2.getConfigurationSetEventDestinations { it.configurationSetName("news") }.eventDestinations() shouldBe emptyList()
    }

    @Test
    fun `a virus is rejected`() {
        val virus = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "\$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!\$H+H*"
        val raw = "From: shop@example.com\r\nTo: ann@x.org\r\n\r\n$virus"
        v1.sendRawEmail { it.rawMessage { m -> m.data(SdkBytes.fromUtf8String(raw)) } }
        events() shouldBe listOf("Send", "Reject")
        textAt(aws.ses.events.last().json, "reject.reason") shouldBe "Bad content"
        aws.ses.failed.single().failure shouldBe "Bad content"
        v1.getSendStatistics().sendDataPoints().single().rejects() shouldBe 1
    }

    /** https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html */
    @Test
    fun `addresses on the suppression list get nothing`() {
        v2.putSuppressedDestination { it.emailAddress("Gone@x.org").reason("BOUNCE") }
        aws.ses.suppress("spam@x.org")
        v2.listSuppressedDestinations { }.suppressedDestinationSummaries().map { it.emailAddress() } shouldBe
            listOf("Gone@x.org", "spam@x.org")
        v1.send(to = arrayOf("gone@X.org", "ann@x.org"))
        events() shouldBe listOf("Send", "Delivery", "Bounce")
        textAt(aws.ses.events.last().json, "bounce.bounceSubType") shouldBe "OnAccountSuppressionList"
        aws.ses.sent.single().delivered shouldBe listOf("ann@x.org")

        v2.createConfigurationSet { it.configurationSetName("all").suppressionOptions { s -> s.suppressedReasons(emptyList()) } }
        v1.send(to = arrayOf("gone@x.org"), set = "all")
        aws.ses.sent.last().delivered shouldBe listOf("gone@x.org")
        v2.deleteSuppressedDestination { it.emailAddress("gone@x.org") }
        refusal { v2.getSuppressedDestination { it.emailAddress("gone@x.org") } } shouldBe
            "NotFoundException: Email address gone@x.org does not exist on your suppression list."
        aws.ses.suppressed shouldBe listOf("spam@x.org")
    }

    /** https://docs.aws.amazon.com/ses/latest/dg/sending-email-list-management.html */
    @Test
    fun `who has unsubscribed from a topic gets nothing of it`() {
        v2.createContactList { list ->
            list.contactListName("people").topics({ it.topicName("news").displayName("News").defaultSubscriptionStatus("OPT_IN") })
        }
        v2.createContact { it.contactListName("people").emailAddress("ann@x.org") }
        v2.createContact { contact ->
            contact.contactListName("people").emailAddress("bob@x.org")
            contact.topicPreferences({ it.topicName("news").subscriptionStatus("OPT_OUT") })
        }
        v2.sendEmail { mail ->
            mail.fromEmailAddress("shop@example.com").destination { it.toAddresses("ann@x.org", "bob@x.org") }
            mail.listManagementOptions { it.contactListName("people").topicName("news") }
            mail.content { c -> c.simple { m -> m.subject { it.data("s") }.body { b -> b.text { it.data("t") } } } }
        }
        val sent = aws.ses.sent.single()
        sent.delivered shouldBe listOf("ann@x.org")
        sent.bounced shouldBe listOf("bob@x.org")
        textAt(aws.ses.events.last().json, "bounce.bounceSubType") shouldBe "UnsubscribedRecipient"
        v2.listContacts { list ->
            list.contactListName("people").filter { f -> f.filteredStatus("OPT_OUT").topicFilter { it.topicName("news") } }
        }.contacts().map { it.emailAddress() } shouldBe listOf("bob@x.org")
    }
}
