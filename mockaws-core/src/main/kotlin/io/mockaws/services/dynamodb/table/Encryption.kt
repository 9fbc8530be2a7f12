package io.mockaws.services.dynamodb.table

import io.mockaws.engine.CallContext
import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import kotlinx.serialization.Serializable

/**
 * Under which key a table is to be encrypted. Contents lie as they came, whatever it says.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SSESpecification.html
 */
@Serializable
internal data class SseSpecification(
    val enabled: Boolean? = null,
    val sseType: String? = null,
    val kmsMasterKeyId: String? = null,
) {
    /** Whether a key of KMS is wanted, and not the one that AWS owns. */
    private val wantsKey: Boolean get() = enabled == true || sseType != null

    /** @param member as the refusal names this */
    fun check(
        constraints: Constraints,
        member: String = "sSESpecification",
    ) {
        constraints.oneOf("$member.sSEType", sseType, listOf("AES256", KMS))
        constraints.length("$member.kMSMasterKeyId", kmsMasterKeyId, 1..Int.MAX_VALUE)
    }

    /** What is wrong with members that are right each by itself. */
    fun checkTogether() {
        when {
            enabled == false && sseType != null -> refuse("SSEType can not be specified if Enabled is false")

            enabled == false && kmsMasterKeyId != null -> refuse(
                "KMSMasterKeyId can not be specified if Enabled is false"
            )

            sseType == "AES256" -> refuse("SSEType AES256 is not supported")

            kmsMasterKeyId != null && sseType == null -> refuse(
                "SSEType KMS is required if KMSMasterKeyId is specified"
            )
        }
    }

    /** The ARN of the wanted key; null for the one that AWS owns. */
    fun keyArn(call: CallContext<DynamoDbState>): String? {
        if (!wantsKey) return null
        try {
            val id = kmsMasterKeyId ?: return call.world.keys.managedFor("dynamodb", call.place)
            return call.world.keys.arnOf(id, call.place)
        } catch (refusal: KeyRefusal) {
            throw DynamoDbFaults.keyRefused(refusal, call.ids.uuid())
        }
    }

    /**
     * The same for a table that is encrypted under [current] so far. Only what is named by its ARN is known for the key
     * that it has already.
     */
    fun changedKeyArn(
        current: String?,
        call: CallContext<DynamoDbState>,
    ): String? {
        if (!wantsKey && current == null) refuse("Table is already encrypted by default")
        if (kmsMasterKeyId != null && kmsMasterKeyId == current) {
            refuse(
                "Table is already encrypted with given KMSMasterKeyId. " +
                    "Use KMSMasterKeyId parameter if you want to change Master Key",
            )
        }
        return keyArn(call)
    }

    private fun refuse(what: String): Nothing = throw DynamoDbFaults.invalidParameter(what)

    companion object {
        const val KMS: String = "KMS"
    }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SSEDescription.html */
@Serializable
internal data class SseDescription(
    val status: String,
    val sseType: String? = null,
    val kmsMasterKeyArn: String? = null,
) {
    companion object {
        /** Nothing is told of the key that AWS owns. */
        fun of(table: TableDefinition): SseDescription? =
            table.kmsKeyArn?.let { SseDescription("ENABLED", SseSpecification.KMS, it) }

        /** What is told while the key of [table] gives way to another one. */
        fun changing(table: TableDefinition): SseDescription =
            of(table)?.copy(status = "UPDATING") ?: SseDescription("UPDATING")
    }
}
