package io.mockaws.services.s3.objects

import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.wire.DateText

/** The members by which PutObject, CopyObject and CreateMultipartUpload describe the object to come. */
internal interface ObjectHeadersMembers {
    val cacheControl: String?
    val contentDisposition: String?
    val contentEncoding: String?
    val contentLanguage: String?
    val contentType: String?
    val expires: DateText?
    val metadata: Map<String, String>
    val storageClass: String?
    val tagging: String?
    val websiteRedirectLocation: String?

    /**
     * All of them, checked.
     *
     * @param decode how user metadata were sent
     */
    fun headers(decode: (String) -> String = MailSafe::decode): ObjectHeaders =
        ObjectHeaders(
            cacheControl = cacheControl,
            contentDisposition = contentDisposition,
            contentEncoding = contentEncoding,
            contentLanguage = contentLanguage,
            contentType = contentType?.ifEmpty { null } ?: ObjectHeaders.DEFAULT_TYPE,
            expires = expires?.text?.ifEmpty { null },
            websiteRedirectLocation = websiteRedirectLocation,
            storageClass = storageClass(),
            metadata = metadata(decode),
            tags = tagging?.let { Tags.parseHeader(it) }.orEmpty(),
        )

    fun storageClass(): String {
        val name = storageClass ?: return ObjectHeaders.STANDARD
        if (name !in S3Limits.STORAGE_CLASSES) throw S3Faults.invalidStorageClass(name)
        return name
    }

    private fun metadata(decode: (String) -> String): Map<String, String> {
        if (metadata.isEmpty()) return emptyMap()
        val size = metadata.entries.sumOf { it.key.utf8Length() + it.value.utf8Length() }
        if (size > S3Limits.METADATA_BYTES) throw S3Faults.metadataTooLarge(size)
        return metadata.entries.associate { (name, value) -> name.lowercase() to decode(value) }
    }
}

/** Refuses a key that S3 would not take. */
internal fun checkKey(key: String) {
    if (key.length * 3 <= S3Limits.KEY_BYTES) return
    val size = key.utf8Length()
    if (size > S3Limits.KEY_BYTES) throw S3Faults.keyTooLong(size)
}

private fun String.utf8Length(): Int = encodeToByteArray().size
