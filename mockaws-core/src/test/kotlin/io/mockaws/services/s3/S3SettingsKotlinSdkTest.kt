package io.mockaws.services.s3

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.createBucket
import aws.sdk.kotlin.services.s3.deleteBucketLifecycle
import aws.sdk.kotlin.services.s3.getBucketIntelligentTieringConfiguration
import aws.sdk.kotlin.services.s3.getBucketInventoryConfiguration
import aws.sdk.kotlin.services.s3.getBucketLifecycleConfiguration
import aws.sdk.kotlin.services.s3.getBucketLogging
import aws.sdk.kotlin.services.s3.getBucketReplication
import aws.sdk.kotlin.services.s3.getBucketWebsite
import aws.sdk.kotlin.services.s3.headObject
import aws.sdk.kotlin.services.s3.listBucketInventoryConfigurations
import aws.sdk.kotlin.services.s3.model.BucketLogsPermission
import aws.sdk.kotlin.services.s3.model.DeleteMarkerReplicationStatus
import aws.sdk.kotlin.services.s3.model.ExpirationStatus
import aws.sdk.kotlin.services.s3.model.IntelligentTieringAccessTier
import aws.sdk.kotlin.services.s3.model.IntelligentTieringStatus
import aws.sdk.kotlin.services.s3.model.InventoryConfiguration
import aws.sdk.kotlin.services.s3.model.InventoryFormat
import aws.sdk.kotlin.services.s3.model.InventoryFrequency
import aws.sdk.kotlin.services.s3.model.InventoryIncludedObjectVersions
import aws.sdk.kotlin.services.s3.model.InventoryOptionalField
import aws.sdk.kotlin.services.s3.model.LifecycleRule
import aws.sdk.kotlin.services.s3.model.LifecycleRuleFilter
import aws.sdk.kotlin.services.s3.model.NotFound
import aws.sdk.kotlin.services.s3.model.ReplicationRule
import aws.sdk.kotlin.services.s3.model.ReplicationRuleFilter
import aws.sdk.kotlin.services.s3.model.ReplicationRuleStatus
import aws.sdk.kotlin.services.s3.model.RoutingRule
import aws.sdk.kotlin.services.s3.model.Tag
import aws.sdk.kotlin.services.s3.model.TargetGrant
import aws.sdk.kotlin.services.s3.model.Tiering
import aws.sdk.kotlin.services.s3.model.Type
import aws.sdk.kotlin.services.s3.putBucketIntelligentTieringConfiguration
import aws.sdk.kotlin.services.s3.putBucketInventoryConfiguration
import aws.sdk.kotlin.services.s3.putBucketLifecycleConfiguration
import aws.sdk.kotlin.services.s3.putBucketLogging
import aws.sdk.kotlin.services.s3.putBucketReplication
import aws.sdk.kotlin.services.s3.putBucketWebsite
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days

/** The settings as the AWS SDK for Kotlin puts and gets them: what it puts, it gets. */
class S3SettingsKotlinSdkTest {
    @AutoClose
    private val world = S3World()
    private val s3 = S3Client { world.aws.kotlinSdk.configure(this) }

    private fun inBucket(block: suspend () -> Unit) =
        runTest {
            s3.createBucket { bucket = "box" }
            block()
            world.aws.calls("s3").flatMap { it.notHonoured } shouldBe emptyList()
        }

    @Test
    fun `an object is gone when its rule says so`() =
        inBucket {
            val rule =
                LifecycleRule {
                    id = "tmp"
                    status = ExpirationStatus.Enabled
                    filter = LifecycleRuleFilter {
                        and {
                            prefix = "tmp/"
                            tags = listOf(
                                Tag {
                                    key = "k"
                                    value = "v"
                                }
                            )
                        }
                    }
                    expiration { days = 7 }
                }
            s3.putBucketLifecycleConfiguration {
                bucket = "box"
                lifecycleConfiguration { rules = listOf(rule) }
            }
            s3.getBucketLifecycleConfiguration { bucket = "box" }.rules shouldBe listOf(rule)
            s3.putObject {
                bucket = "box"
                key = "tmp/a"
                tagging = "k=v"
                body = ByteStream.fromString("1")
            }.expiration shouldBe "expiry-date=\"Sun, 29 Nov 2026 00:00:00 GMT\", rule-id=\"tmp\""
            world.aws.time.advanceBy(8.days)
            shouldThrow<NotFound> {
                s3.headObject {
                    bucket = "box"
                    key = "tmp/a"
                }
            }
            s3.deleteBucketLifecycle { bucket = "box" }
        }

    @Test
    fun `logging with grants`() =
        inBucket {
            val grant =
                TargetGrant {
                    permission = BucketLogsPermission.Write
                    grantee {
                        type = Type.Group
                        uri = "http://acs.amazonaws.com/groups/s3/LogDelivery"
                    }
                }
            s3.putBucketLogging {
                bucket = "box"
                bucketLoggingStatus {
                    loggingEnabled {
                        targetBucket = "box"
                        targetPrefix = "logs/"
                        targetGrants = listOf(grant)
                        targetObjectKeyFormat { simplePrefix { } }
                    }
                }
            }
            val logging = s3.getBucketLogging { bucket = "box" }.loggingEnabled!!
            logging.targetGrants shouldBe listOf(grant)
            (logging.targetObjectKeyFormat?.simplePrefix == null) shouldBe false
        }

    @Test
    fun `a website with rules`() =
        inBucket {
            val rule =
                RoutingRule {
                    condition { keyPrefixEquals = "docs/" }
                    redirect { replaceKeyPrefixWith = "documents/" }
                }
            s3.putBucketWebsite {
                bucket = "box"
                websiteConfiguration {
                    indexDocument { suffix = "index.html" }
                    routingRules = listOf(rule)
                }
            }
            s3.getBucketWebsite { bucket = "box" }.routingRules shouldBe listOf(rule)
        }

    @Test
    fun `replication to a bucket with versions`() =
        inBucket {
            s3.createBucket { bucket = "copy" }
            listOf("box", "copy").forEach { world.aws.s3.bucket(it).enableVersioning() }
            val rule =
                ReplicationRule {
                    id = "all"
                    priority = 1
                    status = ReplicationRuleStatus.Enabled
                    filter = ReplicationRuleFilter { prefix = "" }
                    deleteMarkerReplication { status = DeleteMarkerReplicationStatus.Disabled }
                    destination { bucket = "arn:aws:s3:::copy" }
                }
            s3.putBucketReplication {
                bucket = "box"
                replicationConfiguration {
                    role = "role"
                    rules = listOf(rule)
                }
            }
            s3.getBucketReplication { bucket = "box" }.replicationConfiguration?.rules shouldBe listOf(rule)
        }

    @Test
    fun `settings with an id`() =
        inBucket {
            val inventory =
                InventoryConfiguration {
                    id = "all"
                    isEnabled = true
                    includedObjectVersions = InventoryIncludedObjectVersions.Current
                    optionalFields = listOf(InventoryOptionalField.ETag, InventoryOptionalField.Size)
                    schedule { frequency = InventoryFrequency.Weekly }
                    destination {
                        s3BucketDestination {
                            bucket = "arn:aws:s3:::reports"
                            format = InventoryFormat.Parquet
                            encryption { sses3 { } }
                        }
                    }
                }
            s3.putBucketInventoryConfiguration {
                bucket = "box"
                id = "all"
                inventoryConfiguration = inventory
            }
            val shown = s3.getBucketInventoryConfiguration {
                bucket = "box"
                id = "all"
            }.inventoryConfiguration!!
            shown.optionalFields shouldBe inventory.optionalFields
            (shown.destination?.s3BucketDestination?.encryption?.sses3 == null) shouldBe false
            s3.listBucketInventoryConfigurations { bucket = "box" }.inventoryConfigurationList?.map { it.id } shouldBe listOf("all")
            val tiering =
                Tiering {
                    days = 90
                    accessTier = IntelligentTieringAccessTier.ArchiveAccess
                }
            s3.putBucketIntelligentTieringConfiguration {
                bucket = "box"
                id = "old"
                intelligentTieringConfiguration {
                    id = "old"
                    status = IntelligentTieringStatus.Enabled
                    tierings = listOf(tiering)
                }
            }
            s3.getBucketIntelligentTieringConfiguration {
                bucket = "box"
                id = "old"
            }.intelligentTieringConfiguration?.tierings shouldBe listOf(tiering)
        }
}
