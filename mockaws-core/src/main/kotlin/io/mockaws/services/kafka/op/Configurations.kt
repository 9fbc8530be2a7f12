package io.mockaws.services.kafka.op

import io.mockaws.kit.arn
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.kafka.cluster.CONFIGURATIONS
import io.mockaws.services.kafka.cluster.Configuration
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.KafkaVersions
import io.mockaws.services.kafka.cluster.Revision
import io.mockaws.services.kafka.cluster.clusters
import io.mockaws.wire.Blob

/** https://docs.aws.amazon.com/msk/1.0/apireference/configurations.html#CreateConfiguration */
internal fun createConfiguration(
    request: Members,
    call: KafkaCall,
): Members {
    val name = request.needed("Name")
    if (!NAME.matches(name)) throw KafkaFaults.invalid("The configuration name $name is invalid.", "name")
    val versions = request.texts("KafkaVersions").onEach(KafkaVersions::check)
    val description = request.text("Description").orEmpty()
    val now = call.now()
    val arn = call.arn("kafka", "configuration/$name/${call.ids.uuid()}-${(call.ids.nextLong() ushr 1) % NUMBERS + 1}")
    val first = Revision(now, description, properties(request))
    val made = Configuration(name, arn, now, description, versions, listOf(first))
    call.state.write {
        if (this[CONFIGURATIONS].values.any { it.name == name }) throw KafkaFaults.nameTaken()
        this[CONFIGURATIONS, arn] = made
    }
    return shown(made) - setOf("Description", "KafkaVersions")
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/configurations-arn.html#DescribeConfiguration */
internal fun describeConfiguration(
    request: Members,
    call: KafkaCall,
): Members = shown(call.configuration(request.needed("Arn")))

/** https://docs.aws.amazon.com/msk/1.0/apireference/configurations-arn.html#UpdateConfiguration */
internal fun updateConfiguration(
    request: Members,
    call: KafkaCall,
): Members {
    val arn = request.needed("Arn")
    val revision = Revision(call.now(), request.text("Description").orEmpty(), properties(request))
    val changed =
        call.state.write {
            val before = this[CONFIGURATIONS][arn] ?: throw KafkaFaults.notFound(arn, "arn")
            before.copy(revisions = before.revisions + revision).also { this[CONFIGURATIONS, arn] = it }
        }
    return mapOf("Arn" to arn, "LatestRevision" to shown(revision, changed.latest))
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/configurations-arn.html#DeleteConfiguration */
internal fun deleteConfiguration(
    request: Members,
    call: KafkaCall,
): Members {
    val arn = request.needed("Arn")
    val now = call.now()
    call.state.write {
        if (arn !in this[CONFIGURATIONS]) throw KafkaFaults.notFound(arn, "arn")
        if (clusters(now).any { it.info.part("ConfigurationInfo")?.text("Arn") == arn }) throw KafkaFaults.inUse(arn)
        remove(CONFIGURATIONS, arn)
    }
    return mapOf("Arn" to arn, "State" to "DELETING")
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/configurations-arn-revisions-revision.html */
internal fun describeConfigurationRevision(
    request: Members,
    call: KafkaCall,
): Members {
    val arn = request.needed("Arn")
    val number = (request["Revision"] as Number).toLong()
    val revision = call.configuration(arn).revision(number) ?: throw KafkaFaults.notFound(arn, "revision")
    return shown(revision, number) +
        mapOf("Arn" to arn, "ServerProperties" to Blob(revision.properties.encodeToByteArray()))
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/configurations-arn-revisions.html */
internal fun listConfigurationRevisions(
    request: Members,
    call: KafkaCall,
): Members {
    val configuration = call.configuration(request.needed("Arn"))
    val all = configuration.revisions.mapIndexed { i, revision -> i + 1L to revision }
    val page = page(all, request, configuration.arn) { it.first.toString() }
    return mapOf("Revisions" to page.items.map { (number, it) -> shown(it, number) }, "NextToken" to page.nextToken)
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/configurations.html#ListConfigurations */
internal fun listConfigurations(
    request: Members,
    call: KafkaCall,
): Members {
    val all = call.state.now[CONFIGURATIONS].values.sortedWith(compareBy({ it.createdAt }, { it.name }))
    val page = page(all, request, "configurations") { it.arn }
    return mapOf("Configurations" to page.items.map(::shown), "NextToken" to page.nextToken)
}

internal fun KafkaCall.configuration(arn: String): Configuration =
    state.now[CONFIGURATIONS][arn] ?: throw KafkaFaults.notFound(arn, "arn")

private fun shown(configuration: Configuration): Members =
    mapOf(
        "Arn" to configuration.arn,
        "CreationTime" to configuration.createdAt,
        "Description" to configuration.description,
        "KafkaVersions" to configuration.kafkaVersions,
        "LatestRevision" to shown(configuration.revisions.last(), configuration.latest),
        "Name" to configuration.name,
        "State" to "ACTIVE",
    )

private fun shown(
    revision: Revision,
    number: Long,
): Members =
    mapOf("CreationTime" to revision.createdAt, "Description" to revision.description, "Revision" to number)

/** Lines of a name and a value; what they are called is not looked at. */
private fun properties(request: Members): String = (request["ServerProperties"] as Blob).bytes.decodeToString()

private val NAME = Regex("[0-9A-Za-z][0-9A-Za-z-]*")
private const val NUMBERS = 25
