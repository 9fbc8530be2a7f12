package io.mockaws.services.s3

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.createBucket
import aws.sdk.kotlin.services.s3.deleteBucketOwnershipControls
import aws.sdk.kotlin.services.s3.deleteBucketPolicy
import aws.sdk.kotlin.services.s3.deletePublicAccessBlock
import aws.sdk.kotlin.services.s3.getBucketAccelerateConfiguration
import aws.sdk.kotlin.services.s3.getBucketAcl
import aws.sdk.kotlin.services.s3.getBucketOwnershipControls
import aws.sdk.kotlin.services.s3.getBucketPolicy
import aws.sdk.kotlin.services.s3.getBucketPolicyStatus
import aws.sdk.kotlin.services.s3.getBucketRequestPayment
import aws.sdk.kotlin.services.s3.getObjectAcl
import aws.sdk.kotlin.services.s3.getPublicAccessBlock
import aws.sdk.kotlin.services.s3.model.BucketAccelerateStatus
import aws.sdk.kotlin.services.s3.model.Grant
import aws.sdk.kotlin.services.s3.model.ObjectCannedAcl
import aws.sdk.kotlin.services.s3.model.ObjectOwnership
import aws.sdk.kotlin.services.s3.model.OwnershipControlsRule
import aws.sdk.kotlin.services.s3.model.Payer
import aws.sdk.kotlin.services.s3.model.Permission
import aws.sdk.kotlin.services.s3.model.S3Exception
import aws.sdk.kotlin.services.s3.model.Type
import aws.sdk.kotlin.services.s3.putBucketAccelerateConfiguration
import aws.sdk.kotlin.services.s3.putBucketAcl
import aws.sdk.kotlin.services.s3.putBucketOwnershipControls
import aws.sdk.kotlin.services.s3.putBucketPolicy
import aws.sdk.kotlin.services.s3.putBucketRequestPayment
import aws.sdk.kotlin.services.s3.putObject
import aws.sdk.kotlin.services.s3.putObjectAcl
import aws.sdk.kotlin.services.s3.putPublicAccessBlock
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path

/** The settings of access through the SDK for Kotlin, and what forks and files keep of them. */
class S3AccessKotlinSdkTest {
    @AutoClose
    private val world = S3World()
    private val s3 = S3Client { world.aws.kotlinSdk.configure(this) }
    private val policy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::box"}]}"""

    @Test
    fun `who may what is put, read and deleted`() =
        runTest {
            s3.createBucket { bucket = "box" }
            s3.getPublicAccessBlock { bucket = "box" }.publicAccessBlockConfiguration?.ignorePublicAcls shouldBe true
            s3.putPublicAccessBlock {
                bucket = "box"
                publicAccessBlockConfiguration { blockPublicPolicy = true }
            }
            s3.getPublicAccessBlock { bucket = "box" }.publicAccessBlockConfiguration?.ignorePublicAcls shouldBe false
            s3.deletePublicAccessBlock { bucket = "box" }
            s3.putBucketOwnershipControls {
                bucket = "box"
                ownershipControls { rules = listOf(OwnershipControlsRule { objectOwnership = ObjectOwnership.ObjectWriter }) }
            }
            s3.getBucketOwnershipControls { bucket = "box" }.ownershipControls?.rules?.single()?.objectOwnership shouldBe
                ObjectOwnership.ObjectWriter
            s3.deleteBucketOwnershipControls { bucket = "box" }
            shouldThrow<S3Exception> { s3.getBucketOwnershipControls { bucket = "box" } }
                .sdkErrorMetadata.errorCode shouldBe "OwnershipControlsNotFoundError"
            s3.putBucketPolicy {
                bucket = "box"
                policy = this@S3AccessKotlinSdkTest.policy
            }
            s3.getBucketPolicy { bucket = "box" }.policy shouldBe policy
            s3.getBucketPolicyStatus { bucket = "box" }.policyStatus?.isPublic shouldBe false
            s3.deleteBucketPolicy { bucket = "box" }
            shouldThrow<S3Exception> { s3.getBucketPolicy { bucket = "box" } }.sdkErrorMetadata.errorCode shouldBe "NoSuchBucketPolicy"
            world.aws.calls().forEach { it.notHonoured shouldBe emptyList() }
        }

    private suspend fun acl() =
        s3.getObjectAcl {
            bucket = "box"
            key = "k"
        }

    @Test
    fun `ACLs are put and read`() =
        runTest {
            s3.createBucket {
                bucket = "box"
                objectOwnership = ObjectOwnership.BucketOwnerPreferred
            }
            s3.deletePublicAccessBlock { bucket = "box" }
            s3.putObject {
                bucket = "box"
                key = "k"
                acl = ObjectCannedAcl.PublicRead
            }
            val before = acl()
            before.grants?.map { it.permission } shouldBe listOf(Permission.FullControl, Permission.Read)
            before.grants?.last()?.grantee?.uri shouldBe ALL_USERS
            s3.putObjectAcl {
                bucket = "box"
                key = "k"
                accessControlPolicy {
                    owner = before.owner
                    grants = before.grants?.drop(1)
                }
            }
            acl().grants?.single()?.permission shouldBe Permission.Read
            s3.putBucketAcl {
                bucket = "box"
                accessControlPolicy {
                    owner = before.owner
                    grants =
                        listOf(
                            Grant {
                                permission = Permission.WriteAcp
                                grantee {
                                    type = Type.CanonicalUser
                                    id = before.owner?.id
                                }
                            },
                        )
                }
            }
            s3.getBucketAcl { bucket = "box" }.grants?.single()?.grantee?.id shouldBe before.owner?.id
            world.aws.calls().forEach { it.notHonoured shouldBe emptyList() }
        }

    @Test
    fun `payment and acceleration are put and read`() =
        runTest {
            s3.createBucket { bucket = "box" }
            s3.getBucketRequestPayment { bucket = "box" }.payer shouldBe Payer.BucketOwner
            s3.putBucketRequestPayment {
                bucket = "box"
                requestPaymentConfiguration { payer = Payer.Requester }
            }
            s3.getBucketRequestPayment { bucket = "box" }.payer shouldBe Payer.Requester
            s3.getBucketAccelerateConfiguration { bucket = "box" }.status shouldBe null
            s3.putBucketAccelerateConfiguration {
                bucket = "box"
                accelerateConfiguration { status = BucketAccelerateStatus.Enabled }
            }
            s3.getBucketAccelerateConfiguration { bucket = "box" }.status shouldBe BucketAccelerateStatus.Enabled
        }

    @Test
    fun `settings and ACLs survive forks and files`(
        @TempDir folder: Path,
    ) {
        val java = world.client
        java.createWithAcls("box")
        java.putBucketPolicy { it.bucket("box").policy(policy) }
        java.putBucketAcl { it.bucket("box").acl("public-read") }
        java.put("box", "k", "v") { it.acl("authenticated-read") }
        java.putBucketRequestPayment { r -> r.bucket("box").requestPaymentConfiguration { it.payer("Requester") } }
        world.aws.save(folder.resolve("world"))
        val upload = java.createMultipartUpload { it.bucket("box").key("parts").acl("public-read") }.uploadId()
        world.aws.fork().use { fork ->
            val forked = fork.javaSdk.configure(software.amazon.awssdk.services.s3.S3Client.builder()).build()
            java.putBucketAcl { it.bucket("box").acl("private") }
            forked.getBucketAcl { it.bucket("box") }.grants().size shouldBe 2
            forked.abortMultipartUpload { it.bucket("box").key("parts").uploadId(upload) }
        }
        java.deleteBucketPolicy { it.bucket("box") }
        java.putObjectAcl { it.bucket("box").key("k").acl("private") }
        world.aws.load(folder.resolve("world"))
        java.getBucketPolicy { it.bucket("box") }.policy() shouldBe policy
        java.getBucketAcl { it.bucket("box") }.grants().map(::said).last() shouldBe "AllUsers READ"
        java.getObjectAcl { it.bucket("box").key("k") }.grants().map(::said).last() shouldBe "AuthenticatedUsers READ"
        java.getBucketRequestPayment { it.bucket("box") }.payerAsString() shouldBe "Requester"
        shouldFail("NoSuchPublicAccessBlockConfiguration", 404) { java.getPublicAccessBlock { it.bucket("box") } }
    }
}
