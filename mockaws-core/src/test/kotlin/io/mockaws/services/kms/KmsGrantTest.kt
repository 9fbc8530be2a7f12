package io.mockaws.services.kms

import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.kms.model.CreateGrantRequest

/** https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
class KmsGrantTest {
    @AutoClose
    private val world = KmsWorld()
    private val kms = world.kms
    private val key = world.create()
    private val id = key.keyId()
    private val worker = "arn:aws:iam::123456789012:role/worker"
    private val boss = "arn:aws:iam::123456789012:role/boss"

    private fun grant(configure: CreateGrantRequest.Builder.() -> Unit = {}) =
        kms.createGrant { it.keyId(id).granteePrincipal(worker).operationsWithStrings("Encrypt", "Decrypt").configure() }

    @Test
    fun `a grant is listed as it was made`() {
        val made = grant { retiringPrincipal(boss).name("mine").constraints { it.encryptionContextSubset(mapOf("a" to "b")) } }
        made.grantId() shouldMatch "[0-9a-f]{64}"
        val listed = kms.listGrants { it.keyId(id) }.grants().single()
        listed.grantId() shouldBe made.grantId()
        listed.keyId() shouldBe key.arn()
        listed.name() shouldBe "mine"
        listed.granteePrincipal() shouldBe worker
        listed.issuingAccount() shouldBe "arn:aws:iam::123456789012:root"
        listed.operationsAsStrings() shouldBe listOf("Encrypt", "Decrypt")
        listed.constraints().encryptionContextSubset() shouldBe mapOf("a" to "b")
        kms.listRetirableGrants { it.retiringPrincipal(boss) }.grants() shouldBe listOf(listed)
        kms.listRetirableGrants { it.retiringPrincipal(worker) }.grants() shouldBe emptyList()
        kms.listGrants { it.keyId(id).granteePrincipal(boss) }.grants() shouldBe emptyList()
        kms.listGrants { it.keyId(id).grantId(made.grantId()) }.grants() shouldBe listOf(listed)
        refused("InvalidGrantIdException") { kms.listGrants { it.keyId(id).grantId("nothing") } }
    }

    @Test
    fun `the same by the same name is one grant with another token`() {
        val (one, again) = List(2) { grant { name("mine") } }
        again.grantId() shouldBe one.grantId()
        again.grantToken() shouldNotBe one.grantToken()
        grant { name("mine").operationsWithStrings("Encrypt") }.grantId() shouldNotBe one.grantId()
        List(2) { grant().grantId() }.toSet().size shouldBe 2
        kms.listGrants { it.keyId(id) }.grants().size shouldBe 4
        kms.listGrantsPaginator { it.keyId(id).limit(3) }.grants().toList().size shouldBe 4
    }

    @Test
    fun `a grant is retired by its token or its id, and revoked`() {
        kms.retireGrant { it.grantToken(grant().grantToken()) }
        val made = grant()
        kms.retireGrant { it.keyId(id).grantId(made.grantId()) }
        val other = grant()
        kms.revokeGrant { it.keyId(id).grantId(other.grantId()) }
        kms.listGrants { it.keyId(id) }.grants() shouldBe emptyList()
        refused("InvalidGrantIdException") { kms.revokeGrant { it.keyId(id).grantId(other.grantId()) } }
        refused("ValidationException", "Grant token OR (grant ID, key ID) must be specified") { kms.retireGrant { it.keyId(id) } }
    }

    @Test
    fun `a token is told with calls, and one that is none is refused`() {
        val token = grant().grantToken()
        kms.encrypt { it.keyId(id).plaintext(bytes("v")).grantTokens(token) }
        refused("InvalidGrantTokenException", null) { kms.encrypt { it.keyId(id).plaintext(bytes("v")).grantTokens("token") } }
    }

    @Test
    fun `only what a key does can be granted, and a context only of a symmetric one`() {
        refused("ValidationException", null) { grant { operationsWithStrings("Sign") } }
        val signs = world.create { keySpec("ECC_NIST_P256").keyUsage("SIGN_VERIFY") }.keyId()
        grant { keyId(signs).operationsWithStrings("Sign", "Verify", "GetPublicKey", "DescribeKey") }
        refused("ValidationException", null) {
            grant { keyId(signs).operationsWithStrings("Sign").constraints { it.encryptionContextEquals(mapOf("a" to "b")) } }
        }
    }
}
