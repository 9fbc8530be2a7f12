package io.mockaws.services.lambda.layer

import io.mockaws.services.lambda.function.ResourcePolicy
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A layer with its versions. */
@Serializable
internal data class LayerRecord(
    val name: String,
    /** Without a version. */
    val arn: String,
    /** Those that are still there, the oldest first. */
    val versions: List<LayerVersion> = emptyList(),
    /** Numbers are not used again. */
    val nextNumber: Long = 1,
) {
    fun version(number: Long): LayerVersion? = versions.firstOrNull { it.number == number }

    fun with(version: LayerVersion): LayerRecord =
        copy(versions = versions.map { if (it.number == version.number) version else it })
}

@Serializable
internal data class LayerVersion(
    val number: Long,
    val arn: String,
    val codeSha256: String,
    val codeSize: Long,
    val createdAt: Instant,
    val description: String = "",
    val runtimes: List<String>? = null,
    val architectures: List<String>? = null,
    val license: String? = null,
    val policy: ResourcePolicy? = null,
)
