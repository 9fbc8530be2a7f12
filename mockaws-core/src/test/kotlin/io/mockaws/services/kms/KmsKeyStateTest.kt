package io.mockaws.services.kms

import io.kotest.assertions.throwables.shouldThrow
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.kms.KmsClient
import software.amazon.awssdk.services.kms.model.KmsException
import java.security.KeyPairGenerator
import java.security.spec.ECGenParameterSpec

/**
 * The table of https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html for symmetric keys, by the numbers of its
 * details. Where it says [2] or [3] of a key that waits for its deletion, KMS says [3].
 */
class KmsKeyStateTest {
    private enum class State { Enabled, Disabled, PendingDeletion, PendingImport }

    private val details =
        mapOf(
            "[1]" to "DisabledException: KEY is disabled.",
            "[3]" to "KMSInvalidStateException: KEY is pending deletion.",
            "[4]" to "KMSInvalidStateException: KEY is not pending deletion.",
            "[5]" to "KMSInvalidStateException: KEY is pending import.",
            "[6]" to "UnsupportedOperationException: KEY origin is EXTERNAL which is not valid for this operation.",
            "[9]" to "UnsupportedOperationException: KEY origin is AWS_KMS which is not valid for this operation.",
        )

    // What is ok succeeds. The last column is of a key whose material was never brought.
    private val table =
        """
        operation                           | Enabled | Disabled | PendingDeletion | PendingImport
        CancelKeyDeletion                   | [4]     | [4]      | ok              | [4]
        CreateAlias                         | ok      | ok       | [3]             | ok
        CreateGrant                         | ok      | [1]      | [3]             | [5]
        Decrypt                             | ok      | [1]      | [3]             | -
        DeleteAlias                         | ok      | ok       | ok              | ok
        DeleteImportedKeyMaterial           | [9]     | [9]      | [9]             | ok
        DescribeKey                         | ok      | ok       | ok              | ok
        DisableKey                          | ok      | ok       | [3]             | [5]
        DisableKeyRotation                  | ok      | [1]      | [3]             | [6]
        EnableKey                           | ok      | ok       | [3]             | [5]
        EnableKeyRotation                   | ok      | [1]      | [3]             | [6]
        Encrypt                             | ok      | [1]      | [3]             | [5]
        GenerateDataKey                     | ok      | [1]      | [3]             | [5]
        GenerateDataKeyPair                 | ok      | [1]      | [3]             | [5]
        GenerateDataKeyPairWithoutPlaintext | ok      | [1]      | [3]             | [5]
        GenerateDataKeyWithoutPlaintext     | ok      | [1]      | [3]             | [5]
        GetKeyPolicy                        | ok      | ok       | ok              | ok
        GetKeyRotationStatus                | ok      | ok       | ok              | [6]
        GetParametersForImport              | [9]     | [9]      | [9]             | ok
        ListAliases                         | ok      | ok       | ok              | ok
        ListGrants                          | ok      | ok       | ok              | ok
        ListKeyPolicies                     | ok      | ok       | ok              | ok
        ListKeyRotations                    | ok      | ok       | ok              | ok
        ListResourceTags                    | ok      | ok       | ok              | ok
        PutKeyPolicy                        | ok      | ok       | ok              | ok
        ReEncrypt                           | ok      | [1]      | [3]             | [5]
        RetireGrant                         | ok      | ok       | ok              | -
        RevokeGrant                         | ok      | ok       | ok              | -
        RotateKeyOnDemand                   | ok      | [1]      | [3]             | [5]
        ScheduleKeyDeletion                 | ok      | ok       | [3]             | ok
        TagResource                         | ok      | ok       | [3]             | ok
        UntagResource                       | ok      | ok       | [3]             | ok
        UpdateAlias                         | ok      | ok       | [3]             | ok
        UpdateKeyDescription                | ok      | ok       | [3]             | ok
        """.trimIndent().lines().drop(1).map { line ->
            line.split('|').map {
                it.trim()
            }
        }

    @TestFactory
    fun `an operation does what the table says of the state that a key is in`(): List<DynamicTest> =
        table.flatMap { (operation, answers) ->
            State.entries.mapIndexedNotNull { i, state ->
                val answer = answers[i]
                if (answer == "-") null else dynamicTest("$operation of a key in $state: $answer") { check(operation, state, answer) }
            }
        }

    /** Keys of pairs and of MACs have no material that is brought later. */
    @TestFactory
    fun `so it is with what only keys of pairs and of MACs do`(): List<DynamicTest> =
        ofOthers.flatMap { (spec, usage, operation) ->
            listOf(State.Enabled to "ok", State.Disabled to "[1]", State.PendingDeletion to "[3]").map { (state, answer) ->
                dynamicTest("$operation of a $spec in $state: $answer") { checkOther(spec, usage, operation, state, answer) }
            }
        }

    private val ofOthers =
        listOf(
            Triple("ECC_NIST_P256", "SIGN_VERIFY", "GetPublicKey"),
            Triple("ECC_NIST_P256", "SIGN_VERIFY", "Sign"),
            Triple("ECC_NIST_P256", "SIGN_VERIFY", "Verify"),
            Triple("ML_DSA_44", "SIGN_VERIFY", "Sign"),
            Triple("ECC_NIST_P256", "KEY_AGREEMENT", "DeriveSharedSecret"),
            Triple("HMAC_256", "GENERATE_VERIFY_MAC", "GenerateMac"),
            Triple("HMAC_256", "GENERATE_VERIFY_MAC", "VerifyMac"),
        )

    private fun checkOther(
        spec: String,
        usage: String,
        operation: String,
        state: State,
        answer: String,
    ) = KmsWorld().use { world ->
        val kms = world.kms
        val arn = world.create { keySpec(spec).keyUsage(usage) }.arn()
        val algorithm = if (spec.startsWith("ML")) "ML_DSA_SHAKE_256" else "ECDSA_SHA_256"
        val isSigned = operation == "Verify"
        val signature = if (isSigned) kms.sign { it.keyId(arn).message(bytes("m")).signingAlgorithm(algorithm) }.signature() else null
        val mac =
            if (operation == "VerifyMac") kms.generateMac { it.keyId(arn).message(bytes("m")).macAlgorithm("HMAC_SHA_256") }.mac() else null
        when (state) {
            State.Disabled -> kms.disableKey { it.keyId(arn) }
            State.PendingDeletion -> kms.scheduleKeyDeletion { it.keyId(arn) }
            State.Enabled, State.PendingImport -> Unit
        }
        val other = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair().public
        val call: () -> Any? = {
            when (operation) {
                "GetPublicKey" -> kms.getPublicKey { it.keyId(arn) }

                "Sign" -> kms.sign { it.keyId(arn).message(bytes("m")).signingAlgorithm(algorithm) }

                "Verify" -> kms.verify { it.keyId(arn).message(bytes("m")).signingAlgorithm(algorithm).signature(signature) }

                "DeriveSharedSecret" -> kms.deriveSharedSecret {
                    it.keyId(arn).keyAgreementAlgorithm("ECDH").publicKey(SdkBytes.fromByteArray(other.encoded))
                }

                "GenerateMac" -> kms.generateMac { it.keyId(arn).message(bytes("m")).macAlgorithm("HMAC_SHA_256") }

                else -> kms.verifyMac { it.keyId(arn).message(bytes("m")).macAlgorithm("HMAC_SHA_256").mac(mac) }
            }
        }
        answer(answer, arn, call)
    }

    private operator fun List<String>.component2() = drop(1)

    private fun check(
        operation: String,
        state: State,
        answer: String,
    ) = KmsWorld().use { world ->
        val prepared = Prepared(world, state)
        answer(answer, prepared.arn) { prepared.call(operation) }
    }

    private fun answer(
        answer: String,
        arn: String,
        call: () -> Any?,
    ) {
        if (answer == "ok") {
            call()
        } else {
            val failure = shouldThrow<KmsException> { call() }.awsErrorDetails()
            val wanted = details.getValue(answer).replace("KEY", arn)
            check("${failure.errorCode()}: ${failure.errorMessage()}" == wanted) { "$wanted, but was $failure" }
        }
    }

    /** A key in a state, with what it takes to call operations on it. */
    private class Prepared(
        world: KmsWorld,
        state: State,
    ) {
        private val kms: KmsClient = world.kms
        private val other = world.create().keyId()
        val arn: String = world.create { if (state == State.PendingImport) origin("EXTERNAL") }.arn()
        private val id = arn.substringAfter('/')
        private var ciphertext: SdkBytes? = null
        private var grant = ""

        init {
            kms.createAlias { it.aliasName("alias/a").targetKeyId(id) }
            kms.createAlias { it.aliasName("alias/other").targetKeyId(other) }
            if (state != State.PendingImport) {
                ciphertext = kms.encrypt { it.keyId(id).plaintext(bytes("v")) }.ciphertextBlob()
                grant = kms.createGrant { it.keyId(id).granteePrincipal(PRINCIPAL).operationsWithStrings("Encrypt") }.grantId()
            }
            when (state) {
                State.Disabled -> kms.disableKey { it.keyId(id) }
                State.PendingDeletion -> kms.scheduleKeyDeletion { it.keyId(id) }
                State.Enabled, State.PendingImport -> Unit
            }
        }

        private val otherCiphertext = kms.encrypt { it.keyId(other).plaintext(bytes("v")) }.ciphertextBlob()

        private val calls: Map<String, () -> Any?> =
            mapOf(
                "CancelKeyDeletion" to { kms.cancelKeyDeletion { it.keyId(id) } },
                "CreateAlias" to { kms.createAlias { it.aliasName("alias/b").targetKeyId(id) } },
                "CreateGrant" to { kms.createGrant { it.keyId(id).granteePrincipal(PRINCIPAL).operationsWithStrings("Encrypt") } },
                "Decrypt" to { kms.decrypt { it.ciphertextBlob(ciphertext) } },
                "DeleteAlias" to { kms.deleteAlias { it.aliasName("alias/a") } },
                "DeleteImportedKeyMaterial" to { kms.deleteImportedKeyMaterial { it.keyId(id) } },
                "DescribeKey" to { kms.describeKey { it.keyId(id) } },
                "DisableKey" to { kms.disableKey { it.keyId(id) } },
                "DisableKeyRotation" to { kms.disableKeyRotation { it.keyId(id) } },
                "EnableKey" to { kms.enableKey { it.keyId(id) } },
                "EnableKeyRotation" to { kms.enableKeyRotation { it.keyId(id) } },
                "Encrypt" to { kms.encrypt { it.keyId(id).plaintext(bytes("v")) } },
                "GenerateDataKey" to { kms.generateDataKey { it.keyId(id).numberOfBytes(32) } },
                "GenerateDataKeyPair" to { kms.generateDataKeyPair { it.keyId(id).keyPairSpec("ECC_NIST_P256") } },
                "GenerateDataKeyPairWithoutPlaintext" to {
                    kms.generateDataKeyPairWithoutPlaintext { it.keyId(id).keyPairSpec("ECC_NIST_P256") }
                },
                "GenerateDataKeyWithoutPlaintext" to { kms.generateDataKeyWithoutPlaintext { it.keyId(id).keySpec("AES_256") } },
                "GetKeyPolicy" to { kms.getKeyPolicy { it.keyId(id) } },
                "GetKeyRotationStatus" to { kms.getKeyRotationStatus { it.keyId(id) } },
                "GetParametersForImport" to {
                    kms.getParametersForImport { it.keyId(id).wrappingAlgorithm("RSAES_OAEP_SHA_256").wrappingKeySpec("RSA_2048") }
                },
                "ListAliases" to { kms.listAliases { it.keyId(id) } },
                "ListGrants" to { kms.listGrants { it.keyId(id) } },
                "ListKeyPolicies" to { kms.listKeyPolicies { it.keyId(id) } },
                "ListKeyRotations" to { kms.listKeyRotations { it.keyId(id) } },
                "ListResourceTags" to { kms.listResourceTags { it.keyId(id) } },
                "PutKeyPolicy" to { kms.putKeyPolicy { it.keyId(id).policy(kms.getKeyPolicy { p -> p.keyId(id) }.policy()) } },
                "ReEncrypt" to { kms.reEncrypt { it.ciphertextBlob(otherCiphertext).destinationKeyId(id) } },
                "RetireGrant" to { kms.retireGrant { it.keyId(id).grantId(grant) } },
                "RevokeGrant" to { kms.revokeGrant { it.keyId(id).grantId(grant) } },
                "RotateKeyOnDemand" to { kms.rotateKeyOnDemand { it.keyId(id) } },
                "ScheduleKeyDeletion" to { kms.scheduleKeyDeletion { it.keyId(id) } },
                "TagResource" to { kms.tagResource { r -> r.keyId(id).tags({ it.tagKey("k").tagValue("v") }) } },
                "UntagResource" to { kms.untagResource { it.keyId(id).tagKeys("k") } },
                "UpdateAlias" to { kms.updateAlias { it.aliasName("alias/other").targetKeyId(id) } },
                "UpdateKeyDescription" to { kms.updateKeyDescription { it.keyId(id).description("d") } },
            )

        fun call(operation: String) = calls.getValue(operation)()
    }

    private companion object {
        const val PRINCIPAL = "arn:aws:iam::123456789012:role/worker"
    }
}
