package io.mockaws.services.kms

import io.mockaws.services.kms.key.KeySpec
import io.mockaws.services.kms.key.KeyUsage
import io.mockaws.services.kms.op.CreateKeyRequest
import io.mockaws.services.kms.op.Tag

/** How a key is to be made. */
public class KeyOptions internal constructor() {
    /** What kind of key it is: `SYMMETRIC_DEFAULT`, `RSA_2048`, `ECC_NIST_P256`, `HMAC_256`, ... */
    @set:JvmSynthetic
    @get:JvmSynthetic
    public var spec: String = "SYMMETRIC_DEFAULT"

    /** What it is for: `ENCRYPT_DECRYPT`, `SIGN_VERIFY`, ...; null for the one thing that its kind is for. */
    @set:JvmSynthetic
    @get:JvmSynthetic
    public var usage: String? = null

    /** What it says of itself. */
    @set:JvmSynthetic
    @get:JvmSynthetic
    public var description: String = ""

    /** Its key policy as JSON; null for AWS's default. */
    @set:JvmSynthetic
    @get:JvmSynthetic
    public var policy: String? = null

    /** Whether it can be replicated to other regions. */
    @set:JvmSynthetic
    @get:JvmSynthetic
    public var multiRegion: Boolean = false

    /** Tags by key. */
    @get:JvmName("tags")
    public val tags: MutableMap<String, String> = LinkedHashMap()

    /** See [spec]. */
    public fun spec(spec: String): KeyOptions = apply { this.spec = spec }

    /** See [usage]. */
    public fun usage(usage: String): KeyOptions = apply { this.usage = usage }

    /** See [description]. */
    public fun description(description: String): KeyOptions = apply { this.description = description }

    /** See [policy]. */
    public fun policy(policy: String): KeyOptions = apply { this.policy = policy }

    /** See [multiRegion]. */
    public fun multiRegion(multiRegion: Boolean): KeyOptions = apply { this.multiRegion = multiRegion }

    internal fun request(): CreateKeyRequest {
        val kind =
            requireNotNull(KeySpec.entries.firstOrNull { it.name == spec }) {
                "No kind of key is called \"$spec\", but: ${KeySpec.entries.joinToString()}"
            }
        usage?.let { wanted ->
            require(KeyUsage.entries.any { it.name == wanted }) {
                "No key is for \"$wanted\", but for: ${KeyUsage.entries.joinToString()}"
            }
        }
        return CreateKeyRequest(
            policy = policy,
            description = description,
            keyUsage = usage ?: kind.usages.singleOrNull()?.name,
            keySpec = spec,
            tags = tags.map { (key, value) -> Tag(key, value) },
            multiRegion = multiRegion,
        )
    }
}
