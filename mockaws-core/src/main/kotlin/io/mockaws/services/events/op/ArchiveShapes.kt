package io.mockaws.services.events.op

import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class CreateArchiveRequest(
    val archiveName: String,
    val eventSourceArn: String,
    val description: String? = null,
    val eventPattern: String? = null,
    val retentionDays: Int? = null,
    val kmsKeyIdentifier: String? = null,
)

@Serializable
internal data class UpdateArchiveRequest(
    val archiveName: String,
    val description: String? = null,
    val eventPattern: String? = null,
    val retentionDays: Int? = null,
    val kmsKeyIdentifier: String? = null,
)

@Serializable
internal data class ArchiveRequest(
    val archiveName: String,
)

/** What creating and updating an archive answer. */
@Serializable
internal data class ArchiveResponse(
    val archiveArn: String,
    val state: String,
    val creationTime: Instant,
)

@Serializable
internal data class DescribeArchiveResponse(
    val archiveArn: String,
    val archiveName: String,
    val eventSourceArn: String,
    val description: String? = null,
    val eventPattern: String? = null,
    val state: String,
    val retentionDays: Int,
    val sizeBytes: Long,
    val eventCount: Long,
    val creationTime: Instant,
    val kmsKeyIdentifier: String? = null,
)

@Serializable
internal data class ListArchivesRequest(
    val namePrefix: String? = null,
    val eventSourceArn: String? = null,
    val state: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListArchivesResponse(
    val archives: List<ShownArchive>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownArchive(
        val archiveName: String,
        val eventSourceArn: String,
        val state: String,
        val retentionDays: Int,
        val sizeBytes: Long,
        val eventCount: Long,
        val creationTime: Instant,
    )
}
