package io.mockaws.services.s3

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.createBucket
import aws.sdk.kotlin.services.s3.deleteObject
import aws.sdk.kotlin.services.s3.getBucketEncryption
import aws.sdk.kotlin.services.s3.getObjectRetention
import aws.sdk.kotlin.services.s3.headObject
import aws.sdk.kotlin.services.s3.model.DefaultRetention
import aws.sdk.kotlin.services.s3.model.ObjectLockConfiguration
import aws.sdk.kotlin.services.s3.model.ObjectLockEnabled
import aws.sdk.kotlin.services.s3.model.ObjectLockLegalHold
import aws.sdk.kotlin.services.s3.model.ObjectLockLegalHoldStatus
import aws.sdk.kotlin.services.s3.model.ObjectLockRetentionMode
import aws.sdk.kotlin.services.s3.model.ObjectLockRule
import aws.sdk.kotlin.services.s3.model.S3Exception
import aws.sdk.kotlin.services.s3.model.ServerSideEncryption
import aws.sdk.kotlin.services.s3.model.ServerSideEncryptionByDefault
import aws.sdk.kotlin.services.s3.model.ServerSideEncryptionConfiguration
import aws.sdk.kotlin.services.s3.model.ServerSideEncryptionRule
import aws.sdk.kotlin.services.s3.putBucketEncryption
import aws.sdk.kotlin.services.s3.putObject
import aws.sdk.kotlin.services.s3.putObjectLegalHold
import aws.sdk.kotlin.services.s3.putObjectLockConfiguration
import aws.smithy.kotlin.runtime.content.ByteStream
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.seconds

/** Encryption and object lock through the SDK for Kotlin, in virtual time. */
class S3ProtectionKotlinTest {
    private suspend fun S3Client.put(text: String) =
        putObject {
            bucket = "box"
            key = "k"
            body = ByteStream.fromString(text)
        }

    @Test
    fun `a retention of a week ends in no time`() =
        runTest {
            mockAws {
                val s3 = S3Client { kotlinSdk.configure(this) }
                s3.createBucket {
                    bucket = "box"
                    objectLockEnabledForBucket = true
                }
                s3.putObjectLockConfiguration {
                    bucket = "box"
                    objectLockConfiguration =
                        ObjectLockConfiguration {
                            objectLockEnabled = ObjectLockEnabled.Enabled
                            rule =
                                ObjectLockRule {
                                    defaultRetention =
                                        DefaultRetention {
                                            mode = ObjectLockRetentionMode.Compliance
                                            days = 7
                                        }
                                }
                        }
                }
                val version = s3.put("v").versionId
                s3.getObjectRetention {
                    bucket = "box"
                    key = "k"
                }.retention!!.mode shouldBe ObjectLockRetentionMode.Compliance
                suspend fun deleteIt() =
                    s3.deleteObject {
                        bucket = "box"
                        key = "k"
                        versionId = version
                    }
                delay(7.days - 10.seconds)
                shouldThrow<S3Exception> { deleteIt() }.message shouldContain "Access Denied because object protected by object lock."
                delay(10.seconds)
                deleteIt()
                s3.put("held")
                s3.putObjectLegalHold {
                    bucket = "box"
                    key = "k"
                    legalHold = ObjectLockLegalHold { status = ObjectLockLegalHoldStatus.On }
                }
                s3.headObject {
                    bucket = "box"
                    key = "k"
                }.objectLockLegalHoldStatus shouldBe ObjectLockLegalHoldStatus.On
                s3.close()
            }
        }

    @Test
    fun `a bucket is told to use KMS`() =
        runTest {
            mockAws {
                val s3 = S3Client { kotlinSdk.configure(this) }
                s3.createBucket { bucket = "box" }
                s3.putBucketEncryption {
                    bucket = "box"
                    serverSideEncryptionConfiguration =
                        ServerSideEncryptionConfiguration {
                            rules =
                                listOf(
                                    ServerSideEncryptionRule {
                                        applyServerSideEncryptionByDefault =
                                            ServerSideEncryptionByDefault { sseAlgorithm = ServerSideEncryption.AwsKms }
                                        bucketKeyEnabled = true
                                    },
                                )
                        }
                }
                s3.getBucketEncryption { bucket = "box" }.serverSideEncryptionConfiguration!!.rules.single().bucketKeyEnabled shouldBe true
                s3.put("v").let { it.serverSideEncryption to it.bucketKeyEnabled } shouldBe (ServerSideEncryption.AwsKms to true)
                s3.close()
            }
        }
}
