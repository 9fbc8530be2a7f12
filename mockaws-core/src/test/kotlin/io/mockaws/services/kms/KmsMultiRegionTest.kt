package io.mockaws.services.kms

import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.kms.model.KeyMetadata
import kotlin.time.Duration.Companion.days

/**
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html, and what localstack recorded at AWS
 * (tests/aws/services/kms/test_kms, test_replicate_key).
 */
class KmsMultiRegionTest {
    @AutoClose
    private val world = KmsWorld()
    private val kms = world.kms
    private val there = world.clientIn(Region.AP_SOUTHEAST_1)
    private val key = world.create { multiRegion(true).description("primary") }
    private val id = key.keyId()
    private val replicaArn = world.arn(id, "ap-southeast-1")

    private fun replicate() = kms.replicateKey { it.keyId(id).replicaRegion("ap-southeast-1") }

    private fun replica(): KeyMetadata = there.describeKey { it.keyId(id) }.keyMetadata()

    @Test
    fun `a replica has its id and material in common with its primary, and nothing else`() {
        id shouldMatch "mrk-[0-9a-f]{32}"
        key.multiRegionConfiguration().multiRegionKeyTypeAsString() shouldBe "PRIMARY"
        val answered = replicate()
        answered.hasReplicaTags() shouldBe false
        val answer = answered.replicaKeyMetadata()
        answer.run { Triple(arn(), enabled(), keyStateAsString()) } shouldBe Triple(replicaArn, false, "Creating")
        val replica = replica()
        replica.run { enabled() to description() } shouldBe (true to "")
        replica.currentKeyMaterialId() shouldBe key.currentKeyMaterialId()
        val configuration = replica.multiRegionConfiguration()
        configuration.multiRegionKeyTypeAsString() shouldBe "REPLICA"
        configuration.primaryKey().arn() shouldBe key.arn()
        configuration.replicaKeys().map { it.arn() to it.region() } shouldBe listOf(replicaArn to "ap-southeast-1")
        world.describe(id).multiRegionConfiguration().replicaKeys() shouldBe configuration.replicaKeys()
        val blob = kms.encrypt { it.keyId(id).plaintext(bytes("secret")) }.ciphertextBlob()
        val opened = there.decrypt { it.ciphertextBlob(blob).keyId(id) }
        opened.run { plaintext().asUtf8String() to keyId() } shouldBe ("secret" to replicaArn)
        kms.disableKey { it.keyId(id) }
        replica().enabled() shouldBe true
        refused("AlreadyExistsException", null) {
            kms.enableKey { it.keyId(id) }
            replicate()
        }
    }

    @Test
    fun `only a primary is replicated`() {
        replicate()
        refused("UnsupportedOperationException", "$replicaArn is not a multi-region primary key.") {
            there.replicateKey { it.keyId(id).replicaRegion("eu-west-1") }
        }
        val single = world.create().arn()
        refused("UnsupportedOperationException", "$single is not a multi-region primary key.") {
            kms.replicateKey { it.keyId(single).replicaRegion("eu-west-1") }
        }
    }

    @Test
    fun `rotations are shared`() {
        replicate()
        kms.rotateKeyOnDemand { it.keyId(id) }
        replica().currentKeyMaterialId() shouldBe world.describe(id).currentKeyMaterialId()
        replica().currentKeyMaterialId() shouldNotBe key.currentKeyMaterialId()
        kms.enableKeyRotation { it.keyId(id).rotationPeriodInDays(90) }
        there.getKeyRotationStatus { it.keyId(id) }.rotationPeriodInDays() shouldBe 90
        refused("UnsupportedOperationException", "$replicaArn is not a multi-region primary key.") {
            there.disableKeyRotation { it.keyId(id) }
        }
        world.aws.time.advanceBy(100.days)
        val blob = kms.encrypt { it.keyId(id).plaintext(bytes("secret")) }.ciphertextBlob()
        there.decrypt { it.ciphertextBlob(blob) }.plaintext().asUtf8String() shouldBe "secret"
    }

    @Test
    fun `another region becomes the primary's`() {
        replicate()
        kms.updatePrimaryRegion { it.keyId(id).primaryRegion("ap-southeast-1") }
        world.describe(id).multiRegionConfiguration().run { multiRegionKeyTypeAsString() to primaryKey().region() } shouldBe
            ("REPLICA" to "ap-southeast-1")
        there.replicateKey { it.keyId(id).replicaRegion("eu-west-1") }
        world.describe(id).multiRegionConfiguration().replicaKeys().map { it.region() } shouldBe listOf("eu-west-1", "us-east-1")
        refused("NotFoundException", null) { there.updatePrimaryRegion { it.keyId(id).primaryRegion("us-west-2") } }
    }

    @Test
    fun `a primary waits for its replicas before it goes`() {
        replicate()
        val scheduled = kms.scheduleKeyDeletion { it.keyId(id).pendingWindowInDays(7) }
        scheduled.run { keyStateAsString() to deletionDate() } shouldBe ("PendingReplicaDeletion" to null)
        world.describe(id).pendingDeletionWindowInDays() shouldBe 7
        refused("KMSInvalidStateException", "${key.arn()} is pending replica deletion.") {
            kms.encrypt { it.keyId(id).plaintext(bytes("v")) }
        }
        world.aws.time.advanceBy(100.days)
        world.describe(id).keyStateAsString() shouldBe "PendingReplicaDeletion"
        there.scheduleKeyDeletion { it.keyId(id).pendingWindowInDays(7) }
        world.aws.time.advanceBy(8.days)
        refused("NotFoundException", null) { replica() }
        world.describe(id).keyStateAsString() shouldBe "PendingDeletion"
        world.aws.time.advanceBy(6.days)
        refused("NotFoundException", null) { world.describe(id) }
    }
}
