package io.mockaws.services.pricing

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeUnique
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.mockaws.MockAws
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.exception.SdkClientException
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.pricing.PricingClient
import software.amazon.awssdk.services.pricing.model.Filter
import software.amazon.awssdk.services.pricing.model.FilterType
import software.amazon.awssdk.services.pricing.model.PricingException
import java.net.UnknownHostException
import java.nio.file.Path
import java.time.Instant

/** https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html */
class PricingTest {
    private fun pricing(test: (MockAws, PricingClient) -> Unit) =
        MockAws.start().use { aws ->
            PricingClient.builder().region(Region.US_EAST_1).build().use { test(aws, it) }
        }

    @Test
    fun `a product is a document of JSON in AWS's form`() =
        pricing { _, client ->
            val document = client.products("instanceType" to "m5.large", "regionCode" to "eu-west-1", "operatingSystem" to "Linux").single()
            document.keys shouldBe setOf("product", "serviceCode", "terms", "version", "publicationDate")
            document.text("serviceCode") shouldBe "AmazonEC2"
            document.text("publicationDate") shouldBe "2025-04-04T22:41:22Z"
            document.text("version") shouldBe "20250404224122"
            val product = document.getValue("product").jsonObject
            product.text("productFamily") shouldBe "Compute Instance"
            val sku = product.text("sku")
            val attributes = product.getValue("attributes").jsonObject.mapValues { it.value.jsonPrimitive.content }
            attributes.entries.map { it.toPair() } shouldContainAll
                listOf(
                    "vcpu" to "2", "memory" to "8 GiB", "clockSpeed" to "3.1 GHz", "tenancy" to "Shared", "location" to "EU (Ireland)",
                    "usagetype" to "EU-BoxUsage:m5.large", "operation" to "RunInstances", "preInstalledSw" to "NA",
                    "licenseModel" to "No License required", "normalizationSizeFactor" to "4", "storage" to "EBS only",
                    "networkPerformance" to "Up to 10 Gigabit", "capacitystatus" to "Used", "marketoption" to "OnDemand",
                )
            val term = document.getValue("terms").jsonObject.getValue("OnDemand").jsonObject.getValue("$sku.JRTCKXETXF").jsonObject
            term.text("offerTermCode") shouldBe "JRTCKXETXF"
            term.text("sku") shouldBe sku
            val dimension = term.getValue("priceDimensions").jsonObject.getValue("$sku.JRTCKXETXF.6YS6EN2CT7").jsonObject
            dimension.text("unit") shouldBe "Hrs"
            dimension.text("endRange") shouldBe "Inf"
            dimension.text("description") shouldBe "\$0.107 per On Demand Linux m5.large Instance Hour"
            dimension.getValue("pricePerUnit").jsonObject.text("USD") shouldBe "0.1070000000"
        }

    @Test
    fun `Windows costs what AWS asks for each vCPU more`() =
        pricing { aws, _ ->
            aws.pricing.priceOf("m5.large", "us-east-1", "Windows") shouldBe "0.1880000000"
            aws.pricing.priceOf("m6a.xlarge", "us-east-1", "Windows") shouldBe "0.3568000000"
            aws.pricing.priceOf("m6g.large", "us-east-1", "Windows") shouldBe null
        }

    @Test
    fun `filters of each type admit what they say`() =
        pricing { _, client ->
            fun types(vararg filters: Filter) = client.found(*filters).map { it.attribute("instanceType") }.toSet()
            val where = arrayOf(filter("regionCode", "us-east-1"), filter("operatingSystem", "Linux"))
            types(*where, filter("instanceType", "t3.nano", FilterType.EQUALS)) shouldBe setOf("t3.nano")
            types(*where, filter("instanceType", "t3.", FilterType.CONTAINS)) shouldHaveSize 7
            types(*where, filter("instanceType", "t3.nano,t3.micro", FilterType.ANY_OF)) shouldBe setOf("t3.nano", "t3.micro")
            val rest = types(*where, filter("instanceType", "t3", FilterType.CONTAINS), filter("vcpu", "2,4", FilterType.NONE_OF))
            rest shouldBe setOf("t3.2xlarge", "t3a.2xlarge")
        }

    @Test
    fun `pages follow each other, and no product comes twice`() =
        pricing { _, client ->
            val pages = client.getProductsPaginator {
                it.serviceCode("AmazonEC2").filters(filter("regionCode", "us-west-2")).maxResults(50)
            }
            val all = pages.priceList().map { Json.parseToJsonElement(it).jsonObject.getValue("product").jsonObject.text("sku") }
            all.shouldBeUnique()
            (all.size > 400) shouldBe true
            pages.first().priceList() shouldHaveSize 50
            pages.first().formatVersion() shouldBe "aws_v1"
            refusal { client.getProducts { it.serviceCode("AmazonS3").nextToken(pages.first().nextToken()) } } shouldContain
                "InvalidNextTokenException"
        }

    @Test
    fun `services and the values of their attributes are listed`() =
        pricing { _, client ->
            val services = client.describeServices { }.services()
            services.map { it.serviceCode() } shouldContainAll
                listOf("AmazonEC2", "AmazonS3", "AmazonDynamoDB", "AWSQueueService", "AWSLambda")
            services.first { it.serviceCode() == "AmazonEC2" }.attributeNames() shouldContainAll listOf("instanceType", "vcpu", "termType")
            client.describeServices { it.serviceCode("AmazonS3") }.services() shouldHaveSize 1
            val systems = client.getAttributeValues { it.serviceCode("AmazonEC2").attributeName("operatingSystem") }
            systems.attributeValues().map { it.value() } shouldBe listOf("Linux", "Windows")
            val types = client.getAttributeValuesPaginator { it.serviceCode("AmazonEC2").attributeName("instanceType") }
            types.attributeValues().map { it.value() } shouldContainAll listOf("c7g.16xlarge", "m5.large", "t4g.nano")
        }

    @Test
    fun `what cannot be asked is refused`() =
        pricing { _, client ->
            refusal { client.getProducts { it.serviceCode("AmazonNothing") } } shouldBe "InvalidParameterException: Service code is invalid"
            refusal { client.getProducts { it.serviceCode("AmazonEC2").filters(filter("colour", "red")) } } shouldContain
                "InvalidParameterException"
            refusal { client.getProducts { it.serviceCode("AmazonEC2").formatVersion("aws_v2") } } shouldContain "InvalidParameterException"
            refusal { client.getAttributeValues { it.serviceCode("AmazonEC2").attributeName("colour") } } shouldContain
                "InvalidParameterException"
            refusal { client.getProducts { it.serviceCode("AmazonEC2").maxResults(101) } } shouldContain "InvalidParameterException"
        }

    @Test
    fun `elsewhere there is no such host`() =
        pricing { _, _ ->
            PricingClient.builder().region(Region.EU_WEST_1).overrideConfiguration {
                it.retryStrategy { r -> r.maxAttempts(1) }
            }.build().use { away ->
                val failure = shouldThrow<SdkClientException> { away.describeServices { } }
                generateSequence(failure as Throwable) { it.cause }.last()::class shouldBe UnknownHostException::class
            }
            PricingClient.builder().region(Region.EU_CENTRAL_1).build().use { it.describeServices { }.services().isEmpty() shouldBe false }
        }

    @Test
    fun `a test's own price stands in place of what ships, in every region of the API`(@TempDir folder: Path) =
        pricing { aws, client ->
            aws.pricing.ec2("m5.large", "eu-west-1", "0.2").ec2("z9.huge", "mars-1", "12")
            val mine = client.products("instanceType" to "m5.large", "regionCode" to "eu-west-1", "operatingSystem" to "Linux").single()
            mine.attribute("vcpu") shouldBe "2"
            aws.pricing.priceOf("m5.large", "eu-west-1") shouldBe "0.2000000000"
            aws.pricing.priceOf("z9.huge", "mars-1") shouldBe "12.0000000000"
            aws.pricing.priceOf("m5.xlarge", "eu-west-1") shouldBe "0.2140000000"
            PricingClient.builder().region(Region.AP_SOUTH_1).build().use { it.products("instanceType" to "z9.huge") shouldHaveSize 1 }
            val world = folder.resolve("world.zip").also { aws.save(it) }
            aws.reset()
            aws.pricing.priceOf("m5.large", "eu-west-1") shouldBe "0.1070000000"
            aws.load(world)
            aws.pricing.priceOf("m5.large", "eu-west-1") shouldBe "0.2000000000"
            shouldThrow<IllegalArgumentException> { aws.pricing.ec2("m5.large", "eu-west-1", "dear") }
        }

    @Test
    fun `an offer file of AWS's bulk list is loaded`() =
        pricing { aws, client ->
            aws.pricing.offers(OFFER)
            val found = client.found("AmazonMSK", filter("group", "Broker")).single()
            found.attribute("computeFamily") shouldBe "m5.large"
            found.toString() shouldContain "0.2310000000"
            found.text("version") shouldBe "20250401120000"
            client.describeServices { it.serviceCode("AmazonMSK") }.services().single().attributeNames() shouldContain "computeFamily"
            shouldThrow<IllegalArgumentException> { aws.pricing.offers("""{"offerCode":"AmazonMSK"}""") }
            shouldThrow<IllegalArgumentException> { aws.pricing.offers("no JSON") }
        }

    @Test
    fun `price lists are listed and have addresses`() =
        pricing { _, client ->
            val lists = client.listPriceLists {
                it.serviceCode("AmazonEC2").currencyCode("USD").effectiveDate(Instant.parse("2025-06-01T00:00:00Z")).regionCode("eu-west-1")
            }
            val list = lists.priceLists().single()
            list.priceListArn() shouldBe "arn:aws:pricing:::price-list/aws/AmazonEC2/USD/20250404224122/eu-west-1"
            client.getPriceListFileUrl { it.priceListArn(list.priceListArn()).fileFormat("json") }.url() shouldEndWith
                "/offers/v1.0/aws/AmazonEC2/20250404224122/eu-west-1/index.json"
            client.listPriceLists {
                it.serviceCode("AmazonEC2").currencyCode("USD").effectiveDate(Instant.EPOCH)
            }.priceLists() shouldHaveSize
                0
            refusal {
                client.getPriceListFileUrl { it.priceListArn(list.priceListArn().replace("AmazonEC2", "None")).fileFormat("json") }
            } shouldContain
                "ResourceNotFoundException"
        }

    /** A helper as users write it: what all x86_64 types are and cost. */
    @Test
    fun `vCPUs, memory, clock and price of all x86_64 types are put together`() =
        pricing { _, client ->
            val lines =
                client.getProductsPaginator {
                    it.serviceCode("AmazonEC2").filters(
                        filter("regionCode", "us-east-1"),
                        filter("operatingSystem", "Linux"),
                        filter("tenancy", "Shared"),
                        filter("preInstalledSw", "NA"),
                        filter("capacitystatus", "Used"),
                    )
                }.priceList().map { Json.parseToJsonElement(it).jsonObject }
                    .filter { "Graviton" !in it.attribute("physicalProcessor").orEmpty() }
                    .associate { document ->
                        val term = document.getValue("terms").jsonObject.getValue("OnDemand").jsonObject.values.first().jsonObject
                        val dimension = term.getValue("priceDimensions").jsonObject.values.first().jsonObject
                        document.attribute("instanceType") to
                            listOf(
                                document.attribute("vcpu")!!.toInt(),
                                document.attribute("memory")!!.removeSuffix(" GiB").toDouble(),
                                document.attribute("clockSpeed"),
                                dimension.getValue("pricePerUnit").jsonObject.text("USD").toDouble(),
                            )
                    }
            lines["m5.large"] shouldBe listOf(2, 8.0, "3.1 GHz", 0.096)
            lines["c5.18xlarge"] shouldBe listOf(72, 144.0, "3 GHz", 3.06)
            lines["t3.micro"] shouldBe listOf(2, 1.0, "3.1 GHz", 0.0104)
            lines.keys shouldNotContain "m6g.large"
            (lines.size > 200) shouldBe true
        }

    private companion object {
        const val OFFER =
            """{"formatVersion":"v1.0","offerCode":"AmazonMSK","version":"20250401120000","publicationDate":"2025-04-01T12:00:00Z",
            "products":{"ABC":{"sku":"ABC","productFamily":"Managed Streaming for Apache Kafka (MSK)",
            "attributes":{"servicecode":"AmazonMSK","group":"Broker","computeFamily":"m5.large","regionCode":"us-east-1"}}},
            "terms":{"OnDemand":{"ABC":{"ABC.JRTCKXETXF":{"offerTermCode":"JRTCKXETXF","sku":"ABC","priceDimensions":{
            "ABC.JRTCKXETXF.6YS6EN2CT7":{"unit":"Hrs","pricePerUnit":{"USD":"0.2310000000"}}}}}}}}"""

        fun filter(
            field: String,
            value: String,
            type: FilterType = FilterType.TERM_MATCH,
        ): Filter = Filter.builder().type(type).field(field).value(value).build()

        fun PricingClient.products(vararg asked: Pair<String, String>): List<JsonObject> =
            found(*asked.map { filter(it.first, it.second) }.toTypedArray())

        fun PricingClient.found(vararg filters: Filter): List<JsonObject> = found("AmazonEC2", *filters)

        fun PricingClient.found(
            service: String,
            vararg filters: Filter,
        ): List<JsonObject> =
            getProducts { it.serviceCode(service).filters(*filters) }.priceList().map { Json.parseToJsonElement(it).jsonObject }

        fun JsonObject.text(name: String): String = getValue(name).jsonPrimitive.content

        fun JsonObject.attribute(name: String): String? =
            getValue("product").jsonObject.getValue("attributes").jsonObject[name]?.jsonPrimitive?.content

        fun refusal(call: () -> Any?): String =
            try {
                "answered ${call()}"
            } catch (refused: PricingException) {
                "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
            }
    }
}
