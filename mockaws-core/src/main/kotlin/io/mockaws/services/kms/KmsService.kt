package io.mockaws.services.kms

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.kms.op.cancelKeyDeletion
import io.mockaws.services.kms.op.createAlias
import io.mockaws.services.kms.op.createGrant
import io.mockaws.services.kms.op.createKey
import io.mockaws.services.kms.op.decrypt
import io.mockaws.services.kms.op.deleteAlias
import io.mockaws.services.kms.op.deleteImportedKeyMaterial
import io.mockaws.services.kms.op.deriveSharedSecret
import io.mockaws.services.kms.op.describeKey
import io.mockaws.services.kms.op.disableKey
import io.mockaws.services.kms.op.disableKeyRotation
import io.mockaws.services.kms.op.enableKey
import io.mockaws.services.kms.op.enableKeyRotation
import io.mockaws.services.kms.op.encrypt
import io.mockaws.services.kms.op.generateDataKey
import io.mockaws.services.kms.op.generateDataKeyPair
import io.mockaws.services.kms.op.generateDataKeyPairWithoutPlaintext
import io.mockaws.services.kms.op.generateDataKeyWithoutPlaintext
import io.mockaws.services.kms.op.generateMac
import io.mockaws.services.kms.op.generateRandom
import io.mockaws.services.kms.op.getKeyPolicy
import io.mockaws.services.kms.op.getKeyRotationStatus
import io.mockaws.services.kms.op.getParametersForImport
import io.mockaws.services.kms.op.getPublicKey
import io.mockaws.services.kms.op.importKeyMaterial
import io.mockaws.services.kms.op.listAliases
import io.mockaws.services.kms.op.listGrants
import io.mockaws.services.kms.op.listKeyPolicies
import io.mockaws.services.kms.op.listKeyRotations
import io.mockaws.services.kms.op.listKeys
import io.mockaws.services.kms.op.listResourceTags
import io.mockaws.services.kms.op.listRetirableGrants
import io.mockaws.services.kms.op.putKeyPolicy
import io.mockaws.services.kms.op.reEncrypt
import io.mockaws.services.kms.op.replicateKey
import io.mockaws.services.kms.op.retireGrant
import io.mockaws.services.kms.op.revokeGrant
import io.mockaws.services.kms.op.rotateKeyOnDemand
import io.mockaws.services.kms.op.scheduleKeyDeletion
import io.mockaws.services.kms.op.sign
import io.mockaws.services.kms.op.tagResource
import io.mockaws.services.kms.op.untagResource
import io.mockaws.services.kms.op.updateAlias
import io.mockaws.services.kms.op.updateKeyDescription
import io.mockaws.services.kms.op.updatePrimaryRegion
import io.mockaws.services.kms.op.verify
import io.mockaws.services.kms.op.verifyMac
import io.mockaws.services.kms.state.KmsState
import io.mockaws.wire.protocol.Protocols

/**
 * AWS Key Management Service. Custom key stores are records without keys, which rules answer.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html
 */
internal object KmsService : Service<KmsState>(
    ServiceShapes.of("kms"),
    listOf(Protocols.AwsJson11),
    StateKind(StateKind.Scope.REGIONAL, { KmsState() }, { _, entries -> KmsState.read(entries) }),
) {
    override val checks: ModelChecks get() = ModelChecks.JSON

    override val access: ServiceAccess<KmsState> get() = KmsAccess

    override fun throttled(operation: String): Pair<String, String> =
        "ThrottlingException" to
            "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls."

    override fun operation(name: String): Operation<KmsState, *, *>? =
        when (name) {
            "CancelKeyDeletion" -> operation(name, ::cancelKeyDeletion)

            "CreateAlias" -> operation(name, ::createAlias)

            "CreateGrant" -> operation(name, ::createGrant)

            "CreateKey" -> operation(name, ::createKey)

            "Decrypt" -> operation(name, ::decrypt)

            "DeleteAlias" -> operation(name, ::deleteAlias)

            "DeleteImportedKeyMaterial" -> operation(name, ::deleteImportedKeyMaterial)

            "DeriveSharedSecret" -> operation(name, ::deriveSharedSecret)

            "DescribeKey" -> operation(name, ::describeKey)

            "DisableKey" -> operation(name, ::disableKey)

            "DisableKeyRotation" -> operation(name, ::disableKeyRotation)

            "EnableKey" -> operation(name, ::enableKey)

            "EnableKeyRotation" -> operation(name, ::enableKeyRotation)

            "Encrypt" -> operation(name, ::encrypt)

            "GenerateDataKey" -> operation(name, ::generateDataKey)

            "GenerateDataKeyPair" -> operation(name, ::generateDataKeyPair)

            "GenerateDataKeyPairWithoutPlaintext" -> operation(name, ::generateDataKeyPairWithoutPlaintext)

            "GenerateDataKeyWithoutPlaintext" -> operation(name, ::generateDataKeyWithoutPlaintext)

            "GenerateMac" -> operation(name, ::generateMac)

            "GenerateRandom" -> operation(name, ::generateRandom)

            "GetKeyPolicy" -> operation(name, ::getKeyPolicy)

            "GetKeyRotationStatus" -> operation(name, ::getKeyRotationStatus)

            "GetParametersForImport" -> operation(name, ::getParametersForImport)

            "GetPublicKey" -> operation(name, ::getPublicKey)

            "ImportKeyMaterial" -> operation(name, ::importKeyMaterial)

            "ListAliases" -> operation(name, ::listAliases)

            "ListGrants" -> operation(name, ::listGrants)

            "ListKeyPolicies" -> operation(name, ::listKeyPolicies)

            "ListKeyRotations" -> operation(name, ::listKeyRotations)

            "ListKeys" -> operation(name, ::listKeys)

            "ListResourceTags" -> operation(name, ::listResourceTags)

            "ListRetirableGrants" -> operation(name, ::listRetirableGrants)

            "PutKeyPolicy" -> operation(name, ::putKeyPolicy)

            "ReEncrypt" -> operation(name, ::reEncrypt)

            "ReplicateKey" -> operation(name, ::replicateKey)

            "RetireGrant" -> operation(name, ::retireGrant)

            "RevokeGrant" -> operation(name, ::revokeGrant)

            "RotateKeyOnDemand" -> operation(name, ::rotateKeyOnDemand)

            "ScheduleKeyDeletion" -> operation(name, ::scheduleKeyDeletion)

            "Sign" -> operation(name, ::sign)

            "TagResource" -> operation(name, ::tagResource)

            "UntagResource" -> operation(name, ::untagResource)

            "UpdateAlias" -> operation(name, ::updateAlias)

            "UpdateKeyDescription" -> operation(name, ::updateKeyDescription)

            "UpdatePrimaryRegion" -> operation(name, ::updatePrimaryRegion)

            "Verify" -> operation(name, ::verify)

            "VerifyMac" -> operation(name, ::verifyMac)

            "ConnectCustomKeyStore", "CreateCustomKeyStore", "DeleteCustomKeyStore", "DescribeCustomKeyStores",
            "DisconnectCustomKeyStore", "UpdateCustomKeyStore",
            -> derivedOperation("kms", name)

            else -> null
        }
}
