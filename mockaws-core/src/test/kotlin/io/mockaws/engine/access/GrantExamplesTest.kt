package io.mockaws.engine.access

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.allow
import io.mockaws.engine.access.Callers.federated
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.kms.KmsClient
import software.amazon.awssdk.services.kms.model.CreateGrantRequest
import software.amazon.awssdk.services.kms.model.GrantConstraints

/**
 * What AWS's pages say of grants, row by row: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html.
 */
class GrantExamplesTest {
    private val aws = MockAws.start { it.iam(true) }
    private val own = KmsClient.create()
    private val key = own.createKey().keyMetadata().arn()
    private val worker = KmsClient.builder().credentialsProvider(federated(allow("sqs:*"), "worker")).build()
    private val ciphertext = encrypt(own, CONTEXT)

    @AfterEach
    fun close() = aws.close()

    private fun encrypt(
        client: KmsClient,
        context: Map<String, String>,
    ) = client.encrypt { it.keyId(key).plaintext(SdkBytes.fromUtf8String("x")).encryptionContext(context) }.ciphertextBlob()

    private fun grant(configure: CreateGrantRequest.Builder.() -> Unit) =
        own.createGrant { it.keyId(key).granteePrincipal(WORKER).configure() }

    private fun isAllowed(call: () -> Any?): Boolean =
        try {
            call()
            true
        } catch (refused: AwsServiceException) {
            check(refused.awsErrorDetails().errorCode() == "AccessDeniedException") { refused }
            false
        }

    private val operations: Map<String, () -> Any?> =
        mapOf(
            "Encrypt" to { encrypt(worker, CONTEXT) },
            "Decrypt" to { worker.decrypt { it.ciphertextBlob(ciphertext).encryptionContext(CONTEXT) } },
            "GenerateDataKey" to { worker.generateDataKey { it.keyId(key).keySpec("AES_256").encryptionContext(CONTEXT) } },
            "GenerateDataKeyWithoutPlaintext" to {
                worker.generateDataKeyWithoutPlaintext { it.keyId(key).keySpec("AES_256").encryptionContext(CONTEXT) }
            },
            "GenerateDataKeyPair" to {
                worker.generateDataKeyPair { it.keyId(key).keyPairSpec("ECC_NIST_P256").encryptionContext(CONTEXT) }
            },
            "GenerateDataKeyPairWithoutPlaintext" to {
                worker.generateDataKeyPairWithoutPlaintext { it.keyId(key).keyPairSpec("ECC_NIST_P256").encryptionContext(CONTEXT) }
            },
            "DescribeKey" to { worker.describeKey { it.keyId(key) } },
            "CreateGrant" to {
                worker.createGrant { it.keyId(key).granteePrincipal(WORKER).operationsWithStrings("CreateGrant") }
            },
        )

    private fun allowed() = operations.filterValues { isAllowed(it) }.keys

    @Test
    fun `each operation of a grant allows itself alone`() {
        allowed() shouldBe emptySet()
        for (operation in operations.keys) {
            val made = grant { operationsWithStrings(operation) }
            withClue(operation) { allowed() shouldBe setOf(operation) }
            own.revokeGrant { it.keyId(key).grantId(made.grantId()) }
            own.listGrants { it.keyId(key) }.grants().forEach { rest -> own.revokeGrant { it.keyId(key).grantId(rest.grantId()) } }
        }
    }

    /** https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html: keys are not case sensitive, values are. */
    @Test
    fun `a constraint asks for the whole context, or for a part of it`() {
        val subset = GrantConstraints.builder().encryptionContextSubset(mapOf("Department" to "Finance")).build()
        val equals = GrantConstraints.builder().encryptionContextEquals(mapOf("Department" to "Finance")).build()
        val table =
            listOf(
                Triple(subset, mapOf("Department" to "Finance"), true),
                Triple(subset, mapOf("Department" to "Finance", "Purpose" to "Test"), true),
                Triple(subset, mapOf("Purpose" to "Test"), false),
                Triple(subset, mapOf("department" to "Finance"), true),
                Triple(subset, mapOf("Department" to "finance"), false),
                Triple(subset, emptyMap(), false),
                Triple(equals, mapOf("Department" to "Finance"), true),
                Triple(equals, mapOf("Department" to "Finance", "Purpose" to "Test"), false),
                Triple(equals, emptyMap(), false),
            )
        for ((constraint, context, isAllowed) in table) {
            val made = grant { operationsWithStrings("Encrypt").constraints(constraint) }
            withClue("$constraint $context") { isAllowed { encrypt(worker, context) } shouldBe isAllowed }
            own.revokeGrant { it.keyId(key).grantId(made.grantId()) }
        }
    }

    @Test
    fun `a grant ends when it is retired or revoked, and a retiring principal may retire it`() {
        val made = grant { operationsWithStrings("Encrypt").retiringPrincipal(WORKER) }
        isAllowed { encrypt(worker, CONTEXT) } shouldBe true
        isAllowed { worker.revokeGrant { it.keyId(key).grantId(made.grantId()) } } shouldBe false
        isAllowed { worker.retireGrant { it.keyId(key).grantId(made.grantId()) } } shouldBe true
        isAllowed { encrypt(worker, CONTEXT) } shouldBe false
        val again = grant { operationsWithStrings("Encrypt") }
        own.revokeGrant { it.keyId(key).grantId(again.grantId()) }
        isAllowed { encrypt(worker, CONTEXT) } shouldBe false
    }

    @Test
    fun `a grant does not outweigh a deny, and allows nobody else`() {
        grant { operationsWithStrings("Encrypt") }
        val other = KmsClient.builder().credentialsProvider(federated(allow("sqs:*"), "other")).build()
        isAllowed { encrypt(other, CONTEXT) } shouldBe false
        own.putKeyPolicy {
            it.keyId(key).policy(
                """{"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "kms:*", "Resource": "*"},
                    {"Effect": "Deny", "Principal": {"AWS": "$WORKER"}, "Action": "kms:Encrypt", "Resource": "*"}]}""",
            )
        }
        isAllowed { encrypt(worker, CONTEXT) } shouldBe false
    }

    private companion object {
        const val WORKER = "arn:aws:sts::123456789012:federated-user/worker"
        val CONTEXT = mapOf("Department" to "Finance")
    }
}
