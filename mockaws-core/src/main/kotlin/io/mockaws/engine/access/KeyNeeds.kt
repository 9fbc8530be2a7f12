package io.mockaws.engine.access

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.keys.KeyRefusal

/**
 * What a caller of [service] has to be allowed on the key of KMS that it encrypts under, since KMS is asked in the
 * caller's name. Nothing for a key that cannot be used, which is refused otherwise.
 *
 * @param id as callers name keys; null where there is none of a customer's
 * @param actions of KMS: `Decrypt`
 * @param context the encryption context
 */
internal fun CallContext<*>.needsOnKey(
    service: String,
    id: String?,
    actions: List<String>,
    context: Map<String, String>,
    place: Place = this.place,
): List<Need> {
    if (id == null || id.startsWith("alias/aws/")) return emptyList()
    val arn =
        try {
            world.keys.arnOf(id, place)
        } catch (_: KeyRefusal) {
            return emptyList()
        }
    val keys =
        mapOf(
            "kms:viaservice" to listOf("$service.${place.region}.amazonaws.com"),
            "kms:calleraccount" to listOf(account),
            "kms:encryptioncontextkeys" to context.keys.toList(),
        ) + context.map { (name, value) -> "kms:encryptioncontext:${name.lowercase()}" to listOf(value) }
    return actions.map { Need("kms:$it", arn, keys) }
}
