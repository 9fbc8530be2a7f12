package io.mockaws.engine

import kotlin.time.Instant

/** Who keeps secrets, as services meet it that read them for their callers. */
internal interface SecretStore {
    /** The secret that [query] leads to in [place]; null where there is none, or none that can be read. */
    suspend fun find(
        query: SecretQuery,
        place: Place,
        world: World,
    ): StoredSecret?
}

/** Which secret is wanted. */
internal class SecretQuery(
    /** Its name or ARN. */
    val id: String,
    /** The id of a version or a label; null for the current value. */
    val version: String?,
)

/** A secret that is text. */
internal class StoredSecret(
    val arn: String,
    val text: String,
    val createdAt: Instant,
    /** All that is known of it, as JSON. */
    val document: String,
)
