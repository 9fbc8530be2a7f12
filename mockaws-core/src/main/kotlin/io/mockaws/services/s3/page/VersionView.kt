package io.mockaws.services.s3.page

import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.encryption.Encryption
import io.mockaws.services.s3.encryption.shownAlgorithm
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.versions.Version
import io.mockaws.state.ContentFacts
import io.mockaws.state.StateSection
import io.mockaws.state.StateView
import io.mockaws.state.section

/** A version of an object, or the object where there are no versions. */
internal fun versionView(
    bucket: Bucket,
    version: Version,
): StateView {
    val about = section(
        "Version",
        "Version id" to version.shownId,
        "Versions of the key" to bucket.versionsOf(version.key).size
    )
    val versions = listOf(about).takeIf { bucket.settings.versioning != null }.orEmpty()
    val target = version.content ?: return markerView(bucket, version, versions)
    return objectView(bucket, target, versions)
}

private fun markerView(
    bucket: Bucket,
    marker: Version,
    versions: List<StateSection>,
): StateView {
    val about = section("Delete marker", "Key" to marker.key, "Last modified" to marker.lastModified)
    return StateView(nameOf(marker.key), "delete marker", trail(bucket, marker.key), listOf(about) + versions)
}

private fun objectView(
    bucket: Bucket,
    target: S3Object,
    versions: List<StateSection>,
): StateView {
    val headers = target.headers
    val about =
        section(
            "Object",
            "Key" to target.key,
            "Size in bytes" to target.size,
            "ETag" to target.eTag,
            "Last modified" to target.lastModified,
            "Storage class" to headers.storageClass,
            "Encryption" to (target.encryption.shownAlgorithm ?: "a key of the client's own"),
            "KMS key" to (target.encryption as? Encryption.ByKms)?.keyArn,
            "Retention" to target.lock.retention?.let { "${it.mode} until ${it.until}" },
            "Legal hold" to target.lock.legalHold,
            (target.checksum?.algorithm?.name ?: "Checksum") to target.checksum?.let { "${it.value} (${it.type})" },
            "Parts" to target.parts.size.takeIf { it > 0 },
        )
    val sent =
        section(
            "Headers",
            "Content-Type" to headers.contentType,
            "Content-Encoding" to headers.contentEncoding,
            "Content-Language" to headers.contentLanguage,
            "Content-Disposition" to headers.contentDisposition,
            "Cache-Control" to headers.cacheControl,
            "Expires" to headers.expires,
            "x-amz-website-redirect-location" to headers.websiteRedirectLocation,
        )
    return StateView(
        title = nameOf(target.key),
        kind = "object",
        trail = trail(bucket, target.key),
        sections =
        versions + listOf(about, sent, section("Metadata", headers.metadata), section("Tags", headers.tags)),
        content = ContentFacts(headers.contentType, target.size),
    )
}
