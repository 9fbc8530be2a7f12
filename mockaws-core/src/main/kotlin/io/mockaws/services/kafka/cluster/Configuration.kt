package io.mockaws.services.kafka.cluster

import io.mockaws.kit.JsonObjectText
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** Properties of brokers, in revisions. */
@Serializable
internal data class Configuration(
    val name: String,
    val arn: String,
    val createdAt: Instant,
    val description: String,
    val kafkaVersions: List<String>,
    /** The oldest first; the first one is number 1. */
    val revisions: List<Revision>,
) {
    /** The number of the latest. */
    val latest: Long get() = revisions.size.toLong()

    fun revision(number: Long): Revision? = revisions.getOrNull((number - 1).toInt())
}

@Serializable
internal data class Revision(
    val createdAt: Instant,
    val description: String,
    val properties: String,
)

/** A way from a VPC to a cluster, or a replication between two: [info] is what it was made with. */
@Serializable
internal data class Link(
    val arn: String,
    val createdAt: Instant,
    val version: String,
    val info: JsonObjectText,
    val tags: Map<String, String> = emptyMap(),
    /** While something is done with it, and until when. */
    val busy: Busy? = null,
    /** `AVAILABLE`, `RUNNING`, `REJECTED`: what it is when nothing is done with it. */
    val standing: String,
) {
    fun at(now: Instant): Link? =
        when {
            busy == null || now < busy.until -> this
            busy.state == Cluster.DELETING -> null
            else -> copy(busy = null, info = busy.info ?: info, version = busy.version ?: version)
        }

    val state: String get() = busy?.state ?: standing
}
