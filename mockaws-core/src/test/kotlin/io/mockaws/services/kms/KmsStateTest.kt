package io.mockaws.services.kms

import io.kotest.assertions.withClue
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.services.kms.key.KeySpec
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.kms.KmsClient
import java.nio.file.Path
import java.security.MessageDigest
import java.util.HexFormat

/** Key material is state: it follows the seed, and survives forks, files and data folders. */
class KmsStateTest {
    private fun publicKeys(world: KmsWorld): List<ByteArray> =
        listOf("ECC_NIST_P256", "ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519").map { spec ->
            val id = world.create { keySpec(spec).keyUsage("SIGN_VERIFY") }.keyId()
            world.kms.getPublicKey { it.keyId(id) }.publicKey().asByteArray()
        }

    @Test
    fun `worlds of one seed have the same keys, and others have others`() {
        val (one, same) = List(2) { KmsWorld().use(::publicKeys) }
        same shouldBe one
        val other = KmsWorld(MockAws.start(MockAwsOptions(seed = 99))).use(::publicKeys)
        other shouldNotBe one
    }

    @Test
    fun `what a seed makes is what it made when the world was saved`() {
        val made =
            KeySpec.entries.filter { it.isAsymmetric }.associate { spec ->
                val digest = MessageDigest.getInstance("SHA-256").digest(spec.generate(ByteArray(32) { it.toByte() }).spki)
                spec.name to HexFormat.of().formatHex(digest).take(16)
            }
        withClue("Saved worlds have seeds: who changes what follows from them has to read the old ones as before") {
            made shouldContainExactly PINNED
        }
    }

    @Test
    fun `a fork, a saved world and a snapshot open what was closed before`(
        @TempDir folder: Path,
    ) {
        KmsWorld().use { world ->
            val rsa = world.create { keySpec("RSA_2048").keyUsage("SIGN_VERIFY") }.keyId()
            val id = world.create().keyId()
            world.kms.createAlias { it.aliasName("alias/a").targetKeyId(id) }
            val grant = world.kms.createGrant {
                it.keyId(id).granteePrincipal("arn:aws:iam::123456789012:role/a").operationsWithStrings("Encrypt")
            }.grantId()
            val blob = world.kms.encrypt { it.keyId("alias/a").plaintext(bytes("secret")) }.ciphertextBlob()
            val publicKey = world.kms.getPublicKey { it.keyId(rsa) }.publicKey()
            val snapshot = world.aws.snapshot()
            world.aws.save(folder.resolve("world"))

            fun check(aws: MockAws) {
                aws.javaSdk.configure(KmsClient.builder()).build().use { kms ->
                    kms.decrypt { it.ciphertextBlob(blob) }.plaintext().asUtf8String() shouldBe "secret"
                    kms.getPublicKey { it.keyId(rsa) }.publicKey() shouldBe publicKey
                    kms.listGrants { it.keyId(id) }.grants().single().grantId() shouldBe grant
                }
            }
            world.aws.fork().use(::check)
            MockAws.start().use { other ->
                other.load(folder.resolve("world"))
                check(other)
            }
            world.aws.reset()
            refused("NotFoundException", null) { world.describe(id) }
            world.aws.restore(snapshot)
            check(world.aws)
        }
    }

    @Test
    fun `what a fork does is its own`() {
        KmsWorld().use { world ->
            val id = world.create().keyId()
            world.aws.fork().use { fork ->
                fork.javaSdk.configure(KmsClient.builder()).build().use { kms -> kms.disableKey { it.keyId(id) } }
            }
            world.describe(id).enabled() shouldBe true
        }
    }

    private companion object {
        /** The beginnings of digests of public keys. */
        val PINNED: Map<String, String> =
            mapOf(
                "RSA_2048" to "335a0074caeacd8b",
                "RSA_3072" to "3fe6aedf074e852c",
                "RSA_4096" to "3592647eb8fc6fbd",
                "ECC_NIST_P256" to "efcdce778130c7ce",
                "ECC_NIST_P384" to "f9bd3a9cc80ca8e9",
                "ECC_NIST_P521" to "51c196c78479d427",
                "ECC_SECG_P256K1" to "201c933d5c47cb75",
                "ECC_NIST_EDWARDS25519" to "44b81ffdd77dc163",
                "ML_DSA_44" to "1b18e92f5bb97927",
                "ML_DSA_65" to "c6e4488692b3228a",
                "ML_DSA_87" to "a6ae3feaab30056b",
            )
    }
}
