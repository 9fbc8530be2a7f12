package io.mockaws.services.s3

import io.mockaws.services.s3.encryption.Encryption
import io.mockaws.services.s3.encryption.shownAlgorithm
import io.mockaws.services.s3.lock.LegalHold
import io.mockaws.services.s3.objects.S3Object
import kotlin.time.Instant
import kotlin.time.toJavaInstant
import java.time.Instant as JavaInstant

/** An object of a bucket without its content. */
public class S3ObjectView internal constructor(
    private val target: S3Object,
) {
    /** The key. */
    @get:JvmName("key")
    public val key: String get() = target.key

    /** Length of the content in bytes. */
    @get:JvmName("size")
    public val size: Long get() = target.size

    /** The entity tag in its quotes. */
    @get:JvmName("eTag")
    public val eTag: String get() = target.eTag

    /** The media type. */
    @get:JvmName("contentType")
    public val contentType: String get() = target.headers.contentType

    /** The storage class: `STANDARD` unless another was asked for. */
    @get:JvmName("storageClass")
    public val storageClass: String get() = target.headers.storageClass

    /** User metadata by names in lower case, without `x-amz-meta-`. */
    @get:JvmName("metadata")
    public val metadata: Map<String, String> get() = target.headers.metadata

    /** The object's tags. */
    @get:JvmName("tags")
    public val tags: Map<String, String> get() = target.headers.tags

    /** When it was put, in whole seconds. */
    @get:JvmSynthetic
    public val lastModified: Instant get() = target.lastModified

    /** [lastModified] for Java. */
    @JvmName("lastModified")
    public fun lastModifiedJava(): JavaInstant = target.lastModified.toJavaInstant()

    /** How it is encrypted: `AES256`, `aws:kms` or `aws:kms:dsse`; null under a key of the client's own. */
    @get:JvmName("serverSideEncryption")
    public val serverSideEncryption: String? get() = target.encryption.shownAlgorithm

    /** The ARN of the key of AWS KMS that it is encrypted with; null for none. */
    @get:JvmName("kmsKeyArn")
    public val kmsKeyArn: String? get() = (target.encryption as? Encryption.ByKms)?.keyArn

    /** `GOVERNANCE` or `COMPLIANCE`; null where there is no retention. */
    @get:JvmName("retentionMode")
    public val retentionMode: String? get() = target.lock.retention?.mode?.name

    /** When its retention ends or ended; null where there is none. */
    @get:JvmSynthetic
    public val retainUntil: Instant? get() = target.lock.retention?.until

    /** [retainUntil] for Java. */
    @JvmName("retainUntil")
    public fun retainUntilJava(): JavaInstant? = retainUntil?.toJavaInstant()

    /** Whether a legal hold keeps it from being deleted. */
    @get:JvmName("hasLegalHold")
    public val hasLegalHold: Boolean get() = target.lock.legalHold == LegalHold.ON

    override fun toString(): String = "S3ObjectView($key, $size bytes)"
}
