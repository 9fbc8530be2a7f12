package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.s3.model.AnalyticsConfiguration
import software.amazon.awssdk.services.s3.model.IntelligentTieringConfiguration
import software.amazon.awssdk.services.s3.model.InventoryConfiguration
import software.amazon.awssdk.services.s3.model.InventoryOptionalField
import software.amazon.awssdk.services.s3.model.MetricsConfiguration
import java.nio.file.Path

/**
 * Analytics, inventories, metrics and tierings. Answers and texts are those that localstack recorded at AWS
 * (tests/aws/services/s3/test_s3: test_s3_analytics_configurations, _intelligent_tier_config, _inventory_report_crud,
 * _put_inventory_report_exceptions); pages and limits are those of AWS's API reference.
 */
class S3NamedSettingsTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }

    private fun analytics(
        id: String,
        prefix: String = "p",
    ) = AnalyticsConfiguration.builder().id(id).filter { it.prefix(prefix) }.storageClassAnalysis { a ->
        a.dataExport { e ->
            e.outputSchemaVersion("V_1").destination { d ->
                d.s3BucketDestination { it.format("CSV").bucket("arn:aws:s3:::reports").prefix("test") }
            }
        }
    }.build()

    private fun put(
        configuration: AnalyticsConfiguration,
        id: String = configuration.id(),
    ) = s3.putBucketAnalyticsConfiguration { it.bucket("box").id(id).analyticsConfiguration(configuration) }

    private fun inventory(
        id: String = "test-inventory",
        configure: InventoryConfiguration.Builder.() -> Unit = {},
    ) = InventoryConfiguration.builder().id(id).isEnabled(true).includedObjectVersions("All").schedule { it.frequency("Daily") }
        .destination { d -> d.s3BucketDestination { it.bucket("arn:aws:s3:::reports").format("CSV") } }.apply(configure).build()

    private fun put(
        configuration: InventoryConfiguration,
        id: String = configuration.id(),
    ) = s3.putBucketInventoryConfiguration { it.bucket("box").id(id).inventoryConfiguration(configuration) }

    private fun tiering(
        id: String,
        days: Int = 90,
        tier: String = "ARCHIVE_ACCESS",
    ) = IntelligentTieringConfiguration.builder().id(id).status("Enabled").filter { it.prefix(id) }
        .tierings({ it.days(days).accessTier(tier) }).build()

    private fun put(
        configuration: IntelligentTieringConfiguration,
        id: String = configuration.id(),
    ) = s3.putBucketIntelligentTieringConfiguration { it.bucket("box").id(id).intelligentTieringConfiguration(configuration) }

    private fun put(
        configuration: MetricsConfiguration,
        id: String = configuration.id(),
    ) = s3.putBucketMetricsConfiguration { it.bucket("box").id(id).metricsConfiguration(configuration) }

    private fun missing(call: () -> Any?) =
        shouldFail("NoSuchConfiguration", 404, call).awsErrorDetails().errorMessage() shouldBe
            "The specified configuration does not exist."

    @Test
    fun `analytics are put, replaced, listed and deleted, each by its id`() {
        missing { s3.getBucketAnalyticsConfiguration { it.bucket("box").id("one") } }
        missing { s3.deleteBucketAnalyticsConfiguration { it.bucket("box").id("one") } }
        s3.listBucketAnalyticsConfigurations { it.bucket("box") }.analyticsConfigurationList() shouldBe emptyList()
        put(analytics("one")).sdkHttpResponse().statusCode() shouldBe 204
        put(analytics("one", prefix = "other"))
        put(analytics("two"))
        s3.getBucketAnalyticsConfiguration { it.bucket("box").id("one") }.analyticsConfiguration() shouldBe analytics("one", "other")
        s3.listBucketAnalyticsConfigurations { it.bucket("box") }.run {
            analyticsConfigurationList() shouldBe listOf(analytics("one", "other"), analytics("two"))
            isTruncated() shouldBe false
        }
        s3.deleteBucketAnalyticsConfiguration { it.bucket("box").id("one") }.sdkHttpResponse().statusCode() shouldBe 204
        s3.listBucketAnalyticsConfigurations { it.bucket("box") }.analyticsConfigurationList().map { it.id() } shouldBe listOf("two")
        shouldFail("MalformedXML", 400) { put(analytics("three"), id = "four") }
    }

    @Test
    fun `inventories come in the order of their ids, with all that they were put with`() {
        val full =
            inventory("z-test") {
                filter { it.prefix("folder/") }.optionalFields(InventoryOptionalField.knownValues())
                destination { d ->
                    d.s3BucketDestination { b ->
                        b.bucket("arn:aws:s3:::reports").format("Parquet").accountId("123456789012").prefix("p")
                            .encryption { e -> e.ssekms { it.keyId("key") } }
                    }
                }
            }
        listOf(full, inventory("a-test"), inventory("test-1")).forEach { put(it) }
        s3.listBucketInventoryConfigurations { it.bucket("box") }.inventoryConfigurationList().map { it.id() } shouldBe
            listOf("a-test", "test-1", "z-test")
        s3.getBucketInventoryConfiguration { it.bucket("box").id("z-test") }.inventoryConfiguration() shouldBe full
        s3.deleteBucketInventoryConfiguration { it.bucket("box").id("z-test") }
        missing { s3.getBucketInventoryConfiguration { it.bucket("box").id("z-test") } }
    }

    @Test
    fun `what is no inventory is refused`() {
        shouldFail("IdMismatch", 400) { put(inventory(), id = "wrong") }.awsErrorDetails().errorMessage() shouldBe
            "Document ID does not match the specified configuration ID."
        shouldFail("InvalidS3DestinationBucket", 400) {
            put(inventory { destination { d -> d.s3BucketDestination { it.bucket("reports").format("CSV") } } })
        }.awsErrorDetails().errorMessage() shouldBe "Invalid bucket ARN."
        shouldFail("MalformedXML", 400) {
            put(inventory { destination { d -> d.s3BucketDestination { it.bucket("arn:aws:s3:::reports").format("WRONG") } } })
        }
        shouldFail("MalformedXML", 400) { put(inventory { schedule { it.frequency("Hourly") } }) }
        shouldFail("MalformedXML", 400) { put(inventory { includedObjectVersions("Wrong") }) }
        shouldFail("MalformedXML", 400) { put(inventory { optionalFieldsWithStrings("TestField") }) }
        s3.listBucketInventoryConfigurations { it.bucket("box") }.inventoryConfigurationList() shouldBe emptyList()
    }

    @Test
    fun `tierings are put, listed and deleted`() {
        shouldFail("MalformedXML", 400) { put(tiering("one"), id = "two") }
        shouldFail("InvalidArgument", 400) { put(tiering("one", days = 89)) }
        shouldFail("InvalidArgument", 400) { put(tiering("one", days = 179, tier = "DEEP_ARCHIVE_ACCESS")) }
        put(tiering("one"))
        put(tiering("two"))
        s3.getBucketIntelligentTieringConfiguration { it.bucket("box").id("one") }.intelligentTieringConfiguration() shouldBe tiering("one")
        s3.listBucketIntelligentTieringConfigurations { it.bucket("box") }.intelligentTieringConfigurationList() shouldBe
            listOf(tiering("one"), tiering("two"))
        s3.deleteBucketIntelligentTieringConfiguration { it.bucket("box").id("one") }
        missing { s3.deleteBucketIntelligentTieringConfiguration { it.bucket("box").id("one") } }
        shouldFail("NoSuchBucket", 404) { s3.deleteBucketIntelligentTieringConfiguration { it.bucket("none").id("two") } }
    }

    @Test
    fun `metrics are put, listed and deleted`() {
        val whole = MetricsConfiguration.builder().id("EntireBucket").build()
        val some = MetricsConfiguration.builder().id("some").filter { f ->
            f.and { a -> a.prefix("p").tags({ it.key("k").value("v") }).accessPointArn("arn:aws:s3:us-east-1:123456789012:accesspoint/a") }
        }.build()
        put(whole)
        put(some)
        s3.getBucketMetricsConfiguration { it.bucket("box").id("some") }.metricsConfiguration() shouldBe some
        s3.listBucketMetricsConfigurations { it.bucket("box") }.metricsConfigurationList() shouldBe listOf(whole, some)
        s3.deleteBucketMetricsConfiguration { it.bucket("box").id("some") }
        missing { s3.getBucketMetricsConfiguration { it.bucket("box").id("some") } }
        shouldFail("MalformedXML", 400) { put(whole, id = "other") }
    }

    @Test
    fun `there are a hundred on a page and a thousand at all`() {
        val ids = (1..1000).map { "id-%04d".format(it) }
        ids.shuffled(kotlin.random.Random(1)).forEach { put(MetricsConfiguration.builder().id(it).build()) }
        shouldFail("TooManyConfigurations", 400) { put(MetricsConfiguration.builder().id("one-more").build()) }
        put(MetricsConfiguration.builder().id(ids.first()).build())
        val first = s3.listBucketMetricsConfigurations { it.bucket("box") }
        first.metricsConfigurationList().map { it.id() } shouldBe ids.take(100)
        first.isTruncated() shouldBe true
        var next: String? = first.nextContinuationToken()
        val rest =
            generateSequence { next?.let { token -> s3.listBucketMetricsConfigurations { it.bucket("box").continuationToken(token) } } }
                .onEach { next = it.nextContinuationToken() }.flatMap { it.metricsConfigurationList() }.map { it.id() }.toList()
        rest shouldBe ids.drop(100)
        shouldFail("InvalidArgument", 400) { s3.listBucketMetricsConfigurations { it.bucket("box").continuationToken("?") } }
    }

    @Test
    fun `kinds do not disturb each other, and survive files`(
        @TempDir folder: Path,
    ) {
        put(analytics("same"))
        put(inventory("same"))
        put(tiering("same"))
        put(MetricsConfiguration.builder().id("same").build())
        world.aws.save(folder.resolve("world"))
        s3.deleteBucketAnalyticsConfiguration { it.bucket("box").id("same") }
        s3.getBucketInventoryConfiguration { it.bucket("box").id("same") }.inventoryConfiguration() shouldBe inventory("same")
        world.aws.load(folder.resolve("world"))
        s3.getBucketAnalyticsConfiguration { it.bucket("box").id("same") }.analyticsConfiguration() shouldBe analytics("same")
        s3.getBucketIntelligentTieringConfiguration { it.bucket("box").id("same") }.intelligentTieringConfiguration() shouldBe
            tiering("same")
    }
}
