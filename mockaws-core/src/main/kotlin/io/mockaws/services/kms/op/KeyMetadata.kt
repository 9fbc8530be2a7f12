package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.kit.Arn
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeySpec
import io.mockaws.services.kms.key.KeyState
import io.mockaws.services.kms.key.KeyUsage
import io.mockaws.services.kms.key.Origin
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.related
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
@Serializable
internal data class KeyMetadata(
    val awsAccountId: String,
    val keyId: String,
    val arn: String,
    val creationDate: Instant,
    val enabled: Boolean,
    val description: String,
    val keyUsage: String,
    val keyState: String,
    val deletionDate: Instant?,
    val validTo: Instant?,
    val origin: String,
    val expirationModel: String?,
    val keyManager: String,
    val customerMasterKeySpec: String,
    val keySpec: String,
    val encryptionAlgorithms: List<String>?,
    val signingAlgorithms: List<String>?,
    val keyAgreementAlgorithms: List<String>?,
    val multiRegion: Boolean,
    val multiRegionConfiguration: MultiRegionConfiguration?,
    val pendingDeletionWindowInDays: Int?,
    val macAlgorithms: List<String>?,
    val currentKeyMaterialId: String?,
)

@Serializable
internal data class MultiRegionConfiguration(
    val multiRegionKeyType: String,
    val primaryKey: MultiRegionKey?,
    val replicaKeys: List<MultiRegionKey>,
)

@Serializable
internal data class MultiRegionKey(
    val arn: String,
    val region: String,
)

/** What KMS tells of [key], which is of this place. */
internal fun CallContext<KmsState>.metadata(key: Key): KeyMetadata {
    val imported = key.current?.takeIf { key.origin == Origin.EXTERNAL && key.state != KeyState.PendingImport }
    return KeyMetadata(
        awsAccountId = account,
        keyId = key.id,
        arn = key.arn,
        creationDate = key.createdAt,
        enabled = key.state == KeyState.Enabled,
        description = key.description,
        keyUsage = key.usage.name,
        keyState = key.state.name,
        deletionDate = key.deletionDate,
        validTo = imported?.validTo,
        origin = key.origin.name,
        expirationModel = imported?.let { expirationModel(it.validTo) },
        keyManager = if (key.isAwsManaged) "AWS" else "CUSTOMER",
        customerMasterKeySpec = key.spec.name,
        keySpec = key.spec.name,
        encryptionAlgorithms = key.encryptionAlgorithms,
        signingAlgorithms = key.signingAlgorithms,
        keyAgreementAlgorithms = key.keyAgreementAlgorithms,
        multiRegion = key.multiRegion != null,
        multiRegionConfiguration = key.multiRegion?.let { configuration(key, it) },
        pendingDeletionWindowInDays = key.deletionWindow.takeIf { key.state == KeyState.PendingReplicaDeletion },
        macAlgorithms = key.spec.mac?.let { listOf(it.name) },
        currentKeyMaterialId = key.latest?.id.takeIf { key.spec == KeySpec.SYMMETRIC_DEFAULT },
    )
}

private fun CallContext<KmsState>.configuration(
    key: Key,
    type: Key.MultiRegionType,
): MultiRegionConfiguration {
    val (primaries, replicas) = related(key.id).map {
        it.key
    }.partition { it.multiRegion == Key.MultiRegionType.PRIMARY }
    val primary = primaries.firstOrNull()?.let(::multiRegionKey)
    return MultiRegionConfiguration(type.name, primary, replicas.map(::multiRegionKey))
}

private fun multiRegionKey(key: Key) = MultiRegionKey(key.arn, Arn.parse(key.arn)!!.region)

internal fun expirationModel(validTo: Instant?): String =
    if (validTo == null) "KEY_MATERIAL_DOES_NOT_EXPIRE" else "KEY_MATERIAL_EXPIRES"

internal val Key.encryptionAlgorithms: List<String>?
    get() = spec.encryption.map { it.name }.takeIf { usage == KeyUsage.ENCRYPT_DECRYPT }

internal val Key.signingAlgorithms: List<String>?
    get() = spec.signing.map { it.name }.takeIf { usage == KeyUsage.SIGN_VERIFY }

internal val Key.keyAgreementAlgorithms: List<String>?
    get() = listOf("ECDH").takeIf { usage == KeyUsage.KEY_AGREEMENT }
