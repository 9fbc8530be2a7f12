package io.mockaws.testing

import aws.sdk.kotlin.services.dynamodb.listGlobalTables
import aws.sdk.kotlin.services.s3.createSession
import aws.sdk.kotlin.services.s3.getBucketMetadataTableConfiguration
import aws.sdk.kotlin.services.s3.listObjectVersions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkPojo
import software.amazon.awssdk.services.dynamodb.model.DescribeExportResponse
import software.amazon.awssdk.services.dynamodb.model.ExportFormat
import software.amazon.awssdk.services.dynamodb.model.ExportStatus
import software.amazon.awssdk.services.dynamodb.model.ListExportsResponse
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus
import software.amazon.awssdk.services.s3.model.CreateSessionResponse
import software.amazon.awssdk.services.s3.model.ExpirationStatus
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse
import software.amazon.awssdk.services.s3.model.GetBucketMetadataTableConfigurationResponse
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse
import software.amazon.awssdk.services.s3.model.GetObjectLegalHoldResponse
import software.amazon.awssdk.services.s3.model.LifecycleRule
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus
import software.amazon.awssdk.services.s3.model.ServerSideEncryption
import software.amazon.awssdk.services.s3.model.TransitionStorageClass
import java.time.Instant
import aws.sdk.kotlin.services.s3.model.CreateSessionResponse as KotlinCreateSessionResponse

/** Operations that mockaws does not implement are stubbed by the shapes that the Java SDK's classes have. */
class ForeignShapesTest {
    private val moment = Instant.parse("2026-01-02T03:04:05Z")
    private val table =
        GetBucketMetadataTableConfigurationResponse.builder().getBucketMetadataTableConfigurationResult { result ->
            result.status("ACTIVE").metadataTableConfigurationResult { c -> c.s3TablesDestinationResult { it.tableName("t") } }
        }.build()

    private fun MockAws.stubbed(
        service: String,
        response: SdkPojo,
        call: () -> SdkPojo,
    ) {
        stub { respond(service, response.javaClass.simpleName.removeSuffix("Response"), response) }
        val got = call()
        if (!got.equalsBySdkFields(response)) got shouldBe response
    }

    @Test
    fun `S3's documents, headers and payloads`() {
        MockAws.start().use { aws ->
            val s3 = aws.javaS3
            aws.stubbed("s3", table) { s3.getBucketMetadataTableConfiguration { it.bucket("b") } }
            val versioning = GetBucketVersioningResponse.builder().status(BucketVersioningStatus.ENABLED).build()
            aws.stubbed("s3", versioning) { s3.getBucketVersioning { it.bucket("b") } }
            val versions =
                ListObjectVersionsResponse.builder().isTruncated(false).name("b").maxKeys(1000)
                    .versions({ it.key("k").versionId("1").isLatest(true).lastModified(moment).size(7) }, { it.key("k").versionId("0") })
                    .deleteMarkers({ it.key("l").owner { owner -> owner.id("me") } })
                    .commonPrefixes({ it.prefix("p/") }).build()
            aws.stubbed("s3", versions) { s3.listObjectVersions { it.bucket("b") } }
            val rule =
                LifecycleRule.builder().id("r").status(ExpirationStatus.ENABLED).filter { it.prefix("p/") }.expiration { it.date(moment) }
                    .transitions({ it.days(30).storageClass(TransitionStorageClass.GLACIER) }).build()
            aws.stubbed("s3", GetBucketLifecycleConfigurationResponse.builder().rules(rule).build()) {
                s3.getBucketLifecycleConfiguration { it.bucket("b") }
            }
            val hold = GetObjectLegalHoldResponse.builder().legalHold { it.status(ObjectLockLegalHoldStatus.ON) }.build()
            aws.stubbed("s3", hold) { s3.getObjectLegalHold { it.bucket("b").key("k") } }
            val session =
                CreateSessionResponse.builder().serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId("key").bucketKeyEnabled(true)
                    .credentials { it.accessKeyId("a").secretAccessKey("s").sessionToken("t").expiration(moment) }.build()
            aws.stubbed("s3", session) { s3.createSession { it.bucket("b") } }
        }
    }

    @Test
    fun `DynamoDB's lists, enums and timestamps`() {
        MockAws.start().use { aws ->
            val exports =
                ListExportsResponse.builder().nextToken("next")
                    .exportSummaries({ it.exportArn("a").exportStatus(ExportStatus.COMPLETED) }, { it.exportArn("b") }).build()
            aws.stubbed("dynamodb", exports) { aws.javaDynamoDb.listExports { it.maxResults(2) } }
            val export =
                DescribeExportResponse.builder().exportDescription {
                    it.exportFormat(ExportFormat.ION).startTime(moment).itemCount(7)
                }.build()
            aws.stubbed("dynamodb", export) { aws.javaDynamoDb.describeExport { it.exportArn("a".repeat(40)) } }
        }
    }

    @Test
    fun `the Kotlin client gets them too, and its own classes or a map will do`() =
        runTest {
            mockAws {
                stub {
                    respond("s3", "GetBucketMetadataTableConfiguration", table)
                    respond("s3", "CreateSession", KotlinCreateSessionResponse { ssekmsKeyId = "key" })
                    respond("s3", "ListObjectVersions", mapOf("Versions" to listOf(mapOf("Key" to "k", "VersionId" to "1"))))
                    respond("dynamodb", "ListGlobalTables", mapOf("GlobalTables" to listOf(mapOf("GlobalTableName" to "g"))))
                }
                kotlinS3.getBucketMetadataTableConfiguration { bucket = "b" }.getBucketMetadataTableConfigurationResult!!
                    .metadataTableConfigurationResult!!.s3TablesDestinationResult!!.tableName shouldBe "t"
                kotlinS3.createSession { bucket = "b" }.ssekmsKeyId shouldBe "key"
                kotlinS3.listObjectVersions { bucket = "b" }.versions!!.single().versionId shouldBe "1"
                kotlinDynamoDb.listGlobalTables { limit = 1 }.globalTables!!.single().globalTableName shouldBe "g"
                calls("s3", "CreateSession").single().output shouldBe mapOf("SSEKMSKeyId" to "key")
            }
        }

    @Test
    fun `names are checked, and inputs can be expected`() {
        MockAws.start().use { aws ->
            shouldThrow<IllegalArgumentException> { aws.stub { respond("s3", "CreateSession", mapOf("SSEKMSKeyIds" to "x")) } }
                .message shouldBe "CreateSession: No member \"SSEKMSKeyIds\"; did you mean \"SSEKMSKeyId\"?"
            aws.stub { respond("s3", "GetBucketMetadataTableConfiguration", table, mapOf("Bucket" to "b")) }
            aws.javaS3.getBucketMetadataTableConfiguration { it.bucket("b") }
                .getBucketMetadataTableConfigurationResult().metadataTableConfigurationResult().s3TablesDestinationResult()
                .tableName() shouldBe "t"
        }
    }
}
