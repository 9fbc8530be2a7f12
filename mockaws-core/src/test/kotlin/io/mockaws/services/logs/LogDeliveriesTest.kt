package io.mockaws.services.logs

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** Logs of AWS's own services, as LocalStack recorded its `test_logs_delivery` at AWS. */
class LogDeliveriesTest {
    @AutoClose
    private val world = LogsWorld()
    private val client = world.client
    private val distribution = "arn:aws:cloudfront::123456789012:distribution/E1Q5F5862X9VJ5"

    private fun destination(
        name: String = "d",
        resource: String = "arn:aws:s3:::logs",
        format: String? = null,
    ) = client.putDeliveryDestination {
        it.name(name).outputFormat(format).deliveryDestinationConfiguration { c -> c.destinationResourceArn(resource) }
    }.deliveryDestination()

    @Test
    fun `a source is a resource of one of AWS's services`() {
        val source =
            client.putDeliverySource {
                it.name("s").resourceArn(distribution).logType("ACCESS_LOGS").tags(mapOf("key1" to "value1"))
            }.deliverySource()
        listOf(source.arn(), source.service(), source.logType(), "${source.resourceArns()}", "${source.tags()}") shouldBe
            listOf("arn:aws:logs:us-east-1:123456789012:delivery-source:s", "cloudfront", "ACCESS_LOGS", "[$distribution]", "{key1=value1}")
        fun put(
            resource: String,
            type: String = "ACCESS_LOGS",
        ) = refusal { client.putDeliverySource { it.name("s").resourceArn(resource).logType(type) } }
        put("arn:aws:s3:::bucket") shouldBe "ResourceNotFoundException: Cannot access provided service."
        put(distribution, "EVENT_LOGS") shouldStartWith "ValidationException: "
        put("${distribution}2") shouldStartWith "ConflictException: "
        client.describeDeliverySources { }.deliverySources() shouldBe listOf(client.getDeliverySource { it.name("s") }.deliverySource())
        client.deleteDeliverySource { it.name("s") }
        refusal { client.getDeliverySource { it.name("s") } } shouldBe
            "ResourceNotFoundException: Requested Delivery Source does not exist in this account."
    }

    @Test
    fun `a destination is a bucket, a group or a delivery stream, and keeps its format`() {
        destination(format = "json").run {
            listOf(arn(), deliveryDestinationTypeAsString(), outputFormatAsString()) shouldBe
                listOf("arn:aws:logs:us-east-1:123456789012:delivery-destination:d", "S3", "json")
        }
        destination(resource = "arn:aws:s3:::second").outputFormatAsString() shouldBe "json"
        destination("f", "arn:aws:firehose:us-east-1:123456789012:deliverystream/s").deliveryDestinationTypeAsString() shouldBe "FH"
        refusal { destination(format = "plain") } shouldStartWith "ValidationException: "
        refusal { destination(format = "foobar") } shouldStartWith
            "ValidationException: 1 validation error detected: Value 'foobar' at 'outputFormat' failed to satisfy constraint: " +
            "Member must satisfy enum value set: ["
        client.describeDeliveryDestinations { it.limit(1) }.run {
            deliveryDestinations().single().name() shouldBe "d"
            client.describeDeliveryDestinations { it.nextToken(nextToken()) }.deliveryDestinations().single().name() shouldBe "f"
        }
        client.putDeliveryDestinationPolicy { it.deliveryDestinationName("d").deliveryDestinationPolicy("{}") }
            .policy().deliveryDestinationPolicy() shouldBe "{}"
        client.deleteDeliveryDestinationPolicy { it.deliveryDestinationName("d") }
        client.getDeliveryDestinationPolicy { it.deliveryDestinationName("d") }.policy().deliveryDestinationPolicy() shouldBe null
        client.deleteDeliveryDestination { it.name("d") }
        val none = "ResourceNotFoundException: Requested Delivery Destination does not exist in this account."
        refusal { client.deleteDeliveryDestination { it.name("d") } } shouldBe none
        refusal { client.putDeliveryDestinationPolicy { it.deliveryDestinationName("d").deliveryDestinationPolicy("{}") } } shouldBe none
    }

    @Test
    fun `a delivery is from a source to a destination, and holds both`() {
        client.putDeliverySource { it.name("s").resourceArn(distribution).logType("ACCESS_LOGS") }
        val arn = destination().arn()
        val delivery = client.createDelivery { it.deliverySourceName("s").deliveryDestinationArn(arn).tags(mapOf("a" to "b")) }.delivery()
        delivery.arn() shouldBe "arn:aws:logs:us-east-1:123456789012:delivery:${delivery.id()}"
        delivery.deliveryDestinationTypeAsString() shouldBe "S3"
        delivery.recordFields().run { listOf(first(), last(), "$size") } shouldBe listOf("date", "sc-range-end", "33")
        delivery.s3DeliveryConfiguration().suffixPath() shouldBe "AWSLogs/{account-id}/CloudFront/"
        client.listTagsForResource { it.resourceArn(delivery.arn()) }.tags() shouldBe mapOf("a" to "b")
        fun create(
            source: String,
            to: String,
        ) = refusal { client.createDelivery { it.deliverySourceName(source).deliveryDestinationArn(to) } }
        create("s", arn) shouldStartWith "ConflictException: "
        create("none", arn) shouldStartWith "ResourceNotFoundException: "
        create("s", "${arn}2") shouldStartWith "ResourceNotFoundException: "
        refusal { client.deleteDeliverySource { it.name("s") } } shouldStartWith "ConflictException: "
        refusal { client.deleteDeliveryDestination { it.name("d") } } shouldStartWith "ConflictException: "
        client.updateDeliveryConfiguration { it.id(delivery.id()).recordFields("date").fieldDelimiter(",") }
        client.getDelivery { it.id(delivery.id()) }.delivery().run { listOf("${recordFields()}", fieldDelimiter()) } shouldBe
            listOf("[date]", ",")
        client.deleteDelivery { it.id(delivery.id()) }
        client.describeDeliveries { }.deliveries().shouldBeEmpty()
        refusal { client.getDelivery { it.id(delivery.id()) } } shouldBe
            "ResourceNotFoundException: Requested Delivery does not exist in this account."
    }
}
