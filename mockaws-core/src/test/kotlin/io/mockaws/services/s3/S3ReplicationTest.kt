package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplication
import software.amazon.awssdk.services.s3.model.ReplicationRule
import software.amazon.awssdk.services.s3.model.ReplicationRuleFilter

/**
 * Answers and texts are those that localstack recorded at AWS (tests/aws/services/s3/test_s3, TestS3BucketReplication); what a
 * rule with a filter has to say is in https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
 */
class S3ReplicationTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client

    @BeforeEach
    fun `two buckets`() {
        listOf("source", "replica").forEach { name -> s3.createBucket { it.bucket(name) } }
    }

    private fun version(
        bucket: String,
        status: String = "Enabled",
    ) = s3.putBucketVersioning { r -> r.bucket(bucket).versioningConfiguration { it.status(status) } }

    private fun put(vararg rules: ReplicationRule.Builder.() -> Unit) =
        s3.putBucketReplication { r ->
            r.bucket("source").replicationConfiguration { c -> c.role("arn:aws:iam::123456789012:role/r").rules(rules.map { rule(it) }) }
        }

    private fun rule(rule: ReplicationRule.Builder.() -> Unit): ReplicationRule =
        ReplicationRule.builder().id("rule").status("Enabled").priority(1).filter { it.prefix("Tax") }
            .deleteMarkerReplication { it.status("Disabled") }.destination { it.bucket("arn:aws:s3:::replica") }.apply(rule).build()

    private fun get() = s3.getBucketReplication { it.bucket("source") }.replicationConfiguration()

    private fun refused(
        message: String,
        code: String = "InvalidRequest",
        rule: ReplicationRule.Builder.() -> Unit,
    ) {
        shouldFail(code, 400) { put(rule) }.awsErrorDetails().errorMessage() shouldBe message
    }

    private fun noReplication() =
        shouldFail("ReplicationConfigurationNotFoundError", 404) { get() }.awsErrorDetails().errorMessage() shouldBe
            "The replication configuration was not found"

    @Test
    fun `rules are put, shown and deleted`() {
        noReplication()
        listOf("source", "replica").forEach { version(it) }
        val full: ReplicationRule.Builder.() -> Unit = {
            id("full").filter { f -> f.and { a -> a.prefix("p").tags({ it.key("k").value("v") }) } }
            sourceSelectionCriteria { s ->
                s.sseKmsEncryptedObjects { it.status("Enabled") }.replicaModifications { it.status("Disabled") }
            }
            existingObjectReplication { it.status("Enabled") }
            destination { d ->
                d.bucket("arn:aws:s3:::replica").account("210987654321").storageClass("STANDARD_IA")
                    .accessControlTranslation { it.owner("Destination") }.encryptionConfiguration { it.replicaKmsKeyID("key") }
                    .replicationTime { t -> t.status("Enabled").time { it.minutes(15) } }
                    .metrics { m -> m.status("Enabled").eventThreshold { it.minutes(15) } }
            }
        }
        put({}, full).sdkHttpResponse().statusCode() shouldBe 200
        get().role() shouldBe "arn:aws:iam::123456789012:role/r"
        get().rules() shouldBe listOf(rule { }, rule(full))
        put({ id(null) })
        get().rules().single().id() shouldMatch "[A-Za-z0-9+/]{48}"
        repeat(2) { s3.deleteBucketReplication { it.bucket("source") }.sdkHttpResponse().statusCode() shouldBe 204 }
        noReplication()
    }

    @Test
    fun `both buckets have versions, and the one that is replicated keeps them`() {
        refused("Versioning must be 'Enabled' on the bucket to apply a replication configuration") { }
        version("source")
        refused("Destination bucket must have versioning enabled.") { }
        refused("Destination bucket must have versioning enabled.") { destination { it.bucket("arn:aws:s3:::does-not-exist") } }
        refused("Invalid bucket ARN.", "InvalidArgument") { destination { it.bucket("replica") } }
        version("replica")
        put({})
        shouldFail("InvalidBucketState", 409) { version("source", "Suspended") }
        version("source")
        s3.deleteBucketReplication { it.bucket("source") }
        version("source", "Suspended")
    }

    @Test
    fun `what is no rule is refused`() {
        listOf("source", "replica").forEach { version(it) }
        shouldFail("MalformedXML", 400) { put() }
        shouldFail("MalformedXML", 400) { put({ status("on") }) }
        shouldFail("MalformedXML", 400) { put({ filter { f -> f.prefix("p").tag { it.key("k").value("v") } } }) }
        shouldFail("InvalidArgument", 400) { put({}, { priority(2) }) }
        val schema = "for this version of Cross Region Replication configuration schema."
        refused("DeleteMarkerReplication must be specified $schema") {
            deleteMarkerReplication(null as DeleteMarkerReplication?)
        }
        refused("Priority must be specified $schema") { priority(null) }
        refused("Priority cannot be used $schema") { filter(null as ReplicationRuleFilter?) }
        refused("Delete marker replication is not supported if any Tag filter is specified.") {
            filter { f -> f.tag { it.key("k").value("v") } }.deleteMarkerReplication { it.status("Enabled") }
        }
        noReplication()
    }
}
