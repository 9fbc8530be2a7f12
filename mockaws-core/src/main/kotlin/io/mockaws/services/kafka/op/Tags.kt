package io.mockaws.services.kafka.op

import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.kit.TagRules
import io.mockaws.services.kafka.cluster.CLUSTERS
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.REPLICATORS
import io.mockaws.services.kafka.cluster.VPC_CONNECTIONS
import kotlin.time.Instant

/** https://docs.aws.amazon.com/msk/1.0/apireference/tags-resourcearn.html */
internal fun listTagsForResource(
    request: Members,
    call: KafkaCall,
): Members = mapOf("Tags" to call.state.now.tagsOf(request.needed("ResourceArn"), call.now()))

/** The same: TagResource. */
internal fun tagResource(
    request: Members,
    call: KafkaCall,
): Members =
    call.changeTags(request) { before ->
        val added = request.tags()
        if (TagRules.violation(before, added.toList()) !=
            null
        ) {
            throw KafkaFaults.invalid("The tags are invalid.", "tags")
        }
        before + added
    }

/** The same: UntagResource. */
internal fun untagResource(
    request: Members,
    call: KafkaCall,
): Members = call.changeTags(request) { it - request.texts("TagKeys").toSet() }

private fun KafkaCall.changeTags(
    request: Members,
    change: (Map<String, String>) -> Map<String, String>,
): Members {
    val arn = request.needed("ResourceArn")
    val now = now()
    state.write { setTags(arn, change(tagsOf(arn, now))) }
    return emptyMap()
}

private fun Tables.tagsOf(
    arn: String,
    now: Instant,
): Map<String, String> =
    this[CLUSTERS][arn]?.at(now)?.tags ?: this[VPC_CONNECTIONS][arn]?.at(now)?.tags
        ?: this[REPLICATORS][arn]?.at(now)?.tags
        ?: throw KafkaFaults.notFound(arn, "resourceArn")

private fun TableWriter.setTags(
    arn: String,
    tags: Map<String, String>,
) {
    this[CLUSTERS][arn]?.let { this[CLUSTERS, arn] = it.copy(tags = tags) }
    this[VPC_CONNECTIONS][arn]?.let { this[VPC_CONNECTIONS, arn] = it.copy(tags = tags) }
    this[REPLICATORS][arn]?.let { this[REPLICATORS, arn] = it.copy(tags = tags) }
}
