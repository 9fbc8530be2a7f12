package io.mockaws.services.kms

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.kms.model.AlgorithmSpec
import software.amazon.awssdk.services.kms.model.KeyMetadata
import software.amazon.awssdk.services.kms.model.KeySpec
import software.amazon.awssdk.services.kms.model.KeyUsageType
import software.amazon.awssdk.services.kms.model.Tag
import kotlin.time.Duration.Companion.days

/** Answers and texts are those that localstack recorded at AWS (tests/aws/services/kms/test_kms). */
class KmsKeyTest {
    @AutoClose
    private val world = KmsWorld()
    private val kms = world.kms

    @Suppress("DEPRECATION")
    @Test
    fun `a key is described as it was made`() {
        val made = world.create { description("test key 123") }
        made.keyId() shouldMatch "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
        made.currentKeyMaterialId() shouldMatch "[0-9a-f]{64}"
        val expected =
            KeyMetadata.builder().awsAccountId(world.aws.accountId).keyId(made.keyId()).arn(world.arn(made.keyId()))
                .creationDate(java.time.Instant.parse("2026-11-21T10:00:00Z")).enabled(true).description("test key 123")
                .keyUsage("ENCRYPT_DECRYPT").keyState("Enabled").origin("AWS_KMS").keyManager("CUSTOMER")
                .customerMasterKeySpec("SYMMETRIC_DEFAULT").keySpec("SYMMETRIC_DEFAULT")
                .encryptionAlgorithmsWithStrings("SYMMETRIC_DEFAULT").multiRegion(false)
                .currentKeyMaterialId(made.currentKeyMaterialId()).build()
        made shouldBe expected
        world.describe(made.keyId()) shouldBe expected
        world.describe(made.arn()) shouldBe expected
    }

    @Test
    fun `a key that is not there is told by its ARN, and what cannot be one by its name`() {
        val id = "134f2428-cec1-4b25-a1ae-9048164dba47"
        refused("NotFoundException", "Key '${world.arn(id)}' does not exist") { world.describe(id) }
        refused("NotFoundException", "Key '${world.arn(id)}' does not exist") { world.describe(world.arn(id)) }
        val multiRegion = "mrk-e4b2ea8ffcd4461e9821d66b9521a896"
        refused("NotFoundException", "Key '${world.arn(multiRegion)}' does not exist") { world.describe(multiRegion) }
        for (name in listOf("fake-key-id", "134f2428cec14b25a1ae9048164dba47", "mrk-fake-key-id")) {
            refused("NotFoundException", "Invalid keyId '$name'") { world.describe(name) }
        }
        val key = world.create()
        val west = world.clientIn(Region.US_WEST_2)
        refused("NotFoundException", "Key '${world.arn(key.keyId(), "us-west-2")}' does not exist") {
            west.describeKey { it.keyId(key.keyId()) }
        }
        refused("NotFoundException", "Invalid arn us-east-1") { west.describeKey { it.keyId(key.arn()) } }
    }

    @Test
    fun `what a key is for has to be said, and to go with its kind`() {
        val missing = "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys."
        refused("ValidationException", missing) { world.create { keySpec("HMAC_256") } }
        refused("ValidationException", "KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048") {
            world.create { keySpec("RSA_2048").keyUsage("KEY_AGREEMENT") }
        }
        refused("ValidationException", null) { world.create { keySpec("HMAC_random").keyUsage("GENERATE_VERIFY_MAC") } }
            .awsErrorDetails().errorMessage() shouldMatch
            "1 validation error detected: Value 'HMAC_random' at 'keySpec' failed to satisfy constraint: .*"
        refused("UnsupportedOperationException", null) { world.create { keySpec("SM2").keyUsage("SIGN_VERIFY") } }
        refused("NotImplemented", null, status = 501) { world.create { origin("AWS_CLOUDHSM").customKeyStoreId("cks-1") } }
        kms.listKeys().keys() shouldBe emptyList()
    }

    @Test
    fun `every kind of key tells its algorithms`() {
        val rsa = world.create { keySpec(KeySpec.RSA_2048).keyUsage(KeyUsageType.ENCRYPT_DECRYPT) }
        rsa.encryptionAlgorithmsAsStrings() shouldContainExactly listOf("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256")
        rsa.signingAlgorithmsAsStrings() shouldBe emptyList()
        rsa.currentKeyMaterialId() shouldBe null
        val signs = world.create { keySpec(KeySpec.RSA_4096).keyUsage(KeyUsageType.SIGN_VERIFY) }
        signs.signingAlgorithmsAsStrings().size shouldBe 6
        world.create { keySpec("ECC_NIST_P384").keyUsage("SIGN_VERIFY") }.signingAlgorithmsAsStrings() shouldBe listOf("ECDSA_SHA_384")
        world.create { keySpec("ECC_NIST_P384").keyUsage("KEY_AGREEMENT") }.keyAgreementAlgorithmsAsStrings() shouldBe listOf("ECDH")
        world.create { keySpec("HMAC_512").keyUsage("GENERATE_VERIFY_MAC") }.macAlgorithmsAsStrings() shouldBe listOf("HMAC_SHA_512")
        world.create { keySpec("ECC_NIST_EDWARDS25519").keyUsage("SIGN_VERIFY") }.signingAlgorithmsAsStrings() shouldBe
            listOf("ED25519_SHA_512", "ED25519_PH_SHA_512")
    }

    @Test
    fun `keys are listed page by page`() {
        val ids = List(5) { world.create().keyId() }.sorted()
        kms.listKeys().run { keys().map { it.keyId() } to truncated() } shouldBe (ids to false)
        val first = kms.listKeys { it.limit(3) }
        first.truncated() shouldBe true
        val second = kms.listKeys { it.limit(3).marker(first.nextMarker()) }
        (first.keys() + second.keys()).map { it.keyId() } shouldBe ids
        second.nextMarker() shouldBe null
        kms.listKeysPaginator { it.limit(2) }.keys().map { it.keyArn() } shouldBe ids.map { world.arn(it) }
        refused("InvalidMarkerException") { kms.listKeys { it.marker("nothing") } }
    }

    @Test
    fun `a key is described, tagged and has a policy, until it is deleted`() {
        val id = world.create { tags(tag("a", "1")) }.keyId()
        kms.updateKeyDescription { it.keyId(id).description("mine") }
        world.describe(id).description() shouldBe "mine"
        kms.tagResource { it.keyId(id).tags(tag("a", "2"), tag("b", "3")) }
        kms.untagResource { it.keyId(id).tagKeys("b") }
        kms.listResourceTags { it.keyId(id) }.tags() shouldBe listOf(tag("a", "2"))
        refused("TagException", "Duplicate tag keys") { kms.tagResource { it.keyId(id).tags(tag("c", "1"), tag("c", "2")) } }
        refused("TagException", "Too many tags") { world.create { tags(List(51) { tag("$it", "") }) } }
        for (prefix in listOf("aws:", "AWS:")) {
            refused("TagException", "Tags beginning with aws: are reserved") { world.create { tags(tag("${prefix}a", "")) } }
        }
        val policy = kms.getKeyPolicy { it.keyId(id) }
        policy.policyName() shouldBe "default"
        val open = policy.policy().replace("kms:*", "kms:Put*")
        kms.putKeyPolicy { it.keyId(id).policyName("default").policy(open) }
        kms.getKeyPolicy { it.keyId(id).policyName("default") }.policy() shouldBe open
        kms.listKeyPolicies { it.keyId(id) }.policyNames() shouldBe listOf("default")
        refused("MalformedPolicyDocumentException", null) { kms.putKeyPolicy { it.keyId(id).policy("{}") } }
        val lockout = "The new key policy will not allow you to update the key policy in the future."
        refused("MalformedPolicyDocumentException", lockout) {
            kms.putKeyPolicy { it.keyId(id).policy(open.replace("kms:Put*", "kms:Encrypt")) }
        }
        kms.putKeyPolicy { it.keyId(id).policy(open.replace("kms:Put*", "kms:Encrypt")).bypassPolicyLockoutSafetyCheck(true) }
    }

    @Test
    fun `a key goes when its waiting period is over, and its aliases with it`() {
        val id = world.create().keyId()
        kms.createAlias { it.aliasName("alias/orders").targetKeyId(id) }
        val scheduled = kms.scheduleKeyDeletion { it.keyId(id).pendingWindowInDays(7) }
        scheduled.keyId() shouldBe world.arn(id)
        scheduled.keyStateAsString() shouldBe "PendingDeletion"
        scheduled.deletionDate() shouldBe java.time.Instant.parse("2026-11-28T10:00:00Z")
        world.describe(id).run { enabled() to keyStateAsString() } shouldBe (false to "PendingDeletion")
        kms.cancelKeyDeletion { it.keyId(id) }.keyId() shouldBe world.arn(id)
        world.describe(id).run { deletionDate() to keyStateAsString() } shouldBe (null to "Disabled")
        kms.scheduleKeyDeletion { it.keyId(id) }.pendingWindowInDays() shouldBe 30
        world.aws.time.advanceBy(29.days)
        world.describe("alias/orders").keyId() shouldBe id
        world.aws.time.advanceBy(1.days)
        refused("NotFoundException", "Key '${world.arn(id)}' does not exist") { world.describe(id) }
        kms.listAliases().aliases() shouldBe emptyList()
        for (days in listOf(6, 31)) {
            refused("ValidationException", null) { kms.scheduleKeyDeletion { it.keyId(id).pendingWindowInDays(days) } }
        }
    }

    @Test
    fun `an alias is another name of a key`() {
        val (one, other) = List(2) { world.create().keyId() }
        kms.createAlias { it.aliasName("alias/a").targetKeyId(one) }
        val arn = "arn:aws:kms:us-east-1:${world.aws.accountId}:alias/a"
        world.describe("alias/a").keyId() shouldBe one
        world.describe(arn).keyId() shouldBe one
        refused("AlreadyExistsException", "An alias with the name $arn already exists") {
            kms.createAlias { it.aliasName("alias/a").targetKeyId(other) }
        }
        kms.updateAlias { it.aliasName("alias/a").targetKeyId(world.arn(other)) }
        kms.listAliases { it.keyId(other) }.aliases().single().run { aliasName() to aliasArn() } shouldBe ("alias/a" to arn)
        kms.listAliases { it.keyId(one) }.aliases() shouldBe emptyList()
        kms.deleteAlias { it.aliasName("alias/a") }
        refused("NotFoundException", "Alias $arn is not found.") { kms.deleteAlias { it.aliasName("alias/a") } }
        refused("NotFoundException", "Alias $arn is not found.") { world.describe("alias/a") }
        val prefix =
            "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"
        refused("ValidationException", prefix) { kms.createAlias { it.aliasName("a").targetKeyId(one) } }
        refused("NotAuthorizedException") { kms.createAlias { it.aliasName("alias/aws/mine").targetKeyId(one) } }
        refused("ValidationException", "Aliases must refer to keys. Not aliases") {
            kms.createAlias { it.aliasName("alias/b").targetKeyId("alias/a") }
        }
        val hmac = world.create { keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC") }.keyId()
        kms.createAlias { it.aliasName("alias/a").targetKeyId(one) }
        refused("ValidationException", null) { kms.updateAlias { it.aliasName("alias/a").targetKeyId(hmac) } }
    }

    @Test
    fun `a key of AWS's own is there when it is asked for, and nobody's to change`() {
        val key = world.describe("alias/aws/s3")
        key.keyManagerAsString() shouldBe "AWS"
        world.describe("alias/aws/s3").keyId() shouldBe key.keyId()
        kms.listAliases().aliases().single().run { aliasName() to targetKeyId() } shouldBe ("alias/aws/s3" to key.keyId())
        kms.getKeyRotationStatus { it.keyId(key.keyId()) }.run { keyRotationEnabled() to rotationPeriodInDays() } shouldBe (true to 365)
        refused("AccessDeniedException", null) { kms.disableKey { it.keyId(key.keyId()) } }
        refused("AccessDeniedException", null) { kms.scheduleKeyDeletion { it.keyId(key.keyId()) } }
        refused("NotFoundException", null) { world.describe("alias/aws/nonsense") }
    }

    @Test
    fun `stores of keys are records that rules answer`() {
        val id =
            kms.createCustomKeyStore {
                it.customKeyStoreName("mine").cloudHsmClusterId("cluster-1a23b4cdefg").keyStorePassword("password")
                    .trustAnchorCertificate("certificate")
            }.customKeyStoreId()
        kms.describeCustomKeyStores().customKeyStores().single().customKeyStoreName() shouldBe "mine"
        kms.deleteCustomKeyStore { it.customKeyStoreId(id) }
        kms.describeCustomKeyStores().customKeyStores() shouldBe emptyList()
    }

    @Test
    fun `only what a key is for can be asked of it`() {
        val encrypts = world.create().arn()
        val mac = world.create { keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC") }.arn()
        val signs = world.create { keySpec("ECC_NIST_P256").keyUsage("SIGN_VERIFY") }.arn()

        fun wrong(arn: String, usage: String, operation: String, call: () -> Any?) =
            refused("InvalidKeyUsageException", "$arn key usage is $usage which is not valid for $operation.", call = call)
        wrong(encrypts, "ENCRYPT_DECRYPT", "GenerateMac") {
            kms.generateMac { it.keyId(encrypts).message(bytes("m")).macAlgorithm("HMAC_SHA_256") }
        }
        wrong(mac, "GENERATE_VERIFY_MAC", "Sign") { kms.sign { it.keyId(mac).message(bytes("m")).signingAlgorithm("ECDSA_SHA_256") } }
        wrong(encrypts, "ENCRYPT_DECRYPT", "Verify") {
            kms.verify { it.keyId(encrypts).message(bytes("m")).signature(bytes("s")).signingAlgorithm("ECDSA_SHA_256") }
        }
        wrong(signs, "SIGN_VERIFY", "Encrypt") { kms.encrypt { it.keyId(signs).plaintext(bytes("m")) } }
        wrong(encrypts, "ENCRYPT_DECRYPT", "DeriveSharedSecret") {
            kms.deriveSharedSecret { it.keyId(encrypts).keyAgreementAlgorithm("ECDH").publicKey(bytes("k")) }
        }
        refused("UnsupportedOperationException", "$encrypts origin is AWS_KMS which is not valid for this operation.") {
            kms.getParametersForImport {
                it.keyId(encrypts).wrappingAlgorithm(AlgorithmSpec.RSAES_OAEP_SHA_256).wrappingKeySpec("RSA_2048")
            }
        }
    }

    private fun tag(
        key: String,
        value: String,
    ) = Tag.builder().tagKey(key).tagValue(value).build()
}
