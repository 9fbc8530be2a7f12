package io.mockaws.services.s3

import io.mockaws.services.s3.versions.Version
import kotlin.time.Instant
import kotlin.time.toJavaInstant
import java.time.Instant as JavaInstant

/** A version of a key: an object that is or was there, or a delete marker. */
public class S3VersionView internal constructor(
    private val version: Version,
    /** Whether it is what a request without a version id finds. */
    @get:JvmName("isLatest")
    public val isLatest: Boolean,
) {
    /** The key. */
    @get:JvmName("key")
    public val key: String get() = version.key

    /** The version id; `null` as a word for what came while the bucket did not keep versions. */
    @get:JvmName("versionId")
    public val versionId: String get() = version.shownId

    /** Whether it stands for a delete, and so has no content. */
    @get:JvmName("isDeleteMarker")
    public val isDeleteMarker: Boolean get() = version.isDeleteMarker

    /** When it came, in whole seconds. */
    @get:JvmSynthetic
    public val lastModified: Instant get() = version.lastModified

    /** [lastModified] for Java. */
    @JvmName("lastModified")
    public fun lastModifiedJava(): JavaInstant = version.lastModified.toJavaInstant()

    /**
     * The content as UTF-8.
     *
     * @throws NoSuchElementException for a delete marker
     */
    public fun text(): String = bytes().decodeToString()

    /**
     * The content, a copy of it.
     *
     * @throws NoSuchElementException for a delete marker
     */
    public fun bytes(): ByteArray = content().body.toByteArray()

    /**
     * What a HeadObject would say of it.
     *
     * @throws NoSuchElementException for a delete marker
     */
    public fun head(): S3ObjectView = S3ObjectView(content())

    private fun content() =
        version.content ?: throw NoSuchElementException("The version $versionId of \"$key\" is a delete marker")

    override fun toString(): String =
        "S3VersionView($key, $versionId${if (isDeleteMarker) ", delete marker" else ""}${if (isLatest) ", latest" else ""})"
}
